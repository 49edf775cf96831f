import { S3Client } from '@aws-sdk/client-s3'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { BucketInventories, parseInventoryConfiguration } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { findReport, readManifest } from '@bucket-inventory/reports'
import { afterAll, beforeAll, expect, it } from 'vitest'

// A manifest names its columns in the manner of its format; whoever reads it finds the same ones in all of them.

let emulator: Emulator
let client: S3Client
beforeAll(async () => {
  emulator = await startEmulator({ switches: { s3DeliveryPolicy: 'any' } })
  for (const name of ['photos', 'reports'])
    await emulator.createBucket({ cloud: 's3', name, versioning: 'enabled' })
  client = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
})
afterAll(async () => {
  client.destroy()
  await emulator.close()
})

const spellings = [
  ['csv', { s3ParquetSchema: 'as-seen' }],
  ['orc', { s3ParquetSchema: 'as-seen' }],
  ['parquet', { s3ParquetSchema: 'as-seen' }],
  ['parquet', { s3ParquetSchema: 'documented' }],
] as const

it.each(spellings)('in %s with %j', async (format, switches) => {
  emulator.setSwitches(switches)
  const provider = createS3Provider({ client, region: 'us-east-1' })
  const store = provider.reportStore?.('reports')
  if (store === undefined) throw new Error('there is no store')
  const configuration = parseInventoryConfiguration({
    id: format,
    schedule: { every: 'day' },
    versions: 'all',
    fields: ['size', 'lastModified', 'etag', 'isMultipartUploaded', 'owner'],
    destination: { bucket: 'reports', accountId: '000000000000', format },
  })
  await new BucketInventories(provider, 'photos').put(configuration)
  const delivery = await emulator.deliver('s3', 'photos', format)
  expect(delivery).toMatchObject({ delivered: true })
  const { schedule } = configuration
  const source = { store, provider: provider.name, sourceBucket: 'photos', id: format, schedule }
  const manifest = await readManifest(await findReport(source))
  expect(manifest.format).toBe(format)
  expect(manifest.columns.map(({ field }) => field)).toEqual([
    'bucket',
    'key',
    'versionId',
    'isLatest',
    'isDeleteMarker',
    'size',
    'lastModified',
    'etag',
    'isMultipartUploaded',
    'owner',
  ])
})
