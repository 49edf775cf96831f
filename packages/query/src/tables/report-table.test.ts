import { formatInstant } from '@bucket-inventory/core'
import type { ObjectRecord, RecordField } from '@bucket-inventory/core'
import type { ReportReader } from '@bucket-inventory/reports'
import { describe, expect, it } from 'vitest'

import { ask, csvReport, row } from '../csv-report.test.support.ts'
import type { QueryRow, QueryValue } from '../index.ts'
import { openQuery } from '../index.ts'
import { fieldType } from './field-leaves.ts'

const s3Columns =
  'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass, IsMultipartUploaded, ReplicationStatus, EncryptionStatus, ObjectLockRetainUntilDate, ObjectLockMode, ObjectLockLegalHoldStatus, IntelligentTieringAccessTier, BucketKeyStatus, ChecksumAlgorithm, ObjectAccessControlList, ObjectOwner, LifecycleExpirationDate, NewColumn'
const ossColumns =
  'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, StorageClass, LastModifiedDate, ETag, IsMultipartUploaded, EncryptionStatus, ObjectAcl, TaggingCount, ObjectType, Crc64, TransitionTime, LastAccessTimestamp, LastAccessDate'

describe('the rows of a table', () => {
  it('are the records of a report of S3 with all its columns', async () => {
    const report = await csvReport({ columns: s3Columns, files: [s3Rows(3000), s3Rows(50)] })
    const { rows, records } = await rowsAndRecords(report)
    expect(rows).toStrictEqual(records)
  })

  it('are the records of a report of OSS with all its columns', async () => {
    const report = await csvReport({
      cloud: 'alibaba-oss',
      columns: ossColumns,
      files: [ossRows(3000)],
    })
    const { rows, records } = await rowsAndRecords(report)
    expect(rows).toStrictEqual(records)
  })

  it('are the records of a report without rows, and of one without files', async () => {
    for (const report of [
      await csvReport({ files: [[]] }),
      await csvReport({ columns: s3Columns, files: [] }),
    ]) {
      expect(await rowsAndRecords(report)).toStrictEqual({ rows: [], records: [] })
    }
  })

  it('are all of more rows than a row group holds, in order', async () => {
    const rows = Array.from({ length: 250_000 }, (_, index) =>
      row(`k${String(index).padStart(7, '0')}`, index),
    )
    const report = await csvReport({ files: [rows] })
    const query = await openQuery({ report: { report } })
    const [found] = await ask(
      query,
      "SELECT count(*) AS rows, sum(size) AS bytes, count(DISTINCT key) AS keys, count(*) FILTER (key = 'k' || printf('%07d', size)) AS matching FROM report",
    )
    const first = await ask(query, 'SELECT key FROM report LIMIT 1 OFFSET 122880')
    await query.close()
    expect(found).toStrictEqual({
      rows: 250_000,
      bytes: 31_249_875_000,
      keys: 250_000,
      matching: 250_000,
    })
    expect(first).toStrictEqual([{ key: 'k0122880' }])
  })

  it('are those that `where` keeps', async () => {
    const report = await csvReport({ files: [[row('a', 1), row('b', 20)], [row('c', 30)]] })
    const query = await openQuery({ report: { report, where: { size: { min: 20 } } } })
    expect(await ask(query, 'SELECT key FROM report')).toStrictEqual([{ key: 'b' }, { key: 'c' }])
    await query.close()
  })
})

describe('keys', () => {
  it('that are no UTF-8 read with U+FFFD, and are told apart by their bytes', async () => {
    const report = await csvReport({
      files: [[row('a%FFb'), row('a%FEb'), row('%E6%BC%A2'), row('%BC'), row('%E6'), row('z')]],
    })
    const query = await openQuery({ report: { report } })
    const rows = await ask(query, 'SELECT key, keyBytes FROM report')
    const bytes = await ask(
      query,
      "SELECT count(*) AS n FROM report WHERE coalesce(keyBytes, encode(key)) = '\\x61\\xfe\\x62'::BLOB",
    )
    await query.close()
    expect(rows).toStrictEqual([
      { key: 'a\uFFFDb', keyBytes: Buffer.from([0x61, 0xff, 0x62]) },
      { key: 'a\uFFFDb', keyBytes: Buffer.from([0x61, 0xfe, 0x62]) },
      { key: '漢', keyBytes: null },
      { key: '\uFFFD', keyBytes: Buffer.from([0xbc]) },
      { key: '\uFFFD', keyBytes: Buffer.from([0xe6]) },
      { key: 'z', keyBytes: null },
    ])
    expect(bytes).toStrictEqual([{ n: 1 }])
  })

  it('keep quotes, newlines, NUL, `../` and 1,024 bytes', async () => {
    const keys = [`it's "so"`, 'line\nline', 'nul\0nul', '../../etc', '漢'.repeat(341), ' ']
    const report = await csvReport({ files: [keys.map((key) => row(encodeURIComponent(key)))] })
    const query = await openQuery({ report: { report } })
    for (const key of keys) {
      expect(await ask(query, 'SELECT key FROM report WHERE key = ?', [key])).toStrictEqual([
        { key },
      ])
    }
    await query.close()
  })
})

it('gives each column the type of its property', async () => {
  const s3 = await csvReport({ columns: s3Columns, files: [] })
  const oss = await csvReport({ cloud: 'alibaba-oss', columns: ossColumns, files: [] })
  const query = await openQuery({ s3: { report: s3 }, oss: { report: oss } })
  const types = new Map(
    query.tables.flatMap(({ columns }) => columns.map(({ name, type }) => [name, type])),
  )
  await query.close()
  expect(Object.fromEntries(types)).toMatchObject({
    key: 'VARCHAR',
    keyBytes: 'BLOB',
    size: 'BIGINT',
    lastModified: 'TIMESTAMP WITH TIME ZONE',
    isLatest: 'BOOLEAN',
    versionId: 'VARCHAR',
    storageClass: 'VARCHAR',
    encryption: 'STRUCT("encrypted" BOOLEAN, "type" VARCHAR)',
    checksum: 'STRUCT("algorithm" VARCHAR, "value" VARCHAR)',
    tagCount: 'BIGINT',
    native: 'VARCHAR',
  })
})

it('has what nobody knows as JSON, and parts by their names', async () => {
  const report = await csvReport({
    columns: 'Bucket, Key, EncryptionStatus, NewColumn',
    files: [
      [
        ['photos', 'a', 'SSE-KMS', 'x'],
        ['photos', 'b', 'NOT-SSE', ''],
      ],
    ],
  })
  const query = await openQuery({ report: { report } })
  const rows = await ask(
    query,
    "SELECT key, encryption.type AS kind, native->>'NewColumn' AS new FROM report",
  )
  await query.close()
  expect(rows).toStrictEqual([
    { key: 'a', kind: 'SSE-KMS', new: 'x' },
    { key: 'b', kind: null, new: null },
  ])
})

it('lists the storage classes of the reports, with what they are', async () => {
  const s3 = await csvReport({ files: [[row('a', 1, 'GLACIER'), row('b', 2, 'NEWEST')]] })
  const oss = await csvReport({ cloud: 'alibaba-oss', files: [[row('a', 1, 'Archive')]] })
  const query = await openQuery({ s3: { report: s3 }, oss: { report: oss } })
  const classes = await ask(query, 'FROM storage_classes ORDER BY provider, name')
  const tiers = await ask(
    query,
    'SELECT s3.key, c.tier, c.access FROM s3 JOIN storage_classes c ON c.name = s3.storageClass AND c.provider = $provider ORDER BY 1',
    { provider: 'aws-s3' },
  )
  await query.close()
  expect(classes).toMatchObject([
    { provider: 'alibaba-oss', name: 'archive', native: 'Archive', access: 'restore' },
    { provider: 'aws-s3', name: 'archive', native: 'GLACIER', tier: 'archive' },
    { provider: 'aws-s3', name: 'aws-s3:NEWEST', native: 'NEWEST', tier: 'unknown' },
  ])
  expect(tiers).toStrictEqual([
    { key: 'a', tier: 'archive', access: 'restore' },
    { key: 'b', tier: 'unknown', access: 'unknown' },
  ])
})

/** Some of each value, and none, in turns of different lengths; a few texts, and many. */
function s3Rows(count: number): string[][] {
  const day = (index: number) => new Date(1.7e12 + index * 1e7).toISOString()
  return Array.from({ length: count }, (_, index) => [
    'photos',
    `folder%2F${index % 40}/key+${index}`,
    index % 3 === 0 ? '' : `version-${index}`,
    index % 2 === 0 ? 'true' : 'false',
    index % 5 === 0 ? 'true' : 'false',
    index % 5 === 0 ? '' : String(index * 2 ** 36),
    day(index),
    index % 11 === 0 ? `"${index}"` : index % 7 === 0 ? '' : `etag${index}`,
    ['STANDARD', 'GLACIER', '', 'NEW_CLASS'][index % 4] ?? '',
    ['true', 'false', ''][index % 3] ?? '',
    ['', 'COMPLETED'][index % 2] ?? '',
    ['SSE-S3', 'NOT-SSE', 'SSE-KMS', ''][index % 4] ?? '',
    index % 2 === 0 ? '' : day(index * 3),
    index > 2000 ? 'GOVERNANCE' : '',
    ['On', 'Off', ''][index % 3] ?? '',
    '',
    'DISABLED',
    ['SHA256', 'CRC64NVME', ''][index % 3] ?? '',
    index > 1000 ? `acl${index}` : '',
    'owner',
    index % 9 === 0
      ? '9999-12-31T23:59:59.999Z'
      : index % 2 === 0
        ? ''
        : '1969-07-20T20:17:40.001Z',
    index % 6 === 0 ? `new "${index % 12}"` : '',
  ])
}

function ossRows(count: number): string[][] {
  return Array.from({ length: count }, (_, index) => [
    'photos',
    `folder/key${index}`,
    index % 4 === 0 ? 'null' : `version-${index}`,
    'true',
    'false',
    String(index),
    ['Standard', 'IA', 'ColdArchive'][index % 3] ?? '',
    new Date(1.7e12 + index * 1e6).toISOString().replace(/(\d\d):(\d\d):(\d\d)\.\d+Z/, '$1-$2-$3Z'),
    `"${index.toString(16).toUpperCase().padStart(32, '0')}"`,
    'false',
    ['true', 'false'][index % 2] ?? '',
    'default',
    String(index % 3),
    ['Normal', 'Multipart', 'Symlink'][index % 3] ?? '',
    index % 10 === 0 ? 'null' : String(2n ** 63n + BigInt(index)),
    index % 2 === 0 ? 'null' : '1700000000',
    index % 3 === 0 ? '' : String(1_700_000_000 + index),
    '2026-11-01',
  ])
}

/** The rows of a table of the report, and its records as such rows. */
async function rowsAndRecords(
  report: ReportReader,
): Promise<{ readonly rows: readonly QueryRow[]; readonly records: readonly QueryRow[] }> {
  const records: QueryRow[] = []
  for await (const record of report.records()) records.push(rowOf(report.fields, record))
  const query = await openQuery({ report: { report } })
  const rows = await ask(query, 'FROM report')
  await query.close()
  return { rows, records }
}

function rowOf(fields: readonly RecordField[], record: ObjectRecord): QueryRow {
  const cells = fields.map((field) => [field, cellOf(field, record)])
  return { ...Object.fromEntries(cells), keyBytes: null }
}

function cellOf(field: RecordField, record: ObjectRecord): QueryValue {
  if (field === 'storageClass') return record.storageClass?.name ?? null
  if (field === 'versionId') return record.versionId === null ? 'null' : (record.versionId ?? null)
  if (field === 'native') return record.native === undefined ? null : JSON.stringify(record.native)
  if (field === 'encryption') {
    const { encryption } = record
    return encryption === undefined ? null : { ...encryption, type: encryption.type ?? null }
  }
  const value = record[field]
  if (value === undefined) return null
  return fieldType(field) === 'instant' ? formatInstant(Number(value)) : value
}
