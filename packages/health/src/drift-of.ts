import type { FleetBucket } from '@bucket-inventory/client'
import { configurationDifferences, planInventory } from '@bucket-inventory/core'
import type { Difference, InventoryConfiguration, StoredInventory } from '@bucket-inventory/core'

/**
 * What differs from what is declared, in effect: what a plan would replace it for. Where the declared one cannot be written
 * as it needs input, what differs as it is written.
 */
export function driftOf(
  { inventories }: Pick<FleetBucket, 'inventories'>,
  declared: InventoryConfiguration,
  stored: StoredInventory,
): readonly Difference[] {
  const step = planInventory(inventories.provider, inventories.scope(), declared, stored, {
    location: inventories.bucket,
    loss: ['lossy', 'emulated'],
  })
  if (step.action === 'replace') return step.differences
  return step.action === 'blocked' ? configurationDifferences(declared, stored.configuration) : []
}
