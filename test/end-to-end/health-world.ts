import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { createInventoryClient } from '@bucket-inventory/client'
import type { FleetBucket, InventoryClient } from '@bucket-inventory/client'
import { parseInventoryConfiguration, parseLocation } from '@bucket-inventory/core'
import type { InventoryConfiguration } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator, Switches } from '@bucket-inventory/emulator'
import { inventoryHealth } from '@bucket-inventory/health'
import type { InventoryHealth, InventoryHealthOptions } from '@bucket-inventory/health'
import { onTestFinished } from 'vitest'

import { ossClient } from './emulator-oss-inventories.ts'

/** Two clouds with a clock of their own, each with a bucket `photos` whose reports go to `reports`. */
export interface HealthWorld {
  readonly emulator: Emulator
  readonly client: InventoryClient
  readonly clouds: Readonly<Record<CloudName, HealthCloud>>
  now(): number
  /** Sets the clock of the services and of whoever looks; an instant as text, or epoch milliseconds. */
  setTime(to: string | number): void
  /** Also done when the test is over. */
  close(): Promise<void>
}

export type CloudName = 's3' | 'oss'

export interface HealthCloud {
  /** A configuration of an inventory `daily` that it carries, and whatever is said otherwise. */
  written(more?: object, destination?: object): InventoryConfiguration
  /** The same, put. */
  put(more?: object, destination?: object): Promise<InventoryConfiguration>
  delete(id: string): Promise<void>
  putObject(key: string): Promise<void>
  /** Of `reports`. */
  readReport(key: string): Promise<string>
  writeReport(key: string, text: string): Promise<void>
  removeReport(key: string): Promise<void>
  /** Key of the manifest. */
  deliver(id?: string): Promise<string>
  bucket(more?: Pick<FleetBucket, 'declared' | 'ids'>): FleetBucket
  health(options?: InventoryHealthOptions, bucket?: FleetBucket): Promise<InventoryHealth[]>
}

const account = '000000000000'

export async function startHealthWorld(switches: Partial<Switches> = {}): Promise<HealthWorld> {
  let time = Date.parse('2026-11-20T01:00:00Z')
  const now = () => time
  const emulator = await startEmulator({
    now,
    switches: { s3DeliveryPolicy: 'any', ossRoles: 'any', ...switches },
  })
  const s3 = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const close = async () => {
    s3.destroy()
    await emulator.close()
  }
  onTestFinished(close)
  const client = createInventoryClient({
    providers: [
      createS3Provider({ client: s3 }),
      createOssProvider({
        endpoint: emulator.oss,
        region: 'cn-hangzhou',
        accessKeyId: 'test',
        accessKeySecret: 'test',
        ramEndpoint: emulator.oss,
        stsEndpoint: emulator.oss,
        retry: { delay: () => 0 },
      }),
    ],
  })
  for (const cloud of ['s3', 'oss'] as const) {
    for (const name of ['photos', 'reports']) await emulator.createBucket({ cloud, name })
  }
  const common = { emulator, client, now }
  return {
    ...common,
    clouds: {
      s3: cloudOf('s3', common, s3Objects(s3)),
      oss: cloudOf('oss', common, ossObjects(emulator.oss)),
    },
    setTime: (to) => {
      time = typeof to === 'string' ? Date.parse(to) : to
    },
    close,
  }
}

interface Objects {
  put(bucket: string, key: string, body: string): Promise<void>
  get(bucket: string, key: string): Promise<string>
  remove(bucket: string, key: string): Promise<void>
}

const identity = {
  s3: { accountId: account },
  oss: { accountId: account, roleArn: `acs:ram::${account}:role/R` },
}

function cloudOf(
  cloud: CloudName,
  { emulator, client, now }: Pick<HealthWorld, 'emulator' | 'client' | 'now'>,
  objects: Objects,
): HealthCloud {
  const location = parseLocation(`${cloud}://photos`)
  const inventories = client.bucket(location)
  const written: HealthCloud['written'] = (more = {}, destination = {}) =>
    parseInventoryConfiguration({
      id: 'daily',
      schedule: { every: 'day' },
      ...more,
      destination: {
        bucket: 'reports',
        prefix: 'inv',
        format: 'csv',
        ...identity[cloud],
        ...destination,
      },
    })
  return {
    written,
    put: async (more, destination) => {
      const configuration = written(more, destination)
      await inventories.put(configuration, { loss: ['lossy'] })
      return configuration
    },
    delete: async (id) => {
      await inventories.delete(id)
    },
    putObject: async (key) => objects.put('photos', key, 'x'),
    readReport: async (key) => objects.get('reports', key),
    writeReport: async (key, text) => objects.put('reports', key, text),
    removeReport: async (key) => objects.remove('reports', key),
    deliver: async (id = 'daily') => {
      const delivery = await emulator.deliver(cloud, 'photos', id)
      if (!delivery.delivered) throw new Error(delivery.reason)
      return delivery.manifestKey
    },
    bucket: (more = {}) => ({ location, inventories, ...more }),
    health: async (options = {}, bucket = { location, inventories }) => {
      const found: InventoryHealth[] = []
      for await (const health of inventoryHealth([bucket], { now, ...options })) found.push(health)
      return found
    },
  }
}

function s3Objects(client: S3Client): Objects {
  return {
    put: async (Bucket, Key, Body) => {
      await client.send(new PutObjectCommand({ Bucket, Key, Body }))
    },
    get: async (Bucket, Key) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key }))
      return (await Body?.transformToString()) ?? ''
    },
    remove: async (Bucket, Key) => {
      await client.send(new DeleteObjectCommand({ Bucket, Key }))
    },
  }
}

function ossObjects(endpoint: string): Objects {
  const clientOf = (bucket: string) => {
    const client = ossClient(endpoint, { authorizationV4: true, sldEnable: true })
    client.useBucket(bucket)
    return client
  }
  return {
    put: async (bucket, key, body) => {
      await clientOf(bucket).put(key, Buffer.from(body))
    },
    get: async (bucket, key) => {
      const { content } = await clientOf(bucket).get(key)
      return String(content)
    },
    remove: async (bucket, key) => {
      await clientOf(bucket).delete(key)
    },
  }
}
