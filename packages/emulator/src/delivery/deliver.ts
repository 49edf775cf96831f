import type { Emulation } from '../emulation.ts'
import type { Cloud } from '../world/world.ts'
import { deliverChanges } from './deliver-changes.ts'
import { deliverReport } from './deliver-report.ts'
import { orRefusal } from './delivery.ts'
import type { Delivery, DeliveryOptions } from './delivery.ts'

/** Delivers one report of an inventory, as the service would now. Rejects where there is no such inventory. */
export async function deliver(
  emulation: Emulation,
  cloud: Cloud,
  bucket: string,
  id: string,
  options: DeliveryOptions = {},
): Promise<Delivery> {
  const { kind = 'full', rowsPerFile = 1, rowsPerGroup = 1 } = options
  if (kind === 'incremental' && cloud === 's3') throw new Error('S3 delivers no changes')
  const source = emulation.store.world.buckets[cloud].get(bucket)
  if (source === undefined) throw new Error(`there is no bucket "${bucket}" on ${cloud}`)
  const inventory = source.inventories.get(id)
  if (inventory === undefined) throw new Error(`bucket "${bucket}" has no inventory "${id}"`)
  for (const [name, rows] of Object.entries({ rowsPerFile, rowsPerGroup }))
    if (!Number.isInteger(rows) || rows < 1)
      throw new Error(`${name} is a whole number of 1 or more, not ${rows}`)
  const perform = kind === 'full' ? deliverReport : deliverChanges
  return orRefusal(perform(emulation, source, inventory, options))
}
