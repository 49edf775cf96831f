import { InventoryError, isInventoryError } from '../inventory-error.ts'

/** What the reading gives; a `protocol` of it says whose answer it is that cannot be read. */
export function readAnswer<Result>(subject: string, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (!isInventoryError(error, 'protocol')) throw error
    throw new InventoryError('protocol', `${subject}: ${error.message}`, { cause: error.cause })
  }
}
