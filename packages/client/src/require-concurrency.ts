import { InventoryError } from '@bucket-inventory/core'

/** With none, nothing would be done, and look like success. Throws `invalid-input`. */
export function requireConcurrency(concurrency: number): void {
  if (Number.isInteger(concurrency) && concurrency >= 1) return
  throw new InventoryError(
    'invalid-input',
    `the concurrency is a whole number from 1, not ${concurrency}`,
  )
}
