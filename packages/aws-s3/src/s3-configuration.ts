import type { NativeRemainder } from '@bucket-inventory/core'

/**
 * An inventory configuration in the words of the SDK, and what the SDK does not know. Words that the service takes one of
 * a set of are open: `string`, not today's values.
 */
export interface S3Configuration {
  readonly Id: string
  readonly IsEnabled: boolean
  /** `All`, `Current`. */
  readonly IncludedObjectVersions: string
  readonly Schedule: {
    /** `Daily`, `Weekly`. */
    readonly Frequency: string
  }
  readonly Filter?: { readonly Prefix: string }
  readonly OptionalFields?: readonly string[]
  readonly Destination: { readonly S3BucketDestination: S3BucketDestination }
  /** Elements of the document that are none of these, in their place; written back as they were read. */
  readonly remainder?: NativeRemainder
}

/** Where reports are written. */
export interface S3BucketDestination {
  /** ARN of the bucket. */
  readonly Bucket: string
  /** `CSV`, `ORC`, `Parquet`. */
  readonly Format: string
  /** Account that owns the bucket. */
  readonly AccountId?: string
  readonly Prefix?: string
  readonly Encryption?: S3Encryption
}

/** One of the two. */
export interface S3Encryption {
  readonly SSES3?: Readonly<Record<string, never>>
  readonly SSEKMS?: { readonly KeyId: string }
}
