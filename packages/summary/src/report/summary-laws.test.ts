import type { ObjectRecord } from '@bucket-inventory/core'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'

import { reportOf, scanTime } from '../written-report.test.support.ts'
import type { WrittenRow } from '../written-report.test.support.ts'
import { flatPrefixes, naiveSummary } from './naive-summary.test.support.ts'
import { summarizeReport } from './summarize-report.ts'

const name = fc.constantFrom('a', 'b', 'ünï', '図', '', 'long-name', ' ', '%zz', '"q"')
const key = fc
  .array(name, { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join('/'))
  .filter((text) => text !== '')
const size = fc.oneof(
  fc.constantFrom(
    0,
    1,
    1023,
    1024,
    4095,
    4096,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 32,
    2 ** 40 - 1,
    2 ** 40,
  ),
  fc.integer({ min: 0, max: 2 ** 43 }),
)
const time = fc
  .oneof(
    fc.constantFrom(0, 1, 7, 30, 90, 180, 365, 730, 1825).map((days) => days * 86_400_000),
    fc.integer({ min: -10, max: 3000 }).map((days) => days * 86_400_000),
  )
  .chain((age) =>
    fc.constantFrom(-1, 0, 1).map((more) => new Date(scanTime - age + more).toISOString()),
  )
const object = fc.record(
  {
    Key: key,
    VersionId: fc.constantFrom('v1', 'v2'),
    IsLatest: fc.boolean(),
    Size: size,
    LastModifiedDate: time,
    StorageClass: fc.constantFrom('STANDARD', 'GLACIER', 'STANDARD_IA', 'OTHER'),
    ETag: fc.constantFrom('a', 'b', 'F').map((digit) => digit.repeat(32)),
    EncryptionStatus: fc.constantFrom('SSE-S3', 'SSE-KMS', 'NOT-SSE'),
    IsMultipartUploaded: fc.boolean(),
  },
  { requiredKeys: ['Key', 'IsLatest'] },
)
const marker = fc.record({ Key: key, IsLatest: fc.boolean(), IsDeleteMarker: fc.constant(true) })
const columns = [
  'Key',
  'VersionId',
  'IsLatest',
  'IsDeleteMarker',
  'Size',
  'LastModifiedDate',
  'StorageClass',
  'ETag',
  'EncryptionStatus',
  'IsMultipartUploaded',
]

it('a summary says what counting record by record says', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array<WrittenRow>(fc.oneof({ weight: 9, arbitrary: object }, marker), { maxLength: 40 }),
      fc.integer({ min: 0, max: 4 }),
      async (rows, depth) => {
        const report = await reportOf(rows, { columns, rowsPerFile: 15 })
        const records: ObjectRecord[] = []
        for await (const record of report.records()) records.push(record)
        const expected = naiveSummary(records, depth, scanTime)
        const summary = await summarizeReport(report, { depth, largest: 5 })
        const { storageClasses = [], ages = [], sizes = [], encryption = [], versions } = summary
        expect({ objects: summary.objects, bytes: summary.bytes }).toStrictEqual(expected.all)
        expect(flatPrefixes(summary.prefixes.root)).toStrictEqual(expected.prefixes)
        expect(named(storageClasses, ({ native = 'none' }) => native)).toStrictEqual(
          expected.storageClasses,
        )
        expect(named(ages, ({ age }) => age)).toStrictEqual(expected.ages)
        expect(named(sizes, ({ from }) => String(from ?? 'unknown'))).toStrictEqual(expected.sizes)
        expect(
          named(encryption, ({ status, type = '' }) =>
            status === 'unknown' ? status : `${status === 'encrypted'} ${type}`,
          ),
        ).toStrictEqual(expected.encryption)
        expect(versions?.current.objects).toBe(expected.current.get('true')?.objects ?? 0)
        expect(versions?.noncurrent.bytes).toBe(expected.current.get('false')?.bytes ?? 0)
        expect(versions?.deleteMarkers).toBe(expected.deleteMarkers)
        expect(versions?.nullVersions).toBe(expected.nullVersions)
        expect(summary.duplicates?.proven).toStrictEqual(expected.duplicates)
        expect(summary.largest?.map(({ key }) => key)).toStrictEqual(expected.largest)
        const byAge = storageClasses.flatMap(({ ages = [] }) => ages)
        expect(byAge.reduce((sum, { objects }) => sum + objects, 0)).toBe(summary.objects)
      },
    ),
    { numRuns: Math.ceil(Number(process.env['PROPERTY_RUNS'] ?? 30) / 8) },
  )
})

function named<T extends { readonly objects: number; readonly bytes?: number }>(
  all: readonly T[],
  nameOf: (counts: T) => string,
): Map<string, { objects: number; bytes: number }> {
  return new Map(
    all
      .filter(({ objects }) => objects > 0)
      .map((counts) => [nameOf(counts), { objects: counts.objects, bytes: counts.bytes ?? 0 }]),
  )
}
