import type { InventoryField } from '@bucket-inventory/core'

/** What to do about a filter that the reader cannot check. */
export function checkAdvice(column: InventoryField): string {
  return `could be checked when reports are read if the column ${column} were asked for`
}
