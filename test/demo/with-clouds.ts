import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { createInventoryClient } from '@bucket-inventory/client'
import type { InventoryClient } from '@bucket-inventory/client'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'

/** Two clouds on this machine, and a folder with the examples. */
export interface Clouds {
  readonly emulator: Emulator
  readonly client: InventoryClient
  readonly folder: string
  /** What the emulator's clock says from now on, epoch milliseconds. */
  readonly setTime: (time: number) => void
}

/** The buckets of the demo. The OSS region is one where the service applies every filter by itself. */
const regions = { s3: 'us-east-1', oss: 'cn-qingdao' } as const
const buckets = {
  s3: ['photos', 'invoices', 'exports', 'logs', 'reports'],
  oss: ['photos-cn', 'exports-cn', 'logs-cn', 'reports'],
} as const

/** What the emulator's clock says at first, so that reports are always named the same. */
export const demoTime = Date.parse('2026-11-20T01:00:00Z')

/** Starts two clouds, runs, and leaves nothing behind whatever happens. */
export async function withClouds(run: (clouds: Clouds) => Promise<void>): Promise<void> {
  let time = demoTime
  const emulator = await startEmulator({ now: () => time })
  const setTime = (to: number) => {
    time = to
  }
  const folder = await mkdtemp(join(tmpdir(), 'bucket-inventory-demo-'))
  const environment = {
    ...emulator.environment,
    OSS_REGION: regions.oss,
    BUCKET_INVENTORY_EMULATOR: emulator.admin,
  }
  const before = { ...process.env }
  // S3's SDK asks the environment of the process itself.
  Object.assign(process.env, environment)
  try {
    await cp(fileURLToPath(new URL('../../examples', import.meta.url)), join(folder, 'examples'), {
      recursive: true,
    })
    for (const cloud of ['s3', 'oss'] as const) {
      for (const name of buckets[cloud]) {
        await emulator.createBucket({ cloud, name, region: regions[cloud] })
      }
    }
    await emulator.createRole({ name: 'AliyunOSSRole', attached: ['AliyunOSSFullAccess'] })
    const oss = createOssProvider({
      endpoint: emulator.oss,
      region: regions.oss,
      accessKeyId: 'test',
      accessKeySecret: 'test',
    })
    const client = createInventoryClient({ providers: [createS3Provider(), oss] })
    await run({ emulator: { ...emulator, environment }, client, folder, setTime })
  } finally {
    for (const name of Object.keys(environment)) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = before[name]
    }
    await emulator.close()
    await rm(folder, { recursive: true })
  }
}
