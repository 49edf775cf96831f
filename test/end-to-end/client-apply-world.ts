import { S3Client } from '@aws-sdk/client-s3'
import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { createInventoryClient } from '@bucket-inventory/client'
import type { InventoryClient } from '@bucket-inventory/client'
import { parseDeclaration, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { LossPolicy, Plan } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator, Fault } from '@bucket-inventory/emulator'

/** Two clouds on this machine that plans are carried out on. */
export interface ApplyWorld {
  readonly emulator: Emulator
  readonly client: InventoryClient
  readonly clouds: Readonly<Record<CloudName, ApplyCloud>>
  close(): Promise<void>
}

export type CloudName = 's3' | 'oss'

/** One of them, with buckets of its own for each test. */
export interface ApplyCloud {
  /** A new bucket with daily inventories of these ids in it; no requests are counted and nothing goes wrong. */
  newBucket(...ids: readonly string[]): Promise<string>
  /** The same, with room for so many. */
  smallBucket(maxInventories: number, ...ids: readonly string[]): Promise<string>
  /** What makes these weekly ones be there, and no other `bi-*`. */
  plan(location: string, ...ids: readonly string[]): Promise<Plan>
  /** The same, with objects of at least one byte in their reports, and this that may be lost. */
  planOfSome(location: string, loss: LossPolicy, ...ids: readonly string[]): Promise<Plan>
  /** `bi-a week`, in the end, whatever was to go wrong before. */
  standing(location: string): Promise<string[]>
  inject(fault: Omit<Fault, 'cloud' | 'operation'> & { readonly on?: Operation }): void
  /** The operations that reached the bucket, as `Put 200`. */
  sent(location: string): string[]
}

export type Operation = 'Get' | 'Put' | 'Delete' | 'List'

const destinations = {
  s3: { bucket: 'reports', accountId: '012345678901', format: 'csv' },
  oss: {
    bucket: 'reports',
    accountId: '1283641033516515',
    roleArn: 'acs:ram::1283641033516515:role/R',
    format: 'csv',
  },
}

export async function startApplyWorld(): Promise<ApplyWorld> {
  const emulator = await startEmulator()
  const s3 = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const oss = createOssProvider({
    endpoint: emulator.oss,
    region: 'cn-hangzhou',
    accessKeyId: 'test',
    accessKeySecret: 'test',
    retry: { delay: () => 0 },
  })
  const client = createInventoryClient({ providers: [createS3Provider({ client: s3 }), oss] })
  return {
    emulator,
    client,
    clouds: { s3: cloudOf('s3', emulator, client), oss: cloudOf('oss', emulator, client) },
    close: async () => {
      s3.destroy()
      await emulator.close()
    },
  }
}

function cloudOf(cloud: CloudName, emulator: Emulator, client: InventoryClient): ApplyCloud {
  let made = 0
  const declared = (location: string, ids: readonly string[], filter = {}) =>
    parseDeclaration({
      apiVersion: 'bucket-inventory/v1',
      manage: { ids: 'bi-*', at: [location] },
      inventories: ids.map((id) => ({
        configuration: { id, schedule: { every: 'week' }, ...filter },
        at: [{ location, destination: destinations[cloud] }],
      })),
    })
  const makeBucket = async (ids: readonly string[], options = {}) => {
    made += 1
    const name = `photos-${cloud}-${made}`
    const location = `${cloud}://${name}`
    const destination = destinations[cloud]
    emulator.resetFaults()
    await emulator.createBucket({ cloud, name, ...options })
    const puts = ids.map(async (id) => {
      const daily = parseInventoryConfiguration({ id, schedule: { every: 'day' }, destination })
      await client.put(location, daily, { confirm: false })
    })
    await Promise.all(puts)
    emulator.resetRequests()
    return location
  }
  return {
    newBucket: async (...ids) => makeBucket(ids),
    smallBucket: async (maxInventories, ...ids) => makeBucket(ids, { maxInventories }),
    plan: async (location, ...ids) => {
      const plan = await client.plan(declared(location, ids), { prune: true })
      emulator.resetRequests()
      return plan
    },
    planOfSome: async (location, loss, ...ids) => {
      const some = declared(location, ids, { filter: { size: { min: 1 } } })
      const plan = await client.plan(some, { loss })
      emulator.resetRequests()
      return plan
    },
    standing: async (location) => {
      emulator.resetFaults()
      const found: string[] = []
      for await (const entry of client.list(location)) {
        if ('error' in entry) throw entry.error
        found.push(`${entry.configuration.id} ${entry.configuration.schedule.every}`)
      }
      return found.toSorted()
    },
    inject: ({ on, ...fault }) => {
      const operation = on === undefined ? {} : { operation: operationName(cloud, on) }
      emulator.inject({ cloud, ...operation, ...fault })
    },
    sent: (location) =>
      emulator
        .recentRequests({ bucket: location.slice(`${cloud}://`.length) })
        .map(({ operation, status }) => {
          const short = operation.replace(/Bucket.*/, '')
          return `${short} ${status ?? 'unanswered'}`
        }),
  }
}

function operationName(cloud: CloudName, operation: Operation): string {
  if (operation === 'List') {
    return cloud === 's3' ? 'ListBucketInventoryConfigurations' : 'ListBucketInventory'
  }
  return `${operation}BucketInventory${cloud === 's3' ? 'Configuration' : ''}`
}
