import type { InventoryProvider, StoredInventory } from '../provider/inventory-provider.ts'

/**
 * Whether an inventory is a trial of this library that an interruption left over: nobody asked for it. Trials are never
 * enabled, so one that is was made by somebody.
 */
export function isTrial(
  { scratchPrefix }: InventoryProvider,
  { configuration: { id, enabled } }: StoredInventory,
): boolean {
  return scratchPrefix !== undefined && id.startsWith(scratchPrefix) && !enabled
}
