import type { BucketInventories, Location } from '@bucket-inventory/core'

/** A bucket whose location was resolved: buckets of one connection share their `inventories.provider`. */
export interface OpenedBucket {
  readonly location: Location
  readonly inventories: BucketInventories
}
