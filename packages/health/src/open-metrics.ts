import { formatLocation } from '@bucket-inventory/core'

import { deliveryStates } from './delivery-state.ts'
import type { InventoryHealth } from './inventory-health.ts'
import { formatFamily, wellFormed } from './metric-family.ts'
import type { MetricFamily, MetricSample } from './metric-family.ts'

export interface OpenMetricsOptions {
  /** When it was looked, epoch milliseconds. Default: the clock. */
  readonly now?: () => number
}

/**
 * The health of inventories as OpenMetrics 1.0 text (`application/openmetrics-text; version=1.0.0; charset=utf-8`), for a text
 * file collector or an answer over HTTP. One series for each inventory in each family, and one for each of its states; what is
 * not known of an inventory has no series. Labels are names: provider, location, bucket, inventory. An entry whose id nobody
 * can say has no series of its own and counts in the totals.
 */
export function openMetrics(
  healths: Iterable<InventoryHealth>,
  options: OpenMetricsOptions = {},
): string {
  const { now = Date.now } = options
  const all = [...healths]
  // Two series of the same labels are none of the format: the last look at an inventory counts.
  const named = new Map(
    all
      .filter(({ id }) => id !== '')
      .map((health): [string, InventoryHealth] => [
        // As they are written: some that differ as strings do not in the text.
        JSON.stringify(Object.values(labelsOf(health)).map(wellFormed)),
        health,
      ]),
  )
  const families = [stateFamily([...named.values()])]
  for (const { value, ...family } of gauges) {
    const samples = [...named.values()].flatMap((health) => sampleOf(health, value(health)))
    families.push({ ...family, type: 'gauge', samples })
  }
  families.push(
    total('inventories', 'Inventories that were looked for.', all.length),
    total(
      'unreadable',
      'Inventories, and entries of buckets, of which nothing can be seen.',
      all.filter(({ state }) => state === 'unknown').length,
    ),
    {
      ...total('timestamp_seconds', 'When it was looked.', now() / 1000),
      unit: 'seconds',
    },
  )
  return `${families.map(formatFamily).join('')}# EOF\n`
}

type Gauge = Omit<MetricFamily, 'type' | 'samples'> & {
  readonly value: (health: InventoryHealth) => number | undefined
}

const gauges: readonly Gauge[] = [
  {
    name: 'bucket_inventory_last_delivery_timestamp_seconds',
    unit: 'seconds',
    help: 'Start of the scan of the last complete report.',
    value: ({ last }) => last && last.time / 1000,
  },
  {
    name: 'bucket_inventory_expected_by_timestamp_seconds',
    unit: 'seconds',
    help: 'When the report after the last is complete, as a rule.',
    value: ({ expectedBy }) => (expectedBy === undefined ? undefined : expectedBy / 1000),
  },
  {
    name: 'bucket_inventory_last_delivery_bytes',
    unit: 'bytes',
    help: 'Size of all data files of the last complete report, compressed.',
    value: ({ last }) => last?.bytes,
  },
  {
    name: 'bucket_inventory_last_delivery_files',
    help: 'Data files of the last complete report.',
    value: ({ last }) => last?.files,
  },
  {
    name: 'bucket_inventory_last_delivery_rows',
    help: 'Rows of the last complete report, where its manifest counts them.',
    value: ({ last }) => last?.rows,
  },
  {
    name: 'bucket_inventory_manifest_verified',
    help: 'Whether the manifest of the last complete report is what its checksum says.',
    value: ({ last }) => last && Number(last.verified),
  },
  {
    name: 'bucket_inventory_drift_paths',
    help: 'Paths in which the inventory differs from what is declared.',
    value: ({ drift }) => drift?.length,
  },
  {
    name: 'bucket_inventory_checks_failed',
    help: 'Checks of the preflight that fail, of an inventory whose reports are missing.',
    value: ({ checks }) => checks.filter(({ state }) => state === 'failure').length,
  },
]

function stateFamily(healths: readonly InventoryHealth[]): MetricFamily {
  const name = 'bucket_inventory_state'
  return {
    name,
    type: 'stateset',
    help: 'How the inventory does.',
    samples: healths.flatMap((health) =>
      deliveryStates.map((state): MetricSample => ({
        labels: { ...labelsOf(health), [name]: state },
        value: Number(health.state === state),
      })),
    ),
  }
}

function sampleOf(health: InventoryHealth, value: number | undefined): readonly MetricSample[] {
  return value === undefined ? [] : [{ labels: labelsOf(health), value }]
}

function total(name: string, help: string, value: number): MetricFamily {
  return {
    name: `bucket_inventory_scrape_${name}`,
    type: 'gauge',
    help,
    samples: [{ labels: {}, value }],
  }
}

function labelsOf({ provider, location, id }: InventoryHealth): MetricSample['labels'] {
  return { provider, location: formatLocation(location), bucket: location.bucket, inventory: id }
}
