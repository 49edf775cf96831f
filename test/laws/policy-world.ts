import {
  DeleteBucketPolicyCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import type { S3Configuration } from '@bucket-inventory/aws-s3'
import type {
  Check,
  DeliveryChecks,
  Destination,
  InventoryConfiguration,
  InventoryProvider,
} from '@bucket-inventory/core'
import { BucketInventories } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Delivery, Emulator } from '@bucket-inventory/emulator'

export const account = '000000000000'

/** Names of two buckets, and what is delivered from one to the other. */
export interface PolicyPlaces {
  readonly source: string
  readonly reports: string
}

/** An emulated S3 in which inventories are checked, and delivered. */
export class PolicyWorld {
  readonly emulator: Emulator
  readonly s3: S3Client
  readonly provider: InventoryProvider<S3Configuration>
  /** For buckets in eu-west-1. */
  readonly #far: S3Client
  #made = 0

  private constructor(emulator: Emulator) {
    this.emulator = emulator
    this.s3 = clientOf(emulator, 'us-east-1')
    this.#far = clientOf(emulator, 'eu-west-1')
    this.provider = createS3Provider({ client: this.s3, region: 'us-east-1' })
  }

  static async start(): Promise<PolicyWorld> {
    // A report of nothing has a data file too, so that there is one to be refused.
    return new PolicyWorld(await startEmulator({ switches: { s3EmptyReport: 'empty-file' } }))
  }

  /** Two buckets of their own. */
  async places(region = 'us-east-1'): Promise<PolicyPlaces> {
    this.#made += 1
    const [source, reports] = [`photos-${this.#made}`, `reports-${this.#made}`]
    await this.emulator.createBucket({ cloud: 's3', name: source })
    await this.emulator.createBucket({ cloud: 's3', name: reports, region })
    return { source, reports }
  }

  clientIn(region: string): S3Client {
    return region === 'eu-west-1' ? this.#far : this.s3
  }

  /** `undefined` takes it away. Says the code of the refusal, where it is refused. */
  async setPolicy(
    bucket: string,
    policy: string | undefined,
    region = 'us-east-1',
  ): Promise<string | undefined> {
    const s3 = this.clientIn(region)
    try {
      if (policy === undefined) await s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket }))
      else await s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: policy }))
      return undefined
    } catch (error) {
      return error instanceof Error ? error.name : String(error)
    }
  }

  /** Puts the inventory `daily`. */
  async configure(
    places: PolicyPlaces,
    destination: Partial<Destination> = {},
  ): Promise<InventoryConfiguration> {
    const configuration = configurationTo(places.reports, destination)
    await new BucketInventories(this.provider, places.source).put(configuration)
    return configuration
  }

  /** A new round. */
  checks(): DeliveryChecks {
    const { access } = this.provider
    if (access === undefined) throw new Error('the provider checks nothing')
    return access.checks()
  }

  check(source: string, configuration: InventoryConfiguration): Promise<readonly Check[]> {
    return this.checks().check({ bucket: source, configuration, accountId: account })
  }

  deliver(source: string): Promise<Delivery> {
    return this.emulator.deliver('s3', source, 'daily')
  }

  /** Keys of what lies in a bucket. */
  async keys(bucket: string): Promise<readonly string[]> {
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket: bucket }))
    return Contents.flatMap(({ Key }) => Key ?? [])
  }

  async close(): Promise<void> {
    this.s3.destroy()
    this.#far.destroy()
    await this.emulator.close()
  }
}

function clientOf(emulator: Emulator, region: string): S3Client {
  return new S3Client({
    endpoint: emulator.s3,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
}

export function configurationTo(
  bucket: string,
  destination: Partial<Destination> = {},
): InventoryConfiguration {
  return {
    id: 'daily',
    enabled: true,
    schedule: { every: 'day' },
    versions: 'current',
    fields: ['size'],
    destination: { bucket, accountId: account, format: 'csv', ...destination },
  }
}

/** The name of the check and its state, of those that did not come out well. */
export function notWell(checks: readonly Check[]): readonly string[] {
  return checks.flatMap(({ name, state }) => (state === 'ok' ? [] : [`${name}: ${state}`]))
}

/** What the checks say of delivery. */
export function verdictOf(checks: readonly Check[]): 'delivered' | 'refused' | 'unknown' {
  if (checks.some(({ state }) => state === 'failure')) return 'refused'
  return checks.some(({ state }) => state === 'unknown') ? 'unknown' : 'delivered'
}
