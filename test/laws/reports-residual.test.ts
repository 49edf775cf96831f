import { matchesFilter } from '@bucket-inventory/core'
import type { InventoryFilter, ObjectRecord } from '@bucket-inventory/core'
import type { ReadOptions } from '@bucket-inventory/reports'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { propertyRuns } from '../property-runs.ts'
import { deliveredReport } from './delivering-cloud.ts'
import type { DeliveringCloud } from './delivering-cloud.ts'
import { startDeliveringOss } from './delivering-oss.ts'
import { startDeliveringS3 } from './delivering-s3.ts'

const first = Date.parse('2026-11-01T00:00:00Z')
const day = 86_400_000

/** The same objects on both clouds, put at the same times. */
const objects = Array.from({ length: 48 }, (_, index) => ({
  key: `${['logs/', 'photos/', 'photos/2026/', ''][index % 4]}${index}`,
  size: [0, 1, 2, 1023, 1024, 1025, 3000][index % 7] ?? 0,
  time: first + (index % 5) * day + (index % 3) * 999 + (index % 2) * 500,
  class: index % 3,
}))
const classNames = ['standard', 'infrequent-access', 'archive'] as const

const instant = fc
  .tuple(fc.nat(6), fc.constantFrom(-1000, -1, 0, 1, 499, 500, 999, 1000))
  .map(([days, more]) => new Date(first + days * day + more).toISOString())
const size = fc.oneof(
  fc.constantFrom(1, 2, 1023, 1024, 1025, 3000),
  fc.integer({ min: 1, max: 4000 }),
)

/** Filters that every provider can be asked for, near the objects. */
const filters: fc.Arbitrary<InventoryFilter> = fc.record(
  {
    prefix: fc.constantFrom('logs/', 'photos/', 'photos/2', 'nothing', 'photos/2026/4'),
    size: fc.oneof(
      size.map((min) => ({ min })),
      size.map((max) => ({ max })),
      fc
        .tuple(size, size)
        .map(([one, other]) => ({ min: Math.min(one, other), max: Math.max(one, other) })),
    ),
    lastModified: fc.oneof(
      instant.map((from) => ({ from })),
      instant.map((to) => ({ to })),
      fc
        .tuple(instant, instant)
        .map(([one, other]) => (one < other ? { from: one, to: other } : { from: other, to: one })),
    ),
    storageClasses: fc.subarray([...classNames], { minLength: 1 }),
  },
  { requiredKeys: [] },
)

describe('law 5: reading with the residual is reading from a service that filters', () => {
  let now = first
  let s3: DeliveringCloud
  let filtering: DeliveringCloud
  let unknown: DeliveringCloud
  beforeAll(async () => {
    ;[s3, filtering, unknown] = await Promise.all([
      startDeliveringS3(() => now),
      startDeliveringOss(() => now),
      startDeliveringOss(() => now, 'cn-hangzhou'),
    ])
    for (const { cloud, region, emulator } of [s3, filtering, unknown]) {
      await emulator.createBucket({ cloud, name: 'photos', region, maxInventories: 1_000_000 })
    }
    for (const { key, size, time, class: word } of objects) {
      now = time
      for (const world of [s3, filtering, unknown]) {
        const storageClass = world.storageClasses[word] ?? ''
        await world.change('photos', { type: 'put', key, size, storageClass, encrypted: false })
      }
    }
    now = first + 10 * day
  })
  afterAll(() => Promise.all([s3, filtering, unknown].map((world) => world.close())))

  it('on S3, which filters by prefix alone, and on OSS, where it filters and where nobody knows', async () => {
    const whole = await read(s3, {})
    expect(whole.filtered).toHaveLength(objects.length)
    const outcomes = new Set<string>()
    await fc.assert(
      fc.asyncProperty(
        filters,
        fc.constantFrom('honour', 'ignore'),
        async (filter, ossRegionFilters) => {
          const expected = keysOf(whole.records.filter((record) => matchesFilter(filter, record)))
          unknown.emulator.setSwitches({ ossRegionFilters })
          const [onS3, onOss, somewhere] = await Promise.all(
            [s3, filtering, unknown].map((world) => read(world, filter)),
          )
          for (const outcome of [onS3, onOss, somewhere]) {
            expect(outcome?.filtered).toStrictEqual(expected)
            if (outcome?.residual === undefined) expect(outcome?.all).toStrictEqual(expected)
          }
          // What it filtered already, a filter leaves as it is.
          expect((await read(filtering, filter, filter)).filtered).toStrictEqual(expected)
          const done = (outcome?: Outcome) => (outcome?.all.length ?? 0) > expected.length
          outcomes.add(`${done(onS3)} ${done(onOss)} ${expected.length > 0}`)
        },
      ),
      {
        numRuns: Math.ceil(propertyRuns / 16),
        examples: [[{ size: { min: 1024 } }, 'honour']],
      },
    )
    // Else it would be a law of filters that do nothing: here S3 left the work to the residual, and OSS did not.
    expect(outcomes).toContain('true false true')
  })
})

interface Outcome {
  readonly residual: InventoryFilter | undefined
  /** Keys, sorted: of the report, and of what the residual leaves of it. */
  readonly all: readonly string[]
  readonly filtered: readonly string[]
  readonly records: readonly ObjectRecord[]
}

/** A report of a configuration with this filter, read by what the service leaves to the reader, and by more. */
async function read(
  world: DeliveringCloud,
  filter: InventoryFilter,
  more: InventoryFilter = {},
): Promise<Outcome> {
  const request = { format: 'csv', versions: 'current', filter, rowsPerFile: 20 } as const
  const delivered = await deliveredReport(world, 'photos', request).catch((error: unknown) => {
    if (String(error).includes('no report without rows')) return undefined
    throw error
  })
  if (delivered === undefined) return { residual: undefined, all: [], filtered: [], records: [] }
  const { report, residual } = delivered
  const all = async (options?: ReadOptions) => {
    const records: ObjectRecord[] = []
    for await (const record of report.records(options)) records.push(record)
    return records
  }
  const records = await all()
  const filtered = await all({ where: { ...residual, ...more } })
  return { residual, all: keysOf(records), filtered: keysOf(filtered), records }
}

function keysOf(records: readonly ObjectRecord[]): readonly string[] {
  return records.map(({ key }) => key).toSorted()
}
