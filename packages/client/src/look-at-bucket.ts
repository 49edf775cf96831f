import { isInventoryError } from '@bucket-inventory/core'
import type {
  BucketInventories,
  BucketState,
  InventoryError,
  RequestOptions,
  StoredInventory,
} from '@bucket-inventory/core'

/**
 * What a bucket has. The ids that are asked about are all accounted for: as a list does not say the id of an entry that
 * cannot be read, one that is missing from such a list is asked for by itself. A bucket that cannot be listed at all makes
 * all of them unreadable.
 */
export async function lookAtBucket(
  inventories: BucketInventories,
  ids: readonly string[],
  options: RequestOptions,
): Promise<BucketState> {
  const actual: StoredInventory[] = []
  const unreadable: InventoryError[] = []
  try {
    for await (const entry of inventories.list(options)) {
      if ('error' in entry) unreadable.push(entry.error)
      else actual.push(entry)
    }
  } catch (error) {
    if (!isInventoryError(error)) throw error
    const all = ids.length === 0 ? [''] : ids
    return { actual: [], unreadable: all.map((id) => ({ id, error })) }
  }
  if (unreadable.length === 0) return { actual, unreadable: [] }
  const listed = new Set(actual.map(({ configuration }) => configuration.id))
  const found: { id: string; error: InventoryError }[] = []
  for (const id of ids.filter((asked) => !listed.has(asked))) {
    try {
      actual.push(await inventories.get(id, options))
    } catch (error) {
      if (!isInventoryError(error)) throw error
      if (error.code !== 'not-found') found.push({ id, error })
    }
  }
  // Each of those that were asked for is one of the entries of the list.
  const others = unreadable.slice(found.length).map((error) => ({ id: '', error }))
  return { actual, unreadable: [...found, ...others] }
}
