import { matchesFilter } from '@bucket-inventory/core'
import type { InventoryFilter, ObjectRecord, RecordField } from '@bucket-inventory/core'
import { openReport } from '@bucket-inventory/reports'
import type { ReadOptions, ReportReader } from '@bucket-inventory/reports'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { propertyRuns } from '../property-runs.ts'
import { deliveredReport } from './delivering-cloud.ts'
import type { DeliveringCloud } from './delivering-cloud.ts'
import { s3Formats, startDeliveringS3 } from './delivering-s3.ts'
import { copiedReport, memoryReport } from './memory-report.ts'
import { readRecords } from './read-report.ts'
import { recordArbitrary } from './record-arbitrary.ts'

type Where = NonNullable<ReadOptions['where']>

const day = 86_400_000
const first = Date.parse('2026-11-01T00:00:00Z')

/** Rows of a report with versions. */
const rows = fc.array(
  fc.record({
    record: recordArbitrary,
    versionId: fc.constantFrom('', 'a', 'null'),
    isLatest: fc.boolean(),
    isDeleteMarker: fc.boolean(),
  }),
  { maxLength: 30 },
)

/** Filters whose bounds and prefixes are those of such records, or beside them. */
function filtersNear(
  records: readonly Pick<ObjectRecord, 'key' | 'size' | 'lastModified' | 'storageClass'>[],
): fc.Arbitrary<Where> {
  const near = (values: readonly (number | undefined)[], most: number) => {
    const known = [...values.filter((value) => value !== undefined), 0, 1024]
    return fc
      .tuple(fc.constantFrom(...known), fc.constantFrom(-1, 0, 1))
      .map(([value, more]) => Math.min(Math.max(value + more, 0), most))
  }
  const bounds = <T extends string | number>(
    bound: fc.Arbitrary<T>,
  ): fc.Arbitrary<{ readonly low?: T; readonly high?: T }> =>
    fc.record({ low: bound, high: bound }, { requiredKeys: [] })
  const sizes = near(
    records.map(({ size }) => size),
    2 ** 53 - 1,
  )
  const times = near(
    records.map(({ lastModified }) => lastModified),
    253_402_271_999_999,
  )
  const prefixes = [...records.map(({ key }) => key), 'photos/']
  return fc.record(
    {
      prefix: fc
        .tuple(fc.constantFrom(...prefixes), fc.nat(12))
        // Half a character is none.
        .map(([key, length]) => key.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')),
      size: bounds(sizes).map(({ low, high }) => ({
        ...(low === undefined ? {} : { min: low }),
        ...(high === undefined ? {} : { max: high }),
      })),
      lastModified: bounds(times.map((time) => new Date(time).toISOString())).map(
        ({ low, high }) => ({
          ...(low === undefined ? {} : { from: low }),
          ...(high === undefined ? {} : { to: high }),
        }),
      ),
      storageClasses: fc.subarray(classNames, { minLength: 1 }),
      latestOnly: fc.boolean(),
    },
    { requiredKeys: [] },
  )
}

const classNames: NonNullable<InventoryFilter['storageClasses']>[number][] = [
  'standard',
  'infrequent-access',
  'archive',
  'intelligent-tiering',
  'aws-s3:IA',
]

/** What a filter keeps, one record at a time. */
function kept<T extends ObjectRecord>(
  { latestOnly = false, ...filter }: Where,
  records: readonly T[],
): T[] {
  return records.filter(
    (record) =>
      matchesFilter(filter, record) &&
      (!latestOnly || (record.isLatest !== false && record.isDeleteMarker !== true)),
  )
}

describe('reading with a filter gives what the filter keeps of all', () => {
  it('of any records in CSV', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows.chain((all) =>
          fc.tuple(fc.constant(all), filtersNear(all.map(({ record }) => record))),
        ),
        fc.subarray(['key', 'size', 'lastModified', 'isLatest', 'etag'] as const),
        async ([all, where], fields) => {
          const lines = all.map(({ record, versionId, isLatest, isDeleteMarker }) => [
            'photos',
            encodeURIComponent(record.key),
            versionId,
            String(isLatest),
            String(isDeleteMarker),
            String(record.size ?? ''),
            record.lastModified === undefined ? '' : new Date(record.lastModified).toISOString(),
            record.storageClass?.native ?? '',
          ])
          const columns =
            'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, StorageClass'
          const middle = Math.floor(lines.length / 3)
          const files = [lines.slice(0, middle), lines.slice(middle)]
          const report = await openReport(memoryReport(columns, files))
          const records = await readRecords(report)
          expect(records.map(written)).toStrictEqual(all.map(({ record }) => written(record)))
          await checkFilter(report, records, where, fields)
        },
      ),
      { numRuns: Math.min(500, propertyRuns) },
    )
  })

  describe('of what S3 delivered', () => {
    let now = first
    let world: DeliveringCloud
    beforeAll(async () => {
      world = await startDeliveringS3(() => now)
      await world.emulator.createBucket({ cloud: 's3', name: 'photos', versioning: 'enabled' })
      for (let index = 0; index < 150; index++) {
        // Neighbours are alike, as in life: else statistics would rule out nothing.
        now = first + Math.floor(index / 10) * day + (index % 10)
        const key = `${['logs/', 'photos/é', 'photos/中', 'z'][Math.floor(index / 40)]}${index % 37}`
        const size = Math.floor(index / 8) * 100
        const storageClass = world.storageClasses[Math.floor(index / 30) % 4] ?? ''
        await world.change(
          'photos',
          index % 11 === 5
            ? { type: 'delete', key }
            : { type: 'put', key, size, storageClass, encrypted: false },
        )
      }
    })
    afterAll(() => world.close())

    it.each(s3Formats)('in %s', async (format) => {
      const parts = { rowsPerFile: 70, rowsPerGroup: 9 }
      const request = { format, versions: 'all', ...parts } as const
      const { found, report: delivered } = await deliveredReport(world, 'photos', request)
      const { store, manifestKey } = found
      const report = await openReport(await copiedReport(store, manifestKey, delivered.manifest))
      const records = await readRecords(report)
      expect(records).toHaveLength(150)
      const counts = new Set<number>()
      await fc.assert(
        fc.asyncProperty(
          filtersNear(records),
          fc.subarray(['key', 'size', 'lastModified', 'isLatest', 'etag'] as const),
          async (where, fields) => {
            counts.add(await checkFilter(report, records, where, fields))
          },
        ),
        {
          numRuns: Math.min(300, Math.ceil(propertyRuns / 2)),
          // Of chance there may come none that keeps some.
          examples: [
            [{ prefix: 'logs/' }, ['key']],
            [{ size: { min: 700, max: 1200 } }, ['size', 'etag']],
          ],
        },
      )
      // Else it would be a law of filters that keep all or nothing.
      expect(counts.size).toBeGreaterThan(2)
    })
  })
})

/** Reads by a filter, all columns and some, and returns how many it keeps. */
async function checkFilter(
  report: ReportReader,
  records: readonly ObjectRecord[],
  where: Where,
  fields: readonly RecordField[],
): Promise<number> {
  const expected = kept(where, records)
  expect(await readRecords(report, { where })).toStrictEqual(expected)
  const projected = await readRecords(report, { where, fields })
  expect(projected).toStrictEqual(
    expected.map((record) => Object.fromEntries(fields.map((field) => [field, record[field]]))),
  )
  return expected.length
}

function written({
  key,
  size,
  lastModified,
  storageClass,
}: Pick<ObjectRecord, 'key' | 'size' | 'lastModified' | 'storageClass'>) {
  return { key, size, lastModified, storageClass: storageClass?.native.toUpperCase() }
}
