import { S3Client } from '@aws-sdk/client-s3'
import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import type { InventoryProvider } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'

/** Two clouds on this machine. */
export interface Clouds {
  /** Endpoints. */
  readonly s3: string
  readonly oss: string
  readonly providers: readonly InventoryProvider[]
}

/** Starts two clouds with the buckets of the demo, runs, and stops them whatever happens. */
export async function withClouds(
  regions: { readonly s3: string; readonly oss: string },
  run: (clouds: Clouds) => Promise<void>,
): Promise<void> {
  const emulator = await startEmulator()
  const client = new S3Client({
    endpoint: emulator.s3,
    region: regions.s3,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  try {
    await emulator.createBucket({ cloud: 's3', name: 'photos', region: regions.s3 })
    await emulator.createBucket({ cloud: 'oss', name: 'photos-cn', region: regions.oss })
    const s3 = createS3Provider({ client, region: regions.s3 })
    const oss = createOssProvider({
      endpoint: emulator.oss,
      region: regions.oss,
      accessKeyId: 'test',
      accessKeySecret: 'test',
    })
    await run({ s3: emulator.s3, oss: emulator.oss, providers: [s3, oss] })
  } finally {
    client.destroy()
    await emulator.close()
  }
}
