import { fail, ok } from 'node:assert/strict'

import { isInventoryError } from '@bucket-inventory/core'
import type { InventoryError, InventoryErrorCode } from '@bucket-inventory/core'

/** Fails unless the promise rejects with an `InventoryError` of this code that names the subjects. */
export async function rejectsWith(
  code: InventoryErrorCode,
  promise: Promise<unknown>,
  subjects: readonly string[] = [],
): Promise<InventoryError> {
  const error = await rejectionOf(promise)
  ok(
    isInventoryError(error),
    `rejected with something else than an InventoryError: ${String(error)}`,
  )
  ok(error.code === code, `rejected with ${error.code}, not with ${code}: ${error.message}`)
  for (const subject of subjects) {
    ok(error.message.includes(subject), `the message does not name "${subject}": ${error.message}`)
  }
  return error
}

/** Fails unless the promise rejects with this very reason. */
export async function rejectsWithReason(promise: Promise<unknown>, reason: unknown): Promise<void> {
  const error = await rejectionOf(promise)
  ok(error === reason, `rejected with ${String(error)}, not with the very reason`)
}

async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  return fail('it did not reject')
}
