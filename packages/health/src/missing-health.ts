import type { InventoryError } from '@bucket-inventory/core'

import type { FleetInventory } from './fleet-inventories.ts'
import type { InventoryHealth } from './inventory-health.ts'

/** What an inventory is of which nothing can be seen. */
export function unknownHealth(inventory: FleetInventory, error: InventoryError): InventoryHealth {
  return { ...missingHealth(inventory), state: 'unknown', reason: error.message, error }
}

/** What an inventory is that does not stand, as long as nothing else is known of it. */
export function missingHealth({ bucket, id }: FleetInventory): InventoryHealth {
  const { location, inventories } = bucket
  return {
    location,
    provider: inventories.provider.name,
    id,
    state: 'missing',
    reason: `bucket "${inventories.bucket}" has no inventory "${id}"`,
    earlier: [],
    checks: [],
  }
}
