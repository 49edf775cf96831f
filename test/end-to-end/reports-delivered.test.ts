import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { BucketInventories, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { InventoryConfiguration, InventoryProvider } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { findReport, openReport } from '@bucket-inventory/reports'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { ossClient } from './emulator-oss-inventories.ts'

// From an object that an SDK put to the record that a reader gets: configuration, delivery, finding, verifying, decoding.

const account = '000000000000'
const keys = ['a/plain.txt', 'b c+d%25&é漢😀.txt', 'large.bin', 'z"quoted", and a\\b']

let emulator: Emulator
let s3: S3Client
beforeAll(async () => {
  emulator = await startEmulator({ switches: { s3DeliveryPolicy: 'any' } })
  s3 = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  for (const Bucket of ['photos', 'reports']) await s3.send(new CreateBucketCommand({ Bucket }))
  for (const name of ['photos', 'reports']) await emulator.createBucket({ cloud: 'oss', name })
  await emulator.createRole({ name: 'AliyunOSSRole', attached: ['AliyunOSSFullAccess'] })
})
afterAll(async () => {
  s3.destroy()
  await emulator.close()
})

const bodyOf = (key: string) => Buffer.alloc(key === 'large.bin' ? 5000 : key.length, 'x')

async function putOnOss(): Promise<void> {
  const client = ossClient(emulator.oss, { authorizationV4: true, sldEnable: true })
  client.useBucket('photos')
  for (const key of keys) await client.put(key, bodyOf(key))
}

const clouds: readonly (readonly [
  's3' | 'oss',
  () => InventoryProvider,
  Partial<InventoryConfiguration['destination']>,
  () => Promise<void>,
])[] = [
  [
    's3',
    () => createS3Provider({ client: s3, region: 'us-east-1' }),
    { accountId: account },
    async () => {
      for (const Key of keys) {
        await s3.send(new PutObjectCommand({ Bucket: 'photos', Key, Body: bodyOf(Key) }))
      }
    },
  ],
  [
    'oss',
    () =>
      createOssProvider({
        endpoint: emulator.oss,
        region: 'cn-hangzhou',
        accessKeyId: 'test',
        accessKeySecret: 'test',
      }),
    { accountId: account, roleArn: `acs:ram::${account}:role/AliyunOSSRole` },
    putOnOss,
  ],
]

it.each(clouds)(
  'what %s delivers is found, verified and read',
  async (cloud, open, identity, put) => {
    const provider = open()
    const store = provider.reportStore?.('reports')
    if (store === undefined) throw new Error('there is no store')
    await put()
    const configuration = parseInventoryConfiguration({
      id: 'daily',
      schedule: { every: 'day' },
      fields: ['size', 'lastModified', 'etag', 'storageClass'],
      destination: { bucket: 'reports', prefix: 'inventories/', format: 'csv', ...identity },
    })
    await new BucketInventories(provider, 'photos').put(configuration)
    const { prefix } = configuration.destination
    const source = {
      store,
      provider: provider.name,
      sourceBucket: 'photos',
      id: 'daily',
      schedule: configuration.schedule,
      ...(prefix === undefined ? {} : { prefix }),
    }
    await expect(findReport(source)).rejects.toMatchObject({ code: 'not-found' })
    const delivery = await emulator.deliver(cloud, 'photos', 'daily', { rowsPerFile: 3 })
    if (!delivery.delivered) throw new Error(delivery.reason)

    const found = await findReport(source)
    expect(found).toMatchObject({ manifestKey: delivery.manifestKey, state: 'complete' })
    const report = await openReport(found)
    expect(report.manifest).toMatchObject({ sourceBucket: 'photos', destinationBucket: 'reports' })
    expect(report.manifest.files).toHaveLength(2)
    await report.verify()
    const read = []
    for await (const record of report.records()) read.push(record)
    const told = read.map(({ bucket, key, size, versionId, storageClass }) => ({
      bucket,
      key,
      size,
      versionId,
      storageClass: storageClass?.name,
    }))
    expect(told.toSorted((left, right) => (left.key < right.key ? -1 : 1))).toStrictEqual(
      keys.toSorted().map((key) => ({
        bucket: 'photos',
        key,
        size: bodyOf(key).length,
        versionId: undefined,
        storageClass: 'standard',
      })),
    )
    for (const { lastModified, etag } of read) {
      expect(Math.abs(Date.now() - (lastModified ?? 0))).toBeLessThan(60_000)
      expect(etag).toMatch(/^[0-9a-f]{32}$/i)
    }

    const large = []
    const where = { size: { min: 1000 } }
    for await (const { key } of report.records({ fields: ['key'], where })) large.push(key)
    expect(large).toStrictEqual(['large.bin'])
  },
)
