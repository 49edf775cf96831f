import type { BucketScope, Capabilities } from '../capability/capabilities.ts'
import type {
  InventoryConfiguration,
  ProviderName,
} from '../configuration/inventory-configuration.ts'
import type { InventoryError } from '../inventory-error.ts'
import type { Finding } from '../translation/finding.ts'
import type { Translation } from '../translation/translation.ts'
import type { DeliveryAccess } from './delivery-access.ts'
import type { LookOptions, ObjectLook } from './object-look.ts'
import type { ReportStore } from './report-store.ts'
import type { RequestOptions } from './request-options.ts'

/** A configuration as a provider holds it. */
export interface StoredInventory {
  readonly configuration: InventoryConfiguration
  /** What reading it back could not say in neutral words exactly; empty as a rule. */
  readonly findings: readonly Finding[]
}

export interface PutOptions<Native> extends RequestOptions {
  /**
   * `create` must reject with `already-exists` if another configuration has the id, `replace` with `not-found` if none has.
   * Default: `upsert`.
   */
  readonly mode?: PutMode
  /**
   * Awaited before anything that is there is replaced, with what is there; it can be `put` back as it is. What it rejects
   * with is the rejection, and nothing is changed then. Whoever gives it makes a provider that replaces without looking
   * look first, so that its outcome says what it did. Never called where nothing is replaced.
   */
  readonly beforeReplace?: (previous: Native) => void | Promise<void>
}

export interface DeleteOptions<Native> extends RequestOptions {
  /**
   * Awaited before anything is deleted, with what is there; it can be `put` back as it is. What it rejects with is the
   * rejection, and nothing is changed then. What cannot be read is not deleted where this is given.
   */
  readonly beforeDelete?: (previous: Native) => void | Promise<void>
}

export type PutMode = 'create' | 'replace' | 'upsert'

/**
 * `written`: created or replaced, as a service that replaces silently does not say. `unchanged`: the same configuration
 * was there already, and nothing was replaced.
 */
export interface PutResult {
  readonly outcome: 'created' | 'replaced' | 'written' | 'unchanged'
}

/** An entry of a list that cannot be read. */
export interface UnreadableEntry {
  readonly error: InventoryError
}

/**
 * What an adapter implements. It speaks the provider's own words and sends what it is given: neutral configurations,
 * policy, plans and work on many buckets are the callers' (see `BucketInventories`).
 *
 * Guaranteed to an adapter: bucket names and ids are not empty, and a native configuration comes from `translate`, `get`
 * or `list` of the same adapter. Every rejection must be an `InventoryError`, but for an aborted signal's own reason.
 */
export interface InventoryProvider<Native = unknown> {
  readonly name: ProviderName
  /** The scheme of its locations: `s3`, `oss`. */
  readonly scheme: string
  readonly capabilities: Capabilities

  /** Learns what `scope` cannot know at once, such as the region of the environment. Must not send a request of inventories. */
  readonly prepare?: () => Promise<void>
  /** What is known of the bucket by now. Must not send a request. */
  scope(bucket: string): BucketScope
  /** Pure. Every path of the configuration is carried exactly or has a finding. */
  translate(configuration: InventoryConfiguration, scope: BucketScope): Translation<Native>
  /** Pure. What the neutral words do not cover goes to `configuration.native[name]`. */
  interpret(native: Native, scope: BucketScope): StoredInventory
  /** Pure. The text that goes on the wire. Must reject text that the wire cannot carry with `invalid-configuration`. */
  document(native: Native): string
  /** Pure. The id that the native configuration has. */
  idOf(native: Native): string

  /** A replacement that fails half-way must put the old one back, or reject with `conflict` and `recovery`. */
  put(bucket: string, native: Native, options?: PutOptions<Native>): Promise<PutResult>
  /** Must reject with `not-found` if the bucket has no such configuration, or there is no such bucket. */
  get(bucket: string, id: string, options?: RequestOptions): Promise<Native>
  /**
   * All pages. An empty bucket yields nothing; an entry that cannot be read is yielded as its error and does not end the
   * list. A page token that repeats, or is missing where more is announced, is `protocol`.
   */
  list(bucket: string, options?: RequestOptions): AsyncIterable<Native | UnreadableEntry>
  /** Deleting what is not there succeeds, and says so. */
  delete(
    bucket: string,
    id: string,
    options?: DeleteOptions<Native>,
  ): Promise<{ readonly existed: boolean }>

  /**
   * What the ids of its own trials begin with, where it makes any: written disabled and deleted again at once. One that
   * stays was left over by an interruption, and may be deleted by anybody.
   */
  readonly scratchPrefix?: string
  /** The same provider with other settings, such as those of a place: `s3://photos?region=eu-west-1&profile=prod`. */
  readonly with?: (settings: ProviderSettings) => InventoryProvider<Native>
  /** Objects of a destination bucket, for reading reports. */
  readonly reportStore?: (bucket: string) => ReportStore
  /**
   * What one object of a listed bucket is now, for confirming what a report says: one request, which reads none of its
   * content. `undefined` where there is none, or a delete marker only. Must reject with `unsupported` for a key that
   * cannot be asked for, before any request.
   */
  readonly objectAt?: (
    bucket: string,
    key: string,
    options?: LookOptions,
  ) => Promise<ObjectLook | undefined>
  /** Buckets of the account, for declarations that select by pattern or tag. */
  readonly listBuckets?: (options?: ListBucketsOptions) => AsyncIterable<BucketListing>
  /**
   * Whether a listed bucket has any object below a prefix, of those that are current: one request, which lists one key. Tells
   * an inventory that is delivered nowhere as nothing matches from one that fails.
   */
  readonly anyObject?: (
    bucket: string,
    prefix: string,
    options?: RequestOptions,
  ) => Promise<boolean>
  /** What delivery needs beside the configuration. */
  readonly access?: DeliveryAccess
}

/** How to reach the service, as far as every provider has it. What is left out stays as it is. Never a secret. */
export interface ProviderSettings {
  readonly region?: string
  /** Of the SDK's own configuration files. */
  readonly profile?: string
  readonly endpoint?: string
  /** ARNs of roles to take on, one after the other, each with the rights of the one before. */
  readonly roles?: readonly string[]
}

export interface ListBucketsOptions extends RequestOptions {
  /** Whether to ask for the tags of each bucket, which may cost a request for each. Default: false. */
  readonly tags?: boolean
  /** A name for which this is false is not asked for its tags and not listed. Default: all are. */
  readonly names?: (bucket: string) => boolean
}

export interface BucketListing {
  readonly bucket: string
  readonly region?: string
  /** There where they were asked for, empty where the bucket has none. */
  readonly tags?: Readonly<Record<string, string>>
}
