import type {
  BucketInventories,
  BucketSelector,
  InventoryConfiguration,
  InventoryError,
  Location,
  RequestOptions,
} from '@bucket-inventory/core'

/** A bucket among many, and what is meant of it. */
export interface FleetBucket {
  readonly location: Location
  /** How to reach it: buckets of one connection share their `inventories.provider`. */
  readonly inventories: BucketInventories
  /** What should be there, where a declaration was given. */
  readonly declared?: readonly InventoryConfiguration[]
  /** The ids that are meant; absent: whatever the bucket has. A declaration means those that it declares. */
  readonly ids?: readonly string[]
  /** Where a declaration names it first: `inventories[0].at[1]`. */
  readonly path?: string
}

/** What a selector of a declaration came to. */
export interface SelectedBuckets {
  readonly selector: BucketSelector
  /** Where it stands: `inventories[0].at[1].select`. */
  readonly path: string
  readonly buckets: number
}

export interface FleetOptions extends RequestOptions {
  /**
   * Asked once all selectors are through, before a selected bucket is looked at; what it rejects with is the rejection, such
   * as where there are more than anybody meant. Default: nothing is asked.
   */
  readonly onSelected?: (selected: readonly SelectedBuckets[]) => void | Promise<void>
  /**
   * The buckets of a connection cannot be listed: what would be selected there is left out, and the others are gone on with.
   * Where none can be listed that is a rejection. Default: any is a rejection, as nobody knows what is meant then.
   */
  readonly onUnlisted?: (connection: string, error: InventoryError) => void
}

/** What the work on one bucket came to. */
export type FleetOutcome<Result> =
  | { readonly bucket: FleetBucket; readonly index: number; readonly result: Result }
  | { readonly bucket: FleetBucket; readonly index: number; readonly error: InventoryError }

export interface OverFleetOptions extends RequestOptions {
  /** Buckets that are worked on at a time, over all connections. Default: 8. */
  readonly concurrency?: number
  /** A connection throttles: nothing begins on it for so many milliseconds. */
  readonly onSlowDown?: (location: Location, milliseconds: number) => void
  /** The work on this bucket has ended, well or not; its outcome may be taken later. */
  readonly onEnded?: (location: Location) => void
}
