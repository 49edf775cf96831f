import type { CapabilityOverrides } from '../capability/capabilities.ts'
import type { InventoryFilter } from '../configuration/inventory-configuration.ts'
import type { LossPolicy } from '../translation/accept-translation.ts'
import type { Finding } from '../translation/finding.ts'
import type { PutMode, PutResult, StoredInventory } from './inventory-provider.ts'
import type { RequestOptions } from './request-options.ts'
import type { SettleOptions } from './until-settled.ts'

export interface BucketInventoriesOptions {
  /** Entries of the capability table that the caller knows better. */
  readonly overrides?: CapabilityOverrides
  /** How long a write may take to show. Default: 10 seconds, asked after 0.1, 0.2, 0.4 … seconds. */
  readonly settle?: SettleOptions
}

export interface PutConfigurationOptions extends RequestOptions {
  /** What may be lost. Default: `refuse`. */
  readonly loss?: LossPolicy
  /** Default: `upsert`. */
  readonly mode?: PutMode
  /** Read until what was written shows. Costs one request where the service is quick. Default: true. */
  readonly confirm?: boolean
  /** Awaited before anything that is there is replaced, with what is there. What it rejects with is the rejection. */
  readonly beforeReplace?: (previous: StoredInventory) => void | Promise<void>
}

export interface DeleteConfigurationOptions extends RequestOptions {
  /** Read until it is gone. Default: true. */
  readonly confirm?: boolean
  /** Awaited before it is deleted, with what is there. What it rejects with is the rejection. */
  readonly beforeDelete?: (previous: StoredInventory) => void | Promise<void>
}

/** What a put did. */
export interface PutReport extends PutResult {
  /** What the translation changed, could not carry or cannot vouch for. */
  readonly findings: readonly Finding[]
  /** What the reader of the reports must apply. */
  readonly residual?: InventoryFilter
}

/** A configuration in the provider's own words. */
export interface NativeInventory {
  readonly native: unknown
  /** The text on the wire. */
  readonly document: string
  readonly inventory: StoredInventory
}
