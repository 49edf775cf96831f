import { isInventoryError } from '@bucket-inventory/core'
import type { InventoryError, RequestOptions } from '@bucket-inventory/core'

/**
 * What kept something from being seen. Throws what is for others to deal with instead: the reason of an abort, `throttled`,
 * which is tried again, and what is no error of ours.
 */
export function requireAnswer(error: unknown, { signal }: RequestOptions): InventoryError {
  signal?.throwIfAborted()
  if (!isInventoryError(error) || error.code === 'throttled') throw error
  return error
}
