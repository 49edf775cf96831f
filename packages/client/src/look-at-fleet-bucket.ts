import type { InventoryError, RequestOptions, StoredInventory } from '@bucket-inventory/core'

import type { FleetBucket } from './fleet.ts'
import { lookAtBucket, requireUnthrottled } from './look-at-bucket.ts'

/** What a bucket of a fleet has of what is meant. */
export interface FleetBucketState {
  /** By id, in the order of the service. */
  readonly stored: ReadonlyMap<string, StoredInventory>
  /** What is there, or may be, and cannot be read; an id that a list does not say is empty. */
  readonly unreadable: readonly { readonly id: string; readonly error: InventoryError }[]
}

/**
 * Looks at a bucket, and accounts for each of the ids that are meant: one that is in neither part is not there. Where all
 * of the bucket is meant, everything that it has is in one of them. A bucket that cannot be listed makes all that is meant
 * unreadable. Rejects with `throttled`, and with the reason of an abort; nothing else.
 */
export async function lookAtFleetBucket(
  { inventories, ids }: Pick<FleetBucket, 'inventories' | 'ids'>,
  options: RequestOptions = {},
): Promise<FleetBucketState> {
  const { actual, unreadable } = requireUnthrottled(
    await lookAtBucket(inventories, ids ?? [], options),
  )
  const isMeant = (id: string) => ids === undefined || ids.includes(id)
  return {
    stored: new Map(
      actual
        .map((stored) => [stored.configuration.id, stored] as const)
        .filter(([id]) => isMeant(id)),
    ),
    unreadable: unreadable.filter(({ id }) => isMeant(id)),
  }
}
