import type { IncrementalField, InventoryField } from '../vocabulary/inventory-fields.ts'
import type { NativeWord, Open } from '../vocabulary/native-word.ts'
import type { StorageClass } from '../vocabulary/storage-classes.ts'

/** A service behind the port. Adapters of other people add their own names. */
export type ProviderName = 'aws-s3' | 'alibaba-oss' | (string & {})

/**
 * What to list, how often, with which columns, delivered where. The bucket it lists is not part of it: the same
 * configuration can stand on many buckets, on several clouds.
 */
export interface InventoryConfiguration {
  /** Unique among the inventories of one bucket, and part of the path of every report. */
  readonly id: string
  /** Whether reports are written. */
  readonly enabled: boolean
  readonly schedule: Schedule
  /** Whether only current objects are listed, or every version and delete marker. */
  readonly versions: Open<'current' | 'all'>
  /** Which objects are listed. Default: all. */
  readonly filter?: InventoryFilter
  /** Columns beyond those that always come. Ordered: where the provider says so, the order is the column order. */
  readonly fields: readonly Open<InventoryField>[]
  readonly destination: Destination
  /** A change log between the full reports, where a provider has one. */
  readonly incremental?: Incremental
  /** What a provider holds beyond the neutral words, by provider; written back as it was read. */
  readonly native?: Readonly<Record<string, NativeRemainder>>
}

/** How often a report is written. */
export type Schedule =
  | { readonly every: 'day' | 'week' }
  /** `dayOfMonth` 1 to 31. Default: the provider's own rhythm. */
  | { readonly every: 'month'; readonly dayOfMonth?: number }
  /** `deleteAfterRun`: the service removes the configuration when the report is written. */
  | { readonly every: 'once'; readonly deleteAfterRun?: boolean }
  | { readonly every: NativeWord }

/** All parts must hold. Also what a reader applies where the service could not. */
export interface InventoryFilter {
  /** Keys that begin with this text, byte for byte. */
  readonly prefix?: string
  /** ISO 8601 instants with an offset, both inclusive. */
  readonly lastModified?: { readonly from?: string; readonly to?: string }
  /** Bytes, both inclusive. */
  readonly size?: { readonly min?: number; readonly max?: number }
  /** Objects of any of these. */
  readonly storageClasses?: readonly Open<StorageClass>[]
}

/** Where reports are written. */
export interface Destination {
  /** Name of the bucket, never its ARN. */
  readonly bucket: string
  /** What the keys of every report begin with. */
  readonly prefix?: string
  /** Digits, as text: `012345678901` is not a number. */
  readonly accountId?: string
  /** The role that the service assumes to write, where it assumes one. */
  readonly roleArn?: string
  readonly format: Open<'csv' | 'orc' | 'parquet'>
  /** How reports are encrypted. Default: as the destination bucket does by itself. */
  readonly encryption?: Encryption
}

/** `kms` without `keyId`: the provider's default key, where it has one. */
export type Encryption =
  | { readonly type: 'provider-managed' }
  | { readonly type: 'kms'; readonly keyId?: string }

/** A log of what changed, delivered between the full reports. */
export interface Incremental {
  readonly enabled: boolean
  /** Seconds between deliveries. Default: the provider's. */
  readonly everySeconds?: number
  readonly fields: readonly Open<IncrementalField>[]
}

/**
 * Elements of a provider's document that the neutral words do not cover, as parsed: children by name, several of one
 * name as a list, attributes as `@name`, text beside children or attributes as `#text`.
 */
export interface NativeRemainder {
  readonly [element: string]: string | NativeRemainder | readonly (string | NativeRemainder)[]
}
