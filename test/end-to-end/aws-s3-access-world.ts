import {
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { S3Provider } from '@bucket-inventory/aws-s3'
import type { AccessDocument, AccessOptions, DeliveryAccess } from '@bucket-inventory/core'
import {
  BucketInventories,
  isInventoryError,
  parseInventoryConfiguration,
} from '@bucket-inventory/core'
import type { InventoryConfiguration, InventoryError } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Delivery, Emulator } from '@bucket-inventory/emulator'
import { vi } from 'vitest'

export const account = '000000000000'

/** An emulated S3, the facet that is tried, and a client of the SDK that sees what it does. */
export class AccessWorld {
  readonly emulator: Emulator
  readonly s3: S3Client
  /** Names of the listed bucket and of the one that gets reports. */
  source = ''
  reports = ''
  #begun = 0

  private constructor(emulator: Emulator) {
    this.emulator = emulator
    this.s3 = new S3Client({
      endpoint: emulator.s3,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    })
  }

  static async start(): Promise<AccessWorld> {
    return new AccessWorld(await startEmulator())
  }

  /** For each test: new buckets, and the environment that finds the emulator. */
  async begin(): Promise<void> {
    this.#begun += 1
    this.source = `photos-${this.#begun}`
    this.reports = `reports-${this.#begun}`
    const { emulator, source, reports } = this
    emulator.resetFaults()
    emulator.resetRequests()
    await emulator.createBucket({ cloud: 's3', name: source })
    await emulator.createBucket({ cloud: 's3', name: reports })
    for (const [name, value] of Object.entries(emulator.environment)) vi.stubEnv(name, value)
  }

  async close(): Promise<void> {
    vi.unstubAllEnvs()
    this.s3.destroy()
    await this.emulator.close()
  }

  get access(): DeliveryAccess {
    return new S3Provider({ region: 'us-east-1', maxAttempts: 1 }).access
  }

  configuration(destination: object = {}, id = 'daily'): InventoryConfiguration {
    return parseInventoryConfiguration({
      id,
      schedule: { every: 'day' },
      fields: ['size'],
      destination: { bucket: this.reports, accountId: account, format: 'csv', ...destination },
    })
  }

  /** Of one kind, for one listed bucket, with the prefix `inventories`. */
  documents(
    kind: AccessDocument['kind'],
    options: AccessOptions = {},
    bucket = this.source,
  ): readonly AccessDocument[] {
    const configuration = this.configuration({ prefix: 'inventories' })
    return this.access
      .documents([{ bucket, configuration }], { accountId: account, ...options })
      .filter((document) => document.kind === kind)
  }

  /** Puts the inventory and has it delivered. */
  async deliver(destination: object = { prefix: 'inventories' }): Promise<Delivery> {
    const provider = new S3Provider({ region: 'us-east-1' })
    await new BucketInventories(provider, this.source).put(this.configuration(destination))
    await this.s3.send(new PutObjectCommand({ Bucket: this.source, Key: 'a', Body: 'x' }))
    return this.emulator.deliver('s3', this.source, 'daily')
  }

  async putPolicy(policy: object | string): Promise<void> {
    const Policy = typeof policy === 'string' ? policy : JSON.stringify(policy)
    await this.s3.send(new PutBucketPolicyCommand({ Bucket: this.reports, Policy }))
  }

  async policyText(): Promise<string> {
    const { Policy } = await this.s3.send(new GetBucketPolicyCommand({ Bucket: this.reports }))
    return Policy ?? ''
  }

  /** What was sent since the beginning, or since this was asked. */
  sent(): string[] {
    const operations = this.emulator.recentRequests().map(({ operation }) => operation)
    this.emulator.resetRequests()
    return operations
  }
}

export async function errorOf(call: Promise<unknown>): Promise<InventoryError> {
  try {
    await call
  } catch (error) {
    if (isInventoryError(error)) return error
    throw error
  }
  throw new Error('the call succeeded')
}
