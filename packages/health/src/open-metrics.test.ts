import { parseLocation } from '@bucket-inventory/core'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'

import { deliveryStates } from './delivery-state.ts'
import type { InventoryHealth } from './inventory-health.ts'
import { openMetrics } from './open-metrics.ts'
import { readOpenMetrics } from './read-open-metrics.test.support.ts'

const now = () => Date.parse('2026-11-22T10:00:00.250Z')

const delivered: InventoryHealth = {
  location: parseLocation('s3://prod@photos?region=eu-west-1'),
  provider: 'aws-s3',
  id: 'daily',
  state: 'late',
  reason: 'it is late',
  last: {
    time: Date.parse('2026-11-20T01:00:00Z'),
    bucket: 'reports',
    manifestKey: 'photos/daily/2026-11-20T01-00Z/manifest.json',
    files: 3,
    bytes: 1_234_567,
    rows: 42,
    verified: true,
  },
  expectedBy: Date.parse('2026-11-23T01:00:00Z'),
  earlier: [],
  drift: [{ path: 'enabled', desired: true, actual: false }],
  checks: [
    { name: 'destination-policy-denies', state: 'failure', evidence: 'it is denied' },
    { name: 'key-policy', state: 'unknown', evidence: 'not seen' },
  ],
}
const labels = {
  provider: 'aws-s3',
  location: 's3://prod@photos?region=eu-west-1',
  bucket: 'photos',
  inventory: 'daily',
}

function samplesOf(healths: readonly InventoryHealth[]) {
  const families = readOpenMetrics(openMetrics(healths, { now }))
  return Object.fromEntries(
    families.map(({ name, samples }) => [name.replace('bucket_inventory_', ''), samples]),
  )
}

it('gives what is known of an inventory, with its units', () => {
  const families = readOpenMetrics(openMetrics([delivered], { now }))
  const values = families
    .filter(({ type }) => type === 'gauge')
    .map(({ name, unit, samples }) => [name, unit, samples.map(({ value }) => value)])
  expect(values).toStrictEqual([
    ['bucket_inventory_last_delivery_timestamp_seconds', 'seconds', [1_795_136_400]],
    ['bucket_inventory_expected_by_timestamp_seconds', 'seconds', [1_795_395_600]],
    ['bucket_inventory_last_delivery_bytes', 'bytes', [1_234_567]],
    ['bucket_inventory_last_delivery_files', undefined, [3]],
    ['bucket_inventory_last_delivery_rows', undefined, [42]],
    ['bucket_inventory_manifest_verified', undefined, [1]],
    ['bucket_inventory_drift_paths', undefined, [1]],
    ['bucket_inventory_checks_failed', undefined, [1]],
    ['bucket_inventory_scrape_inventories', undefined, [1]],
    ['bucket_inventory_scrape_unreadable', undefined, [0]],
    ['bucket_inventory_scrape_timestamp_seconds', 'seconds', [1_795_341_600.25]],
  ])
  expect(families.every(({ help }) => help !== undefined && help.endsWith('.'))).toBe(true)
  expect(families[1]?.samples[0]?.labels).toStrictEqual(labels)
})

it('has a series for each state, of which one holds', () => {
  const { state } = samplesOf([delivered])
  expect(state).toHaveLength(deliveryStates.length)
  expect(state?.filter(({ value }) => value === 1)).toStrictEqual([
    {
      name: 'bucket_inventory_state',
      labels: { ...labels, bucket_inventory_state: 'late' },
      value: 1,
    },
  ])
})

it('leaves out what is not known, and counts what has no name', () => {
  const { last: _, expectedBy: __, drift: ___, ...nothing } = delivered
  const unknown: InventoryHealth = { ...nothing, id: '', state: 'unknown', checks: [] }
  const found = samplesOf([{ ...nothing, checks: [] }, unknown, unknown])
  expect(Object.keys(found)).toStrictEqual([
    'state',
    'checks_failed',
    'scrape_inventories',
    'scrape_unreadable',
    'scrape_timestamp_seconds',
  ])
  expect(found['scrape_inventories']?.[0]?.value).toBe(3)
  expect(found['scrape_unreadable']?.[0]?.value).toBe(2)
})

it('is text of OpenMetrics without any inventory', () => {
  expect(openMetrics([], { now })).toBe(
    [
      '# TYPE bucket_inventory_scrape_inventories gauge',
      '# HELP bucket_inventory_scrape_inventories Inventories that were looked for.',
      'bucket_inventory_scrape_inventories 0',
      '# TYPE bucket_inventory_scrape_unreadable gauge',
      '# HELP bucket_inventory_scrape_unreadable Inventories, and entries of buckets, of which nothing can be seen.',
      'bucket_inventory_scrape_unreadable 0',
      '# TYPE bucket_inventory_scrape_timestamp_seconds gauge',
      '# UNIT bucket_inventory_scrape_timestamp_seconds seconds',
      '# HELP bucket_inventory_scrape_timestamp_seconds When it was looked.',
      'bucket_inventory_scrape_timestamp_seconds 1795341600.25',
      '# EOF',
      '',
    ].join('\n'),
  )
})

it.each([
  ['the end', '# TYPE a gauge\na 1\n'],
  ['a value', '# TYPE a gauge\na\n# EOF\n'],
  ['an escape', '# TYPE a gauge\na{b="\\x"} 1\n# EOF\n'],
  ['a quote', '# TYPE a gauge\na{b="c"d"} 1\n# EOF\n'],
  ['a family', 'a 1\n# EOF\n'],
  ['its unit', '# TYPE a gauge\n# UNIT a seconds\na 1\n# EOF\n'],
  ['order', '# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\na{c="d"} 1\n# EOF\n'],
  ['difference', '# TYPE a gauge\na{c="d"} 1\na{c="d"} 2\n# EOF\n'],
  ['its states', '# TYPE a stateset\na 1\n# EOF\n'],
])('is held to a grammar that refuses text without %s', (_, text) => {
  expect(() => readOpenMetrics(text)).toThrow(/./)
})

it('keeps any id, and gives no series twice', () => {
  const ids = fc.array(fc.string({ unit: 'binary', minLength: 1 }), { maxLength: 6 })
  fc.assert(
    fc.property(ids, (all) => {
      const { checks_failed: failed = [] } = samplesOf(all.map((id) => ({ ...delivered, id })))
      const found = failed.map((sample) => sample.labels['inventory'])
      expect(new Set(found)).toStrictEqual(new Set(all))
      expect(found).toHaveLength(new Set(all).size)
    }),
  )
  const hard = 'a\\b"c\nd,e="f"} 1'
  expect(samplesOf([{ ...delivered, id: hard }])['checks_failed']?.[0]?.labels['inventory']).toBe(
    hard,
  )
})

it('is UTF-8 where an id is none, and leaves out what is no number', () => {
  const halves = ['a\uD83D', 'a\uDCE6'].map((id) => ({ ...delivered, id, expectedBy: Number.NaN }))
  const found = samplesOf(halves)
  expect(found['checks_failed']?.map((sample) => sample.labels['inventory'])).toStrictEqual([
    'a\uFFFD',
  ])
  expect(found).not.toHaveProperty('expected_by_timestamp_seconds')
})
