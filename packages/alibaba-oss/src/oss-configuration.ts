import type { NativeRemainder } from '@bucket-inventory/core'

/**
 * An inventory configuration in the words of OSS, as its document has them: names, nesting and values. Numbers and
 * booleans are parsed; what else the document holds is in `remainder`.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketinventory
 */
export interface OssConfiguration {
  readonly Id: string
  readonly IsEnabled: boolean
  readonly Filter?: OssFilter
  readonly Destination: { readonly OSSBucketDestination: OssBucketDestination }
  readonly Schedule: OssSchedule
  /** `Current` or `All`. */
  readonly IncludedObjectVersions: string
  /** In the order of the columns. */
  readonly OptionalFields?: OssFields
  readonly IncrementalInventory?: OssIncremental
  /** Elements that have no member here, by the same nesting; written back in their place. */
  readonly remainder?: NativeRemainder
}

/** What is not there, or 0 or empty, filters nothing. */
export interface OssFilter {
  readonly Prefix?: string
  /** Seconds since 1970, inclusive. */
  readonly LastModifyBeginTimeStamp?: number
  readonly LastModifyEndTimeStamp?: number
  /** Bytes, inclusive. */
  readonly LowerSizeBound?: number
  readonly UpperSizeBound?: number
  /** Classes separated by commas, in any order; `All` filters nothing. */
  readonly StorageClass?: string
}

export interface OssBucketDestination {
  readonly Format: string
  readonly AccountId: string
  readonly RoleArn: string
  /** As `acs:oss:::bucket`. */
  readonly Bucket: string
  readonly Prefix?: string
  readonly Encryption?: OssEncryption
}

/** One of the two. */
export interface OssEncryption {
  readonly 'SSE-OSS'?: ''
  /** Without a key: the default key of the account. */
  readonly 'SSE-KMS'?: { readonly KeyId?: string }
}

export interface OssSchedule {
  /** `Daily`, `Weekly`, `Monthly` or `Once`. */
  readonly Frequency: string
  /** With `Monthly` only; with any other it is part of the remainder. */
  readonly DayOfMonth?: number
  /** With `Once` only; with any other it is part of the remainder. */
  readonly AutoDelete?: boolean
}

export interface OssIncremental {
  readonly IsEnabled: boolean
  /** Seconds. */
  readonly Schedule?: { readonly Frequency: number }
  readonly OptionalFields?: OssFields
}

export interface OssFields {
  readonly Field: readonly string[]
}
