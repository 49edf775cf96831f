import {
  GetObjectCommand,
  PutBucketInventoryConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { InventoryConfiguration, InventoryS3BucketDestination } from '@aws-sdk/client-s3'
import { defaultSwitches, startEmulator } from '@bucket-inventory/emulator'
import type { DeliveryOptions, Emulator, Switches } from '@bucket-inventory/emulator'

import { TickingClock } from './ticking-clock.ts'

/** What a manifest of S3 says. */
export interface DeliveredManifest {
  readonly fileFormat: string
  readonly fileSchema: string
  readonly files: readonly { key: string; size: number; MD5checksum: string }[]
}

/** An emulated S3 that delivers reports on one bucket into another. */
export class S3Deliveries {
  readonly emulator: Emulator
  readonly s3: S3Client
  /** Names of the two buckets. */
  source = ''
  reports = ''
  readonly #switches: Partial<Switches>
  readonly #clock: TickingClock
  #begun = 0

  private constructor(emulator: Emulator, clock: TickingClock, switches: Partial<Switches>) {
    this.emulator = emulator
    this.#clock = clock
    this.#switches = switches
    this.s3 = new S3Client({
      endpoint: emulator.s3,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    })
  }

  static async start(switches: Partial<Switches> = {}): Promise<S3Deliveries> {
    const clock = new TickingClock(Date.UTC(2024, 4, 7, 1, 2, 30))
    return new S3Deliveries(await startEmulator({ now: clock.now }), clock, switches)
  }

  /** For each test: new buckets, with versions of what is reported on, at the same time as for all. */
  async begin(): Promise<void> {
    this.#clock.reset()
    this.#begun += 1
    this.source = `photos-${this.#begun}`
    this.reports = `reports-${this.#begun}`
    this.emulator.setSwitches({ ...defaultSwitches, ...this.#switches })
    const { emulator, source, reports } = this
    await emulator.createBucket({ cloud: 's3', name: source, versioning: 'enabled' })
    await emulator.createBucket({ cloud: 's3', name: reports })
  }

  async close(): Promise<void> {
    this.s3.destroy()
    await this.emulator.close()
  }

  /** Puts the inventory `daily`. */
  async configure(
    changes: Partial<InventoryConfiguration> = {},
    destination: Partial<InventoryS3BucketDestination> = {},
  ): Promise<void> {
    const InventoryConfiguration: InventoryConfiguration = {
      Id: 'daily',
      IsEnabled: true,
      IncludedObjectVersions: 'Current',
      Schedule: { Frequency: 'Daily' },
      Destination: {
        S3BucketDestination: {
          Bucket: `arn:aws:s3:::${this.reports}`,
          Format: 'CSV',
          Prefix: 'inventories',
          ...destination,
        },
      },
      ...changes,
    }
    const command = { Bucket: this.source, Id: 'daily', InventoryConfiguration }
    await this.s3.send(new PutBucketInventoryConfigurationCommand(command))
  }

  /** Gives the id of the version. */
  async put(Key: string, Body = 'x', more: object = {}): Promise<string | undefined> {
    const command = new PutObjectCommand({ Bucket: this.source, Key, Body, ...more })
    return (await this.s3.send(command)).VersionId
  }

  /** Of what was delivered. */
  async read(Key: string): Promise<Buffer> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: this.reports, Key }))
    return Buffer.from((await Body?.transformToByteArray()) ?? [])
  }

  async deliver(options: DeliveryOptions = {}): Promise<DeliveredManifest> {
    const delivery = await this.emulator.deliver('s3', this.source, 'daily', options)
    if (!delivery.delivered) throw new Error(delivery.reason)
    const manifest: DeliveredManifest = JSON.parse(
      (await this.read(delivery.manifestKey)).toString(),
    )
    return manifest
  }
}
