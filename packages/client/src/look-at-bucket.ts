import { isInventoryError } from '@bucket-inventory/core'
import type {
  BucketInventories,
  BucketState,
  InventoryError,
  RequestOptions,
} from '@bucket-inventory/core'

import { accountFor, readBucket } from './read-bucket.ts'

/**
 * What a bucket has, with all the ids that are asked about accounted for. A bucket that cannot be listed at all makes all of
 * them unreadable.
 */
export async function lookAtBucket(
  inventories: BucketInventories,
  ids: readonly string[],
  options: RequestOptions,
): Promise<BucketState> {
  try {
    const listed = await readBucket(inventories, options)
    const { stored, hidden } = await accountFor(ids, inventories, listed, options)
    // Each of those that were asked for is one of the entries of the list.
    const others = listed.unreadable.slice(hidden.size).map((error) => ({ id: '', error }))
    return { actual: [...stored.values()], unreadable: [...withIds(hidden), ...others] }
  } catch (error) {
    options.signal?.throwIfAborted()
    if (!isInventoryError(error)) throw error
    return unlistable(ids, error)
  }
}

/** What there is to say of a bucket that cannot be listed. */
export function unlistable(ids: readonly string[], error: InventoryError): BucketState {
  const all = ids.length === 0 ? [''] : ids
  return { actual: [], unreadable: all.map((id) => ({ id, error })) }
}

/** The same state. Throws the `throttled` that keeps it from being whole, so that it is looked at again. */
export function requireUnthrottled(state: BucketState): BucketState {
  const throttled = state.unreadable.find(({ error }) => error.code === 'throttled')
  if (throttled !== undefined) throw throttled.error
  return state
}

function withIds(hidden: ReadonlyMap<string, InventoryError>): BucketState['unreadable'] {
  return [...hidden].map(([id, error]) => ({ id, error }))
}
