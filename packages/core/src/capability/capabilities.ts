import type { ConfigurationPath } from '../configuration/configuration-path.ts'
import type {
  Destination,
  Encryption,
  InventoryConfiguration,
  ProviderName,
  Schedule,
} from '../configuration/inventory-configuration.ts'
import type { IncrementalField, InventoryField } from '../vocabulary/inventory-fields.ts'
import type { NativeWord } from '../vocabulary/native-word.ts'
import type { StorageClass } from '../vocabulary/storage-classes.ts'

/**
 * `native`: carried exactly. `coerced`: as the nearest thing that loses nothing. `emulated`: by the reader.
 * `unverified`: accepted, but nothing shows that it is honoured. `unsupported`: not carried.
 */
export type Support = 'native' | 'coerced' | 'emulated' | 'unverified' | 'unsupported'

/** What a provider does with one path of the model. */
export interface PathCapability {
  readonly support: Support
  /** Whether the provider refuses a configuration without it. Default: false. */
  readonly required?: boolean
  readonly minimum?: number
  readonly maximum?: number
  /** UTF-16 code units unless `note` says otherwise. */
  readonly maximumLength?: number
  /** A regular expression that the whole value must match. */
  readonly pattern?: string
  /** One sentence for a person: why, or what happens instead. */
  readonly note?: string
  /** The vendor's page. */
  readonly reference: string
}

/** A missing path does not compile. */
export type CapabilityTable = Readonly<Record<ConfigurationPath, PathCapability>>

/** What a provider does with each neutral value of the paths that take one of a set. A missing value does not compile. */
export interface ValueCapabilities {
  readonly 'schedule.every': Readonly<Record<Exclude<Schedule['every'], NativeWord>, Support>>
  readonly versions: Readonly<
    Record<Exclude<InventoryConfiguration['versions'], NativeWord>, Support>
  >
  readonly 'filter.storageClasses': Readonly<Record<StorageClass, Support>>
  readonly fields: Readonly<Record<InventoryField, Support>>
  readonly 'destination.format': Readonly<
    Record<Exclude<Destination['format'], NativeWord>, Support>
  >
  readonly 'destination.encryption.type': Readonly<Record<Encryption['type'], Support>>
  readonly 'incremental.fields': Readonly<Record<IncrementalField, Support>>
}

/** A path whose values are one of a set. */
export type ValuePath = keyof ValueCapabilities

type PartialValues = { readonly [Path in ValuePath]?: Partial<ValueCapabilities[Path]> }

/** Narrows or widens the tables where its conditions hold; both, if both are given. */
export interface CapabilityOverlay {
  /** One sentence: which buckets these are. */
  readonly name: string
  readonly regions?: readonly string[]
  readonly bucketTypes?: readonly string[]
  readonly paths?: Partial<CapabilityTable>
  readonly values?: PartialValues
}

/** How the service behaves, beyond what it can carry. */
export interface ProviderBehaviour {
  /** `create-only`: a replacement is a deletion and a creation. */
  readonly write: 'upsert' | 'create-only'
  readonly idAssignedBy: 'caller' | 'service'
  /** What is delivered when nothing matches. */
  readonly emptyReport: 'written' | 'skipped' | 'unknown'
  /** Whether the order of `fields` decides the order of the columns. */
  readonly fieldOrderSignificant: boolean
  /** Whether reports can go to a bucket of another account. */
  readonly crossAccountDestination: boolean
  /** For each bucket. */
  readonly maximumConfigurations: number
  readonly scope: 'bucket' | 'account' | 'project'
}

/** Everything a provider can carry, as data: what portals grey out with, the matrix of the documentation, and what is tested. */
export interface Capabilities {
  readonly provider: ProviderName
  /** When the table was last held against the vendor's pages, as `2026-11-21`. */
  readonly checkedOn: string
  readonly paths: CapabilityTable
  readonly values: ValueCapabilities
  readonly overlays: readonly CapabilityOverlay[]
  readonly behaviour: ProviderBehaviour
}

/** For those who know better than the table. */
export interface CapabilityOverrides {
  readonly paths?: Partial<CapabilityTable>
  readonly values?: PartialValues
}

/** What decides which overlays hold. A bucket's own is known from its name and the settings, without a request. */
export interface BucketScope {
  readonly region?: string
  readonly bucketType?: string
  readonly overrides?: CapabilityOverrides
}
