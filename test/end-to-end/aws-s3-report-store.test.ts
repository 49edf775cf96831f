import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import type { S3BucketDestination } from '@bucket-inventory/aws-s3'
import type { ReportStore } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterEach, expect, test, vi } from 'vitest'

import { deliveredFiles, keysBelow, testReportStore, textOf } from './report-store-cases.ts'

let emulator: Emulator
const clients: S3Client[] = []

function clientOf(endpoint = emulator.s3): S3Client {
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  clients.push(client)
  return client
}

function storeOf(client: S3Client, bucket: string): ReportStore {
  const store = createS3Provider({ client, accountId: '111111111111' }).reportStore?.(bucket)
  if (store === undefined) throw new Error('the provider has no stores')
  return store
}

async function put(bucket: string, Key: string, Body: Buffer): Promise<void> {
  const [client = clientOf()] = clients
  const ContentLength = Body.length
  await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentLength }))
}

async function configure(
  source: string,
  destination: Pick<S3BucketDestination, 'Bucket' | 'Prefix'>,
): Promise<void> {
  await createS3Provider({ client: clientOf() }).put(source, {
    Id: 'daily',
    IsEnabled: true,
    IncludedObjectVersions: 'Current',
    Schedule: { Frequency: 'Daily' },
    Destination: { S3BucketDestination: { Format: 'CSV', ...destination } },
  })
}

afterEach(() => {
  vi.unstubAllEnvs()
  emulator.setSwitches({
    s3DeliveryPolicy: 'checked',
    s3EmptyReport: 'no-files',
    s3ManifestKeys: 'as-written',
  })
})

testReportStore({
  cloud: 's3',
  start: async () => {
    emulator = await startEmulator()
    return emulator
  },
  put,
  configure: async (source, destination) =>
    configure(source, { Bucket: `arn:aws:s3:::${destination}` }),
  store: (bucket, endpoint) => storeOf(clientOf(endpoint), bucket),
  close: async () => {
    for (const client of clients) client.destroy()
  },
})

test('a key may have dots between its slashes', async () => {
  await emulator.createBucket({ cloud: 's3', name: 'dots' })
  await put('dots', 'a/../b/./c', Buffer.from('x'))
  const store = storeOf(clientOf(), 'dots')
  expect(await textOf(store, 'a/../b/./c')).toBe('x')
  expect(await store.head('b/c')).toBeUndefined()
})

test('a provider that makes its own client reads too, at the address of this machine', async () => {
  await emulator.createBucket({ cloud: 's3', name: 'own-client' })
  await put('own-client', 'behind//', Buffer.from('x'))
  const provider = createS3Provider({
    endpoint: emulator.s3.replace('127.0.0.1', 'localhost'),
    region: 'us-east-1',
  })
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test')
  const store = provider.reportStore?.('own-client')
  expect(store && (await textOf(store, 'behind//'))).toBe('x')
})

test('checksums of S3 are not computed anew: a manifest has its own', async () => {
  await emulator.createBucket({ cloud: 's3', name: 'checksums' })
  const [client = clientOf()] = clients
  const wrong = { Bucket: 'checksums', Key: 'a', Body: 'xyz', ChecksumCRC64NVME: 'AAAAAAAAAAA=' }
  await client.send(new PutObjectCommand(wrong))
  expect(await textOf(storeOf(clientOf(), 'checksums'), 'a')).toBe('xyz')
})

test('a report is found and read where S3 puts it', async () => {
  emulator.setSwitches({ s3DeliveryPolicy: 'any' })
  for (const name of ['photos', 'reports-of-photos']) {
    await emulator.createBucket({ cloud: 's3', name })
  }
  await configure('photos', { Bucket: 'arn:aws:s3:::reports-of-photos', Prefix: 'inventories/' })
  const store = storeOf(clientOf(), 'reports-of-photos')
  const root = 'inventories//photos/daily/'

  expect(await deliveredFiles(emulator, 's3', 'photos', store)).toEqual([])
  expect(await keysBelow(store, root)).toEqual([
    expect.stringMatching(/daily\/\d{4}-\d\d-\d\dT\d\d-\d\dZ\/$/),
    `${root}hive/`,
  ])

  emulator.setSwitches({ s3EmptyReport: 'empty-file' })
  const [empty] = await deliveredFiles(emulator, 's3', 'photos', store)
  expect(await keysBelow(store, `${root}data/`)).toEqual([empty?.key])

  emulator.setSwitches({ s3ManifestKeys: 'single-slash' })
  await put('photos', 'a', Buffer.from('x'))
  const [{ key, size } = { key: '', size: 0 }] = await deliveredFiles(
    emulator,
    's3',
    'photos',
    store,
  )
  expect(await store.head(key)).toBeUndefined()
  expect(await store.head(key.replace('/', '//'))).toMatchObject({ size })
})
