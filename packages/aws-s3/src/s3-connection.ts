import type * as Sdk from '@aws-sdk/client-s3'

import type { S3InventoryClient } from './s3-inventory-client.ts'
import type { S3ProviderOptions } from './s3-provider-options.ts'
import type { RoleCredentials } from './s3-role-credentials.ts'

export interface S3ConnectionOptions extends Omit<S3ProviderOptions, 'roles'> {
  /** Gives what to sign with. Default: what the SDK finds. */
  readonly credentials?: () => Promise<RoleCredentials>
}

/** What requests are made with. */
export interface OpenedConnection {
  readonly sdk: typeof Sdk
  readonly client: S3InventoryClient
}

/** One client of the SDK and its region, loaded and made when it is first needed: the one place that imports the SDK. */
export class S3Connection {
  readonly #options: S3ConnectionOptions
  #opened: Promise<OpenedConnection> | undefined
  #region: string | undefined

  constructor(options: S3ConnectionOptions) {
    this.#options = options
    this.#region = options.region
    if (options.region === undefined) void this.#learnRegion(options.client)
  }

  /** Region of the buckets, as far as it is known. */
  get region(): string | undefined {
    return this.#region
  }

  /**
   * Learns the region, which decides the partition of ARNs, without a request to S3. What keeps the SDK from being loaded
   * or from finding a region is said by the first request, which names its bucket.
   */
  async learnRegion(): Promise<void> {
    if (this.#region !== undefined) return
    const opened = await this.open().catch(() => undefined)
    await this.#learnRegion(opened?.client)
  }

  open(): Promise<OpenedConnection> {
    this.#opened ??= this.#open()
    return this.#opened
  }

  /** A client without a region fails when it sends, and says so. */
  async #learnRegion(client: S3InventoryClient | undefined): Promise<void> {
    try {
      this.#region ??= await client?.config.region()
    } catch {
      this.#region = undefined
    }
  }

  async #open(): Promise<OpenedConnection> {
    const sdk = await import('@aws-sdk/client-s3')
    const { client, region, endpoint, profile, credentials, forcePathStyle, maxAttempts } =
      this.#options
    return {
      sdk,
      client:
        client ??
        new sdk.S3Client({
          ...(region === undefined ? {} : { region }),
          ...(endpoint === undefined ? {} : { endpoint }),
          ...(profile === undefined ? {} : { profile }),
          ...(credentials === undefined ? {} : { credentials }),
          ...(forcePathStyle === undefined ? {} : { forcePathStyle }),
          ...(maxAttempts === undefined ? {} : { maxAttempts }),
          // Configurations of directory buckets need no session, which the SDK would open at any other endpoint than AWS's.
          disableS3ExpressSessionAuth: true,
        }),
    }
  }
}
