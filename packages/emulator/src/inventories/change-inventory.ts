import type { Exchange } from '../wire/dialect.ts'
import type { Bucket, StoredInventory } from '../world/world.ts'

/** Puts a configuration, unseen for a while if a fault says so. `incremental`: it delivers changes too. */
export function putInventory(
  { emulation, staleness }: Exchange,
  bucket: Bucket,
  inventory: StoredInventory,
  incremental = false,
): void {
  const previous = bucket.inventories.get(inventory.id)
  const { cloud, name } = bucket
  emulation.store.commit({
    type: 'put-inventory',
    cloud,
    bucket: name,
    inventory,
    ...(incremental ? { incremental } : {}),
  })
  if (staleness !== undefined) emulation.propagation.hide(bucket, inventory.id, previous, staleness)
}

/** Deletes a configuration, still seen for a while if a fault says so. */
export function deleteInventory(
  { emulation, staleness }: Exchange,
  bucket: Bucket,
  id: string,
): void {
  const previous = bucket.inventories.get(id)
  emulation.store.commit({ type: 'delete-inventory', cloud: bucket.cloud, bucket: bucket.name, id })
  if (staleness !== undefined) emulation.propagation.hide(bucket, id, previous, staleness)
}
