import { InventoryError, parseLocation } from '@bucket-inventory/core'
import { deliveryStates, openMetrics } from '@bucket-inventory/health'
import type { InventoryHealth } from '@bucket-inventory/health'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'

import { askPython } from './ask-python.ts'

const now = () => Date.parse('2026-11-22T10:00:00.250Z')

const familiesSchema = z.array(
  z.object({
    name: z.string(),
    type: z.string(),
    unit: z.string(),
    help: z.string(),
    samples: z.array(
      z.object({
        name: z.string(),
        labels: z.record(z.string(), z.string()),
        value: z.number(),
      }),
    ),
  }),
)
type Family = z.infer<typeof familiesSchema>[number]

/** What Prometheus for Python reads in the text; it throws for what is none of OpenMetrics. */
async function readByPrometheus(healths: readonly InventoryHealth[]): Promise<readonly Family[]> {
  const text = openMetrics(healths, { now })
  return familiesSchema.parse(
    await askPython('open_metrics.py', {}, { operation: 'metrics', text }),
  )
}

const last = {
  time: Date.parse('2026-11-20T01:00:00Z'),
  bucket: 'reports',
  manifestKey: 'photos/daily/2026-11-20T01-00Z/manifest.json',
  files: 3,
  bytes: 2 ** 60,
  rows: 42,
  verified: true,
}
const late: InventoryHealth = {
  location: parseLocation('s3://prod@photos?region=eu-west-1'),
  provider: 'aws-s3',
  id: 'daily',
  state: 'late',
  reason: 'it is late',
  last,
  expectedBy: Date.parse('2026-11-23T01:00:00Z'),
  earlier: [],
  drift: [{ path: 'enabled', desired: true, actual: false }],
  checks: [{ name: 'key-policy', state: 'failure', evidence: 'it is denied' }],
}
const none: InventoryHealth = {
  location: parseLocation('oss://fotos'),
  provider: 'alibaba-oss',
  id: 'weekly',
  state: 'none',
  reason: 'no report is there',
  earlier: [],
  checks: [],
}

describe('metrics as Prometheus for Python reads them', () => {
  let families: readonly Family[]

  beforeAll(async () => {
    families = await readByPrometheus([late, none])
  })

  it('are what is known of each inventory', () => {
    const prefix = 'bucket_inventory_'
    const values = families
      .filter(({ type }) => type === 'gauge')
      .map(({ name, samples }) => [name.replace(prefix, ''), samples.map(({ value }) => value)])
    expect(Object.fromEntries(values)).toStrictEqual({
      last_delivery_timestamp_seconds: [1_795_136_400],
      expected_by_timestamp_seconds: [1_795_395_600],
      last_delivery_bytes: [2 ** 60],
      last_delivery_files: [3],
      last_delivery_rows: [42],
      manifest_verified: [1],
      drift_paths: [1],
      checks_failed: [1, 0],
      scrape_inventories: [2],
      scrape_unreadable: [0],
      scrape_timestamp_seconds: [1_795_341_600.25],
    })
    expect(families.every(({ help }) => help.endsWith('.'))).toBe(true)
  })

  it('have the units that their names end with', () => {
    const units = families.filter(({ unit }) => unit !== '')
    expect(units.length).toBeGreaterThan(0)
    for (const { name, unit } of units) expect(name.endsWith(`_${unit}`)).toBe(true)
    const unitless = families.filter(({ unit }) => unit === '')
    expect(unitless.filter(({ name }) => /_(?:seconds|bytes)$/.test(name))).toStrictEqual([])
  })

  it('have a state set of which one state holds for each inventory', () => {
    const set = families.find(({ type }) => type === 'stateset')
    expect(set?.samples).toHaveLength(2 * deliveryStates.length)
    const holding = set?.samples.filter(({ value }) => value === 1)
    expect(
      holding?.map(({ labels }) => [labels['inventory'], labels['bucket_inventory_state']]),
    ).toStrictEqual([
      ['daily', 'late'],
      ['weekly', 'none'],
    ])
  })

  it.each([
    ['a line end', 'a\nb'],
    ['a carriage return', 'a\r\nb\u2028c'],
    ['quotes', 'a"b"'],
    ['backslashes', 'a\\b\\n\\\\"'],
    ['what looks like the end of labels', '"} 1\n# EOF'],
    ['an emoji', '\u{1F4E6}\u{1F1F3}\u{1F1EC}'],
    ['nothing visible', ' \t\u0000 '],
  ])('keep an id with %s', async (_, id) => {
    const found = await readByPrometheus([{ ...late, id }])
    expect(found[1]?.samples.map(({ labels }) => labels['inventory'])).toStrictEqual([id])
  })

  it('are UTF-8 where an id is none, and have each series once', async () => {
    const found = await readByPrometheus([
      { ...late, id: 'a\uD83D' },
      { ...late, id: 'a\uDCE6' },
    ])
    expect(found[1]?.samples.map(({ labels }) => labels['inventory'])).toStrictEqual(['a\uFFFD'])
  })

  it('say no value that is no number', async () => {
    const broken = { ...late, last: { ...last, rows: Number.NaN }, expectedBy: Infinity }
    const names = (await readByPrometheus([broken])).map(({ name }) => name)
    expect(names).toContain('bucket_inventory_last_delivery_files')
    expect(names).not.toContain('bucket_inventory_last_delivery_rows')
    expect(names).not.toContain('bucket_inventory_expected_by_timestamp_seconds')
  })

  it('are read of 1,000 inventories, and of none', async () => {
    const many = Array.from({ length: 1000 }, (_, index): InventoryHealth => ({
      ...late,
      id: `inventory-${index}`,
    }))
    // What a scrape of that many series may have: a kilobyte or two for each inventory.
    expect(Buffer.byteLength(openMetrics(many, { now }))).toBeLessThan(3_000_000)
    const [states] = await readByPrometheus(many)
    expect(states?.samples).toHaveLength(1000 * deliveryStates.length)
    const nothing = await readByPrometheus([])
    expect(nothing.map(({ name }) => name.replace('bucket_inventory_', ''))).toStrictEqual([
      'scrape_inventories',
      'scrape_unreadable',
      'scrape_timestamp_seconds',
    ])
    const unreadable: InventoryHealth = {
      ...none,
      id: '',
      state: 'unknown',
      error: new InventoryError('unavailable', 'no answer'),
    }
    const [, count] = await readByPrometheus([unreadable])
    expect(count?.samples.map(({ value }) => value)).toStrictEqual([1])
  })
})
