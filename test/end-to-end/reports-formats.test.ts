import {
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { PutObjectCommandInput } from '@aws-sdk/client-s3'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import {
  BucketInventories,
  parseInventoryConfiguration,
  s3Vocabulary,
} from '@bucket-inventory/core'
import type { ObjectRecord, RecordField } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { findReport, openReport } from '@bucket-inventory/reports'
import type { ReadOptions, ReportReader } from '@bucket-inventory/reports'
import { afterAll, beforeAll, expect, it } from 'vitest'

// What S3 says of a bucket is the same in every format that it says it in.

const formats = ['csv', 'orc', 'parquet'] as const

const objects: readonly Omit<PutObjectCommandInput, 'Bucket'>[] = [
  { Key: 'plain', Body: 'x' },
  { Key: 'empty', Body: new Uint8Array() },
  { Key: 'a b+c%20/../漢/😀"\n', Body: 'xyz', StorageClass: 'GLACIER' },
  { Key: 'k'.repeat(1024), Body: 'x'.repeat(5000), StorageClass: 'STANDARD_IA' },
  { Key: 'encrypted', Body: 'x', ServerSideEncryption: 'aws:kms', BucketKeyEnabled: true },
  { Key: 'summed', Body: 'x', ChecksumAlgorithm: 'SHA256', StorageClass: 'INTELLIGENT_TIERING' },
]

let emulator: Emulator
let s3: S3Client
const reports = new Map<string, ReportReader>()
beforeAll(async () => {
  emulator = await startEmulator({ switches: { s3DeliveryPolicy: 'any' } })
  s3 = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  for (const name of ['photos', 'reports']) await emulator.createBucket({ cloud: 's3', name })
  const put = (object: Omit<PutObjectCommandInput, 'Bucket'>) =>
    s3.send(new PutObjectCommand({ Bucket: 'photos', ...object }))
  // Null versions, then others, then delete markers.
  for (const object of objects) await put(object)
  const VersioningConfiguration = { Status: 'Enabled' } as const
  await s3.send(new PutBucketVersioningCommand({ Bucket: 'photos', VersioningConfiguration }))
  for (const object of objects) await put({ ...object, Body: 'another' })
  await s3.send(new DeleteObjectCommand({ Bucket: 'photos', Key: 'plain' }))

  const provider = createS3Provider({ client: s3, region: 'us-east-1' })
  const store = provider.reportStore?.('reports')
  if (store === undefined) throw new Error('there is no store')
  const fields = Object.keys(s3Vocabulary.fields).filter((field) => !alwaysThere.has(field))
  for (const format of formats) {
    const configuration = parseInventoryConfiguration({
      id: format,
      schedule: { every: 'day' },
      versions: 'all',
      fields,
      destination: { bucket: 'reports', accountId: '000000000000', format },
    })
    await new BucketInventories(provider, 'photos').put(configuration)
    const delivery = await emulator.deliver('s3', 'photos', format, {
      rowsPerFile: 5,
      rowsPerGroup: 2,
    })
    if (!delivery.delivered) throw new Error(delivery.reason)
    const source = { store, provider: provider.name, sourceBucket: 'photos', id: format }
    reports.set(format, await openReport(await findReport(source)))
  }
})
afterAll(async () => {
  s3.destroy()
  await emulator.close()
})

const alwaysThere: ReadonlySet<string> = new Set([
  'bucket',
  'key',
  'versionId',
  'isLatest',
  'isDeleteMarker',
])

async function recordsOf(
  format: string,
  options: ReadOptions = {},
): Promise<Partial<ObjectRecord>[]> {
  const records: Partial<ObjectRecord>[] = []
  for await (const record of reports.get(format)?.records(options) ?? []) records.push(record)
  return records
}

it('in all of its columns', async () => {
  const records = await recordsOf('csv')
  expect(records).toHaveLength(2 * objects.length + 1)
  expect(records).toContainEqual(
    expect.objectContaining({
      key: 'plain',
      isDeleteMarker: true,
      size: undefined,
      etag: undefined,
    }),
  )
  expect(records.filter(({ versionId }) => versionId === null)).toHaveLength(objects.length)
  expect(new Set(records.map(({ key }) => key))).toStrictEqual(
    new Set(objects.map(({ Key }) => Key)),
  )
  expect(await recordsOf('orc')).toStrictEqual(records)
  expect(await recordsOf('parquet')).toStrictEqual(records)
})

const oneByOne: readonly (readonly [string, ReadOptions])[] = [
  ['no property', { fields: [] }],
  ['a property that it lacks', { fields: ['tagCount'] }],
  ['properties in another order', { fields: ['size', 'native', 'key'] }],
  ['what a filter keeps', { where: { size: { min: 3 }, storageClasses: ['archive'] } }],
  ['what a prefix keeps', { where: { prefix: 'a b+' }, fields: ['versionId'] }],
  ['what is not deleted', { where: { latestOnly: true }, readAhead: 4 }],
]

it.each(oneByOne)('in %s', async (_, options) => {
  const records = await recordsOf('csv', options)
  expect(records.length).toBeGreaterThan(0)
  expect(await recordsOf('orc', options)).toStrictEqual(records)
  expect(await recordsOf('parquet', options)).toStrictEqual(records)
})

it('in the properties that it can give', () => {
  const fieldsOf = (format: string): readonly RecordField[] => reports.get(format)?.fields ?? []
  expect(fieldsOf('csv').length).toBeGreaterThan(alwaysThere.size)
  expect(fieldsOf('orc')).toStrictEqual(fieldsOf('csv'))
  expect(fieldsOf('parquet')).toStrictEqual(fieldsOf('csv'))
})
