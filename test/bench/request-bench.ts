import { S3Client } from '@aws-sdk/client-s3'
import type { InventoryConfiguration as SdkConfiguration } from '@aws-sdk/client-s3'
import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { BucketInventories, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { InventoryConfiguration, InventoryProvider } from '@bucket-inventory/core'
import OSS from 'ali-oss'

import type { BareCalls } from './bare-calls.ts'
import { bareOss } from './bare-oss.ts'
import type { BareOssClient } from './bare-oss.ts'
import { bareS3 } from './bare-s3.ts'
import { example } from './example.ts'
import { inParallel } from './in-parallel.ts'
import { measure } from './measure.ts'
import { startRemoteEmulator } from './remote-emulator.ts'
import type { RemoteEmulator } from './remote-emulator.ts'
import type { Row } from './row.ts'

const configurations = 1000
const concurrency = 16
const rounds = 7
const target = 1.1

/** Put, get and list through our providers against the bare SDK calls: time for the same requests, and requests that safety adds. */
export async function requestRows(): Promise<Row[]> {
  const emulator = await startRemoteEmulator()
  const client = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const oss = { region: 'cn-hangzhou', accessKeyId: 'test', accessKeySecret: 'test' }
  try {
    const weekly = parseInventoryConfiguration(example('weekly-parquet.yaml'))
    const plain = parseInventoryConfiguration({
      ...Object(example('alibaba-oss-filters.yaml')),
      filter: { prefix: 'logs/' },
    })
    return [
      ...(await rowsOf(
        emulator,
        's3',
        weekly,
        createS3Provider({ client, region: 'us-east-1' }),
        bareS3(client, sdkConfiguration),
      )),
      ...(await rowsOf(
        emulator,
        'oss',
        plain,
        createOssProvider({ endpoint: emulator.oss, ...oss }),
        bareOss(bareOssClient(emulator.oss, oss), aliOssConfiguration),
      )),
    ]
  } finally {
    client.destroy()
    await emulator.close()
  }
}

/** The weekly example in the SDK's words, as a script would have it. */
const sdkConfiguration: SdkConfiguration = {
  Id: '',
  IsEnabled: true,
  IncludedObjectVersions: 'Current',
  Schedule: { Frequency: 'Weekly' },
  OptionalFields: [
    'Size',
    'LastModifiedDate',
    'ETag',
    'StorageClass',
    'IsMultipartUploaded',
    'EncryptionStatus',
  ],
  Destination: {
    S3BucketDestination: {
      Bucket: 'arn:aws:s3:::destination-bucket',
      Format: 'Parquet',
      AccountId: '123456789012',
      Prefix: 'inventories',
      Encryption: { SSES3: {} },
    },
  },
}

/** The OSS example without the filters that ali-oss drops, in its words. */
const aliOssConfiguration = {
  isEnabled: true,
  prefix: 'logs/',
  frequency: 'Daily',
  includedObjectVersions: 'Current',
  optionalFields: {
    field: [
      'Size',
      'LastModifiedDate',
      'StorageClass',
      'ETag',
      'IsMultipartUploaded',
      'EncryptionStatus',
    ],
  },
  OSSBucketDestination: {
    format: 'CSV',
    accountId: '1283641033516515',
    rolename: 'AliyunOSSRole',
    bucket: 'reports',
    prefix: 'destination-prefix',
  },
}

function bareOssClient(endpoint: string, credentials: OSS.Options): BareOssClient {
  const options: OSS.Options & { readonly sldEnable: boolean } = {
    ...credentials,
    endpoint,
    authorizationV4: true,
    sldEnable: true,
  }
  const client: object = new OSS(options)
  if (!isBareOssClient(client)) throw new Error('this ali-oss has no requests of its own')
  return client
}

function isBareOssClient(client: object): client is BareOssClient {
  return 'request' in client && 'putBucketInventory' in client
}

async function rowsOf(
  emulator: RemoteEmulator,
  cloud: 's3' | 'oss',
  configuration: InventoryConfiguration,
  provider: InventoryProvider,
  bare: BareCalls,
): Promise<Row[]> {
  const ids = Array.from({ length: configurations }, (_, index) => `inventory-${index}`)
  const each = (work: (id: string) => Promise<unknown>) =>
    inParallel(configurations, concurrency, async (index) => work(ids[index] ?? ''))
  const ours = (bucket: string) => new BucketInventories(provider, bucket)
  const put = (bucket: string, confirm: boolean) => {
    const inventories = ours(bucket)
    return each(async (id) => inventories.put({ ...configuration, id }, { confirm }))
  }
  const fresh = async (name: string) => {
    await emulator.createBucket(cloud, name)
    return name
  }
  const buckets = { ours: '', bare: '' }
  const putTimes = await measure(
    [
      {
        name: 'ours',
        prepare: async (round) => void (buckets.ours = await fresh(`ours-${round}`)),
        run: async () => put(buckets.ours, false),
      },
      {
        name: 'bare',
        prepare: async (round) => void (buckets.bare = await fresh(`bare-${round}`)),
        run: async () => each(async (id) => bare.put(buckets.bare, id)),
      },
    ],
    rounds,
  )
  const getTimes = await measure(
    [
      {
        name: 'ours',
        run: async () => {
          const inventories = ours(buckets.ours)
          await each(async (id) => inventories.get(id))
        },
      },
      { name: 'bare', run: async () => each(async (id) => bare.get(buckets.bare, id)) },
    ],
    rounds,
  )
  const listTimes = await measure(
    [
      { name: 'ours', run: async () => expectAll(await count(ours(buckets.ours).list())) },
      { name: 'bare', run: async () => expectAll(await bare.list(buckets.bare)) },
    ],
    rounds,
  )
  const before = await emulator.requests()
  await put(await fresh('confirmed'), true)
  const perPut = ((await emulator.requests()) - before) / configurations
  return [
    row(
      `${cloud} put`,
      putTimes,
      `with confirmation (the default) ${perPut.toFixed(2)} requests per put instead of 1`,
    ),
    row(`${cloud} get`, getTimes),
    row(`${cloud} list`, listTimes, 'pages of 100, one after the other'),
  ]
}

function row(name: string, times: ReadonlyMap<string, number>, note?: string): Row {
  const [ours = Number.NaN, bare = Number.NaN] = [times.get('ours'), times.get('bare')]
  return {
    name,
    measured: `${(ours / bare).toFixed(2)} x (${Math.round(ours)} ms against ${Math.round(bare)} ms)`,
    target: `at most ${target} x`,
    met: ours / bare <= target,
    ...(note === undefined ? {} : { note }),
  }
}

async function count(entries: AsyncIterable<unknown>): Promise<number> {
  let total = 0
  for await (const _ of entries) total++
  return total
}

function expectAll(listed: number): void {
  if (listed !== configurations) throw new Error(`listed ${listed} of ${configurations}`)
}
