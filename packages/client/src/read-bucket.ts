import { isInventoryError } from '@bucket-inventory/core'
import type {
  BucketInventories,
  InventoryError,
  RequestOptions,
  StoredInventory,
} from '@bucket-inventory/core'

import { bounded } from './bounded.ts'

/** Everything that a bucket has. */
export interface ReadBucket {
  /** By id, in the order of the service. */
  readonly stored: ReadonlyMap<string, StoredInventory>
  /** Why the others cannot be read: a list does not say their ids. */
  readonly unreadable: readonly InventoryError[]
}

/** Lists a bucket. Rejects where it cannot be listed. */
export async function readBucket(
  inventories: BucketInventories,
  options: RequestOptions,
): Promise<ReadBucket> {
  const stored = new Map<string, StoredInventory>()
  const unreadable: InventoryError[] = []
  for await (const entry of inventories.list(options)) {
    if ('error' in entry) unreadable.push(entry.error)
    else stored.set(entry.configuration.id, entry)
  }
  return { stored, unreadable }
}

/** What a bucket has of some ids. */
export interface AccountedBucket {
  readonly stored: ReadonlyMap<string, StoredInventory>
  /** Those of the ids that are there and cannot be read. */
  readonly hidden: ReadonlyMap<string, InventoryError>
}

/** Accounts for each of the ids: one that may be among what cannot be read is asked for by itself. */
export async function accountFor(
  ids: readonly string[],
  inventories: BucketInventories,
  { stored, unreadable }: ReadBucket,
  options: RequestOptions,
): Promise<AccountedBucket> {
  const found = new Map(stored)
  const hidden = new Map<string, InventoryError>()
  const asked = unreadable.length === 0 ? [] : ids.filter((id) => !stored.has(id))
  await bounded(asked, 8, async (id) => {
    try {
      found.set(id, await inventories.get(id, options))
    } catch (error) {
      options.signal?.throwIfAborted()
      if (!isInventoryError(error)) throw error
      if (error.code !== 'not-found') hidden.set(id, error)
    }
  })
  return { stored: found, hidden }
}
