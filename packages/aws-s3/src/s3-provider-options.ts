import type { S3InventoryClient } from './s3-inventory-client.ts'

/** How to reach the service; nothing has to be said where the environment does. */
export interface S3ProviderOptions {
  /** Default: an `S3Client` of the installed SDK, made from the environment at the first request. */
  readonly client?: S3InventoryClient
  /** Region of the buckets. Default: the client's, once it is known; say it where it is not in the `aws` partition. */
  readonly region?: string
  /** URL of another server. Default: the one that the SDK finds for the region. */
  readonly endpoint?: string
  /** Of the SDK's own configuration files. Default: the one that the SDK finds. */
  readonly profile?: string
  /**
   * ARNs of roles to assume, one after the other: the first with what the SDK finds by itself, each other with the
   * credentials of the one before. Needs `@aws-sdk/client-sts`. Default: none.
   */
  readonly roles?: readonly string[]
  /** Sent as expected bucket owner where the bucket's type allows it. Default: none. */
  readonly accountId?: string
  /** Put the bucket into the path instead of the host. Default: only where the endpoint is this machine. */
  readonly forcePathStyle?: boolean
  /** How often the SDK sends a request before it gives up. Default: the SDK's, 3. */
  readonly maxAttempts?: number
}
