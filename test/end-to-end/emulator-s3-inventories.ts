import {
  DeleteBucketInventoryConfigurationCommand,
  GetBucketInventoryConfigurationCommand,
  ListBucketInventoryConfigurationsCommand,
  PutBucketInventoryConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { InventoryConfiguration } from '@aws-sdk/client-s3'

/** The four calls on one bucket of an emulated S3, through the real SDK, without its retries. */
export class S3Inventories {
  readonly bucket: string
  readonly #s3: S3Client

  constructor(endpoint: string, bucket: string) {
    this.bucket = bucket
    this.#s3 = new S3Client({
      endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    })
  }

  /** Gives the status of the answer. */
  async put(
    id: string,
    changes: Partial<InventoryConfiguration> = {},
    options: { readonly abortSignal?: AbortSignal } = {},
  ): Promise<number> {
    const command = new PutBucketInventoryConfigurationCommand({
      Bucket: this.bucket,
      Id: id,
      InventoryConfiguration: { ...inventoryConfiguration(id), ...changes },
    })
    return (await this.#s3.send(command, options)).$metadata.httpStatusCode ?? 0
  }

  async get(id: string): Promise<InventoryConfiguration | undefined> {
    const command = new GetBucketInventoryConfigurationCommand({ Bucket: this.bucket, Id: id })
    return (await this.#s3.send(command)).InventoryConfiguration
  }

  /** A page of ids, and the token of the next page. */
  async list(token?: string): Promise<{ ids: readonly (string | undefined)[]; next?: string }> {
    const command = new ListBucketInventoryConfigurationsCommand({
      Bucket: this.bucket,
      ...(token === undefined ? {} : { ContinuationToken: token }),
    })
    const page = await this.#s3.send(command)
    const ids = (page.InventoryConfigurationList ?? []).map(({ Id }) => Id)
    const { NextContinuationToken: next } = page
    return next === undefined ? { ids } : { ids, next }
  }

  /** Gives the status of the answer. */
  async delete(id: string): Promise<number> {
    const command = new DeleteBucketInventoryConfigurationCommand({ Bucket: this.bucket, Id: id })
    return (await this.#s3.send(command)).$metadata.httpStatusCode ?? 0
  }

  close(): void {
    this.#s3.destroy()
  }
}

/** A configuration that uses what there is. */
export function inventoryConfiguration(id: string): InventoryConfiguration {
  return {
    Id: id,
    IsEnabled: true,
    IncludedObjectVersions: 'Current',
    Schedule: { Frequency: 'Daily' },
    Filter: { Prefix: ' a&b<"\r\n\u{1F600}' },
    OptionalFields: ['Size', 'ETag'],
    Destination: {
      S3BucketDestination: {
        Bucket: 'arn:aws:s3:::reports',
        Format: 'Parquet',
        Encryption: { SSES3: {} },
      },
    },
  }
}
