import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import type { OssConfiguration, OssProviderOptions } from '@bucket-inventory/alibaba-oss'
import { isInventoryError } from '@bucket-inventory/core'
import type { InventoryError, InventoryProvider, UnreadableEntry } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'

/** OSS on this machine, with a new bucket for each test. */
export interface OssWorld {
  readonly emulator: Emulator
  /** A new bucket with these configurations in it, and no requests counted. */
  readonly newBucket: (...present: readonly OssConfiguration[]) => Promise<string>
  /** What stands in the bucket in the end, whatever was to go wrong before. */
  readonly standing: (bucket: string) => Promise<OssConfiguration[]>
  /** Of the first account, unless the options say otherwise; waits for nothing between two attempts. */
  readonly provider: (options?: OssProviderOptions) => InventoryProvider<OssConfiguration>
  /** What reached the bucket, as `Put 200`; with `trial` what was done under an id of our own. */
  readonly sent: (bucket: string) => string[]
}

const account = '1283641033516515'
export const temporary = {
  accessKeyId: 'STS.temporary',
  accessKeySecret: 'for-an-hour',
  stsToken: 'a+token/of=STS',
}

/** What stands before, and what is to stand instead of it. */
export const old: OssConfiguration = {
  Id: 'daily',
  IsEnabled: true,
  Filter: { Prefix: 'photos/', StorageClass: 'Standard,IA' },
  Destination: {
    OSSBucketDestination: {
      Format: 'CSV',
      AccountId: '1283641033516515',
      RoleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
      Bucket: 'acs:oss:::reports-cn',
    },
  },
  Schedule: { Frequency: 'Daily' },
  IncludedObjectVersions: 'Current',
  OptionalFields: { Field: ['Size', 'ETag'] },
}
export const wanted: OssConfiguration = { ...old, Schedule: { Frequency: 'Weekly' } }

/** The service shows classes in an order of its own. */
export const shown = (native: OssConfiguration): OssConfiguration => ({
  ...native,
  Filter: { Prefix: 'photos/', StorageClass: 'IA,Standard' },
})

export async function startOssWorld(): Promise<OssWorld> {
  const emulator = await startEmulator({
    accounts: [
      { id: account, accessKeyId: 'test', secretAccessKey: 'test' },
      {
        id: account,
        accessKeyId: temporary.accessKeyId,
        secretAccessKey: temporary.accessKeySecret,
        sessionToken: temporary.stsToken,
      },
    ],
  })
  const provider: OssWorld['provider'] = (options = {}) =>
    createOssProvider({
      endpoint: emulator.oss,
      region: 'cn-hangzhou',
      accessKeyId: 'test',
      accessKeySecret: 'test',
      retry: { delay: () => 0 },
      ...options,
    })
  let created = 0
  return {
    emulator,
    newBucket: async (...present) => {
      created += 1
      const name = `photos-cn-${created}`
      await emulator.createBucket({ cloud: 'oss', name })
      for (const native of present) await provider().put(name, native)
      emulator.resetRequests()
      return name
    },
    standing: async (bucket) => {
      emulator.resetFaults()
      const entries = await listed(provider(), bucket)
      return entries.map((entry) => {
        if ('error' in entry) throw entry.error
        return entry
      })
    },
    provider,
    sent: (bucket) =>
      emulator.recentRequests({ bucket }).map(({ operation, status, target }) => {
        const trial = target.includes('bucket-inventory-trial-') ? ' trial' : ''
        return `${operation.replace('BucketInventory', '')} ${status ?? 'unanswered'}${trial}`
      }),
  }
}

/** Every entry of a list, also those that cannot be read. */
export async function listed(
  provider: InventoryProvider<OssConfiguration>,
  bucket: string,
): Promise<(OssConfiguration | UnreadableEntry)[]> {
  const entries = []
  for await (const entry of provider.list(bucket)) entries.push(entry)
  return entries
}

/** What the call is rejected with, which is one of ours. */
export async function errorOf(call: Promise<unknown>): Promise<InventoryError> {
  try {
    await call
  } catch (error) {
    if (isInventoryError(error)) return error
    throw error
  }
  throw new Error('it was not rejected')
}
