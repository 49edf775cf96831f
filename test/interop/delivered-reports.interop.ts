import { PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3'
import type { ObjectRecord } from '@bucket-inventory/core'
import { beforeAll, expect, it } from 'vitest'

import { startDeliveringOss } from '../laws/delivering-oss.ts'
import { s3Formats, startDeliveringS3 } from '../laws/delivering-s3.ts'
import { inventoryColumns, inventoryRowSchema, recordOf } from './inventory-row.ts'
import { fillBucket, readReports } from './read-reports.ts'
import type { ReadReport } from './read-reports.ts'

const seed = 20_261_122
let time = Date.parse('2026-11-20T01:00:00Z')
const now = () => (time += 311)

const s3Fields = [
  'size',
  'lastModified',
  'etag',
  'storageClass',
  'isMultipartUploaded',
  'replicationStatus',
  'encryption',
  'objectLockRetainUntil',
  'objectLockMode',
  'objectLockLegalHold',
  'intelligentTieringTier',
  'bucketKeyStatus',
  'checksumAlgorithm',
  'acl',
  'owner',
  'lifecycleExpiration',
]

const ossFields = [
  'size',
  'lastModified',
  'etag',
  'storageClass',
  'isMultipartUploaded',
  'encryption',
  'acl',
  'tagCount',
  'objectType',
  'checksum',
  'storageClassChangedAt',
]

/** Into many parts, and not at all. */
const divisions = [
  { rowsPerFile: 70, rowsPerGroup: 16 },
  { rowsPerFile: 1_000_000, rowsPerGroup: 1_000_000 },
]
const s3Wanted = s3Formats.flatMap((format) =>
  divisions.map((division) => ({ format, fields: s3Fields, ...division })),
)
const ossWanted = divisions.map((division) => ({
  format: 'csv' as const,
  fields: ossFields,
  ...division,
}))
let s3Reports: readonly ReadReport[] = []
let ossReports: readonly ReadReport[] = []

beforeAll(async () => {
  const s3 = await startDeliveringS3(now)
  const oss = await startDeliveringOss(now, 'cn-hangzhou')
  try {
    await s3.emulator.createBucket({ cloud: 's3', name: 'photos' })
    await fillBucket(s3, 'photos', seed)
    await keepVersions(s3.emulator.s3, 'photos')
    await fillBucket(s3, 'photos', seed)
    await fillBucket(s3, 'photos', seed + 1)
    s3Reports = await readReports(s3, 'photos', s3Wanted)
    await oss.emulator.createBucket({ cloud: 'oss', name: 'photos-cn', versioning: 'enabled' })
    await fillBucket(oss, 'photos-cn', seed)
    await fillBucket(oss, 'photos-cn', seed + 1)
    ossReports = await readReports(oss, 'photos-cn', ossWanted)
  } finally {
    await s3.close()
    await oss.close()
  }
})

/** What is there already keeps the null version. */
async function keepVersions(endpoint: string, Bucket: string): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const client = new S3Client({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials })
  const VersioningConfiguration = { Status: 'Enabled' } as const
  await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }))
  client.destroy()
}

function reportAt(reports: readonly ReadReport[], index: number): ReadReport {
  const report = reports[index]
  if (report === undefined) throw new Error('there is no such report')
  return report
}

const cases = [
  ...s3Wanted.map((wanted, index) => ({
    ...wanted,
    service: 'S3',
    report: () => reportAt(s3Reports, index),
  })),
  ...ossWanted.map((wanted, index) => ({
    ...wanted,
    service: 'OSS',
    report: () => reportAt(ossReports, index),
  })),
]

it.each(cases)(
  'a report of $service in $format, $rowsPerFile rows a file, has the files and digests of its manifest',
  ({ report, rowsPerFile }) => {
    const { found, manifest, records } = report()
    expect(found.md5).toBe(found.checksum)
    expect(found.files.map(({ key, size, md5 }) => ({ key, size, md5 }))).toStrictEqual(
      manifest.files,
    )
    expect(found.files).toHaveLength(Math.ceil(records.length / rowsPerFile))
  },
)

it.each(cases)(
  `a report of $service in $format, $rowsPerFile rows a file, holds for Python what it holds for our reader (seed ${seed})`,
  ({ report, service }) => {
    const { found, records } = report()
    const rows = found.files.flatMap((file) => file.rows)
    if (service === 'OSS') expect(rows).toStrictEqual(records.map(ossRowOf))
    else expect(rows.map(recordOfS3)).toStrictEqual(records)
  },
)

it('reports of S3 hold the same in every format, with every kind of version', () => {
  const [{ records }, ...others] = [reportAt(s3Reports, 0), ...s3Reports.slice(1)]
  for (const other of others) expect(other.records).toStrictEqual(records)
  expect(records.length).toBeGreaterThan(200)
  expect(records.some(({ versionId }) => versionId === null)).toBe(true)
  expect(records.some(({ isDeleteMarker }) => isDeleteMarker === true)).toBe(true)
  expect(records.some(({ isMultipartUploaded }) => isMultipartUploaded === true)).toBe(true)
})

const s3Columns = inventoryColumns.filter(([name]) => name !== 'colour' && name !== 'weight')
const arrowTypes: Readonly<Record<string, string>> = {
  string: 'string',
  boolean: 'bool',
  bigint: 'int64',
}

it.each(cases.filter(({ format }) => format === 'parquet'))(
  'a report of S3 in Parquet, $rowsPerGroup rows a group, has the schema, the codec and the statistics of those that were seen',
  ({ report, rowsPerGroup }) => {
    for (const { schema, written, rows } of report().found.files) {
      expect(schema).toStrictEqual(
        s3Columns.map(([name, type]) => [
          name,
          arrowTypes[type] ?? 'timestamp[ms, tz=UTC]',
          name !== 'bucket' && name !== 'key',
        ]),
      )
      expect(written).toStrictEqual({
        parts: Math.ceil(rows.length / rowsPerGroup),
        codecs: ['SNAPPY'],
        noted: expect.arrayContaining(['bucket', 'key', 'size', 'last_modified_date']),
      })
    }
  },
)

it.each(cases.filter(({ format }) => format === 'orc'))(
  'a report of S3 in ORC, $rowsPerGroup rows a stripe, has the schema and the postscript of those that were seen',
  ({ report, rowsPerGroup }) => {
    for (const { schema, written, rows } of report().found.files) {
      expect(schema).toStrictEqual(
        s3Columns.map(([name, type]) => [name, arrowTypes[type] ?? 'timestamp[ns]', true]),
      )
      expect(written).toStrictEqual({
        parts: Math.ceil(rows.length / rowsPerGroup),
        version: '0.12',
        codec: 'ZLIB',
        block: 262_144,
        stride: 10_000,
        writer: ['ORC_JAVA', 'ORC_101'],
      })
    }
  },
)

/** The record of a row of S3. Its columns have other names in CSV. */
function recordOfS3(row: Readonly<Record<string, unknown>>): ObjectRecord {
  const named = Object.entries(row).map(([name, value]) => [
    name.replaceAll(/(?<=.)(?=[A-Z])/g, '_').toLowerCase(),
    value,
  ])
  return recordOf(inventoryRowSchema.parse(Object.fromEntries(named)))
}

/** What OSS writes for a record. */
function ossRowOf(record: ObjectRecord): object {
  return {
    Bucket: record.bucket,
    Key: record.key,
    VersionId: record.versionId ?? null,
    IsLatest: record.isLatest ?? null,
    IsDeleteMarker: record.isDeleteMarker ?? null,
    Size: record.size ?? null,
    LastModifiedDate: record.lastModified ?? null,
    ETag: record.etag ?? null,
    StorageClass: record.storageClass?.native ?? null,
    IsMultipartUploaded: record.isMultipartUploaded ?? null,
    EncryptionStatus: record.encryption?.encrypted ?? null,
    ObjectAcl: record.acl ?? null,
    TaggingCount: record.tagCount ?? null,
    ObjectType: record.objectType ?? null,
    CRC64: record.checksum?.value ?? null,
    TransitionTime: record.storageClassChangedAt ?? null,
  }
}
