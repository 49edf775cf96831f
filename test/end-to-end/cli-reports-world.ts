import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { onTestFinished } from 'vitest'

import { startCliWorld } from './cli-world.ts'
import type { CliWorld } from './cli-world.ts'
import { ossClient } from './emulator-oss-inventories.ts'

/** A source bucket with objects and an inventory of it, on either cloud. */
export interface ReportsCloud {
  readonly cloud: 's3' | 'oss'
  /** `s3://photos#daily`. */
  readonly inventory: string
  /** Name of the bucket that is listed. */
  readonly source: string
  /** Of the bucket that reports go to. */
  readonly destination: string
  /** A file as `put` takes it, with these properties over those it has anyhow. */
  configuration(more?: object, destination?: object): string
  put(bucket: string, key: string, body: Buffer | string): Promise<void>
  get(bucket: string, key: string): Promise<Buffer>
  remove(bucket: string, key: string): Promise<void>
}

export interface ReportsWorld extends CliWorld {
  readonly clouds: Readonly<Record<'s3' | 'oss', ReportsCloud>>
  /** Epoch milliseconds, for objects and deliveries. */
  setTime(time: number): void
  /** Puts the configuration and the objects, by key and size. */
  fill(cloud: ReportsCloud, sizes: Readonly<Record<string, number>>, more?: object): Promise<void>
  /** Key of the manifest. */
  deliver(cloud: ReportsCloud, options?: { readonly rowsPerFile?: number }): Promise<string>
}

/** What the clock of the command of a world says: none of its reports is overdue yet. */
export const commandTime = Date.UTC(2026, 10, 21, 12, 58)
export const scanTime = Date.UTC(2026, 10, 20, 1)

const account = '000000000000'

/** Everything is stopped and removed when the test is over. */
export async function startReportsWorld(): Promise<ReportsWorld> {
  let time = scanTime
  const world = await startCliWorld({
    switches: { s3DeliveryPolicy: 'any', ossRegionFilters: 'ignore' },
    now: () => time,
  })
  const { emulator } = world
  await emulator.createBucket({ cloud: 's3', name: 'reports' })
  await emulator.createBucket({ cloud: 'oss', name: 'reports-cn' })
  await emulator.createRole({ name: 'R', attached: ['AliyunOSSFullAccess'] })
  const clouds = { s3: s3Cloud(emulator.s3), oss: ossCloud(emulator.oss) }
  return {
    ...world,
    run: (argv, options) => world.run(argv, { now: commandTime, ...options }),
    clouds,
    setTime: (to) => {
      time = to
    },
    fill: async (cloud, sizes, more) => {
      for (const [key, size] of Object.entries(sizes)) {
        await cloud.put(cloud.source, key, Buffer.alloc(size, 'x'))
      }
      const input = cloud.configuration(more)
      const { code, messages } = await world.run(['put', `${cloud.cloud}://${cloud.source}`, '-'], {
        input,
      })
      if (code !== 0) throw new Error(messages)
    },
    deliver: async ({ cloud, source }, options) => {
      const delivery = await emulator.deliver(cloud, source, 'daily', options)
      if (!delivery.delivered) throw new Error(delivery.reason)
      return delivery.manifestKey
    },
  }
}

const configuration = {
  id: 'daily',
  schedule: { every: 'day' },
  fields: ['size', 'lastModified', 'etag', 'storageClass', 'encryption'],
}

function s3Cloud(endpoint: string): ReportsCloud {
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  onTestFinished(() => {
    client.destroy()
  })
  const destination = { bucket: 'reports', prefix: 'inv', format: 'csv', accountId: account }
  return {
    cloud: 's3',
    inventory: 's3://photos#daily',
    source: 'photos',
    destination: 'reports',
    configuration: (more, other) =>
      JSON.stringify({ ...configuration, ...more, destination: { ...destination, ...other } }),
    put: async (Bucket, Key, Body) => {
      await client.send(new PutObjectCommand({ Bucket, Key, Body }))
    },
    get: async (Bucket, Key) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
      return Buffer.from((await Body?.transformToByteArray()) ?? [])
    },
    remove: async (Bucket, Key) => {
      await client.send(new DeleteObjectCommand({ Bucket, Key }))
    },
  }
}

function ossCloud(endpoint: string): ReportsCloud {
  const clientOf = (bucket: string) => {
    const client = ossClient(endpoint, { authorizationV4: true, sldEnable: true })
    client.useBucket(bucket)
    return client
  }
  const destination = {
    bucket: 'reports-cn',
    prefix: 'inv',
    format: 'csv',
    accountId: account,
    roleArn: `acs:ram::${account}:role/R`,
  }
  return {
    cloud: 'oss',
    inventory: 'oss://photos-cn#daily',
    source: 'photos-cn',
    destination: 'reports-cn',
    configuration: (more, other) =>
      JSON.stringify({ ...configuration, ...more, destination: { ...destination, ...other } }),
    put: async (bucket, key, body) => {
      await clientOf(bucket).put(key, Buffer.from(body))
    },
    get: async (bucket, key) => {
      const { content } = await clientOf(bucket).get(key)
      return Buffer.from(content)
    },
    remove: async (bucket, key) => {
      await clientOf(bucket).delete(key)
    },
  }
}
