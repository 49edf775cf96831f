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

/** Which of the ids are among what cannot be read: each that was not listed is asked for by itself. */
export async function unreadableAmong(
  ids: readonly string[],
  inventories: BucketInventories,
  { stored, unreadable }: ReadBucket,
  options: RequestOptions,
): Promise<ReadonlyMap<string, InventoryError>> {
  const asked = unreadable.length === 0 ? [] : ids.filter((id) => !stored.has(id))
  const errors = await bounded(asked, 8, async (id) => {
    try {
      await inventories.get(id, options)
      return []
    } catch (error) {
      if (!isInventoryError(error)) throw error
      return error.code === 'not-found' ? [] : [[id, error] as const]
    }
  })
  return new Map(errors.flat())
}
