import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import type { InventoryConfiguration as SdkConfiguration } from '@aws-sdk/client-s3'
import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { parseInventoryConfiguration } from '@bucket-inventory/core'
import type { InventoryConfiguration, InventoryProvider } from '@bucket-inventory/core'
import OSS from 'ali-oss'

import type { BareCalls } from './bare-calls.ts'
import { bareOss } from './bare-oss.ts'
import type { BareOssClient } from './bare-oss.ts'
import { bareS3 } from './bare-s3.ts'
import { example } from './example.ts'
import { replayOnOss, replayOnS3 } from './health/bare-replay.ts'
import type { BareReplay } from './health/bare-replay.ts'
import { startRemoteEmulator } from './remote-emulator.ts'
import type { RemoteEmulator } from './remote-emulator.ts'

/** How many requests are under way at a time, ours and those of the bare SDK. */
export const concurrency = 16

/** One cloud, through our provider and through its SDK alone. */
export interface BenchCloud {
  readonly cloud: 's3' | 'oss'
  readonly emulator: RemoteEmulator
  readonly configuration: InventoryConfiguration
  readonly provider: InventoryProvider
  readonly bare: BareCalls
  readonly replay: BareReplay
  readonly putObject: (bucket: string, key: string) => Promise<unknown>
}

/** What is measured on each cloud, on emulators in a process of their own. */
export async function onEachCloud<Result>(
  run: (cloud: BenchCloud) => Promise<readonly Result[]>,
): Promise<Result[]> {
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
    const ossClient = bareOssClient(emulator.oss, oss)
    return [
      ...(await run({
        cloud: 's3',
        emulator,
        configuration: weekly,
        provider: createS3Provider({ client, region: 'us-east-1' }),
        bare: bareS3(client, sdkConfiguration),
        replay: replayOnS3(client),
        putObject: (Bucket, Key) => client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' })),
      })),
      ...(await run({
        cloud: 'oss',
        emulator,
        configuration: plain,
        provider: createOssProvider({
          endpoint: emulator.oss,
          stsEndpoint: emulator.oss,
          ramEndpoint: emulator.oss,
          ...oss,
        }),
        bare: bareOss(ossClient, aliOssConfiguration),
        replay: replayOnOss(ossClient),
        putObject: (bucket, object) =>
          ossClient.request({
            method: 'PUT',
            bucket,
            object,
            content: Buffer.from('x'),
            successStatuses: [200],
          }),
      })),
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
