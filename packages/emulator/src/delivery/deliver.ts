import type { Emulation } from '../emulation.ts'
import type { Bucket, Cloud, StoredInventory } from '../world/world.ts'
import { textAt } from '../xml/xml-element.ts'
import { deliverChanges } from './deliver-changes.ts'
import { prepareOssReport } from './deliver-oss.ts'
import { prepareS3Report } from './deliver-s3.ts'
import { DeliveryRefusal } from './delivery.ts'
import type { Delivery, DeliveryOptions } from './delivery.ts'
import { putReport } from './put-report.ts'

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
  try {
    const perform = kind === 'full' ? deliverReport : deliverChanges
    return await perform(emulation, source, inventory, options)
  } catch (error) {
    if (error instanceof DeliveryRefusal) return { delivered: false, reason: error.message }
    throw error
  }
}

async function deliverReport(
  emulation: Emulation,
  source: Bucket,
  inventory: StoredInventory,
  options: DeliveryOptions,
): Promise<Delivery> {
  if (textAt(inventory.understood, 'IsEnabled')?.toLowerCase() !== 'true')
    throw new DeliveryRefusal(`inventory "${inventory.id}" is disabled`)
  const prepare = source.cloud === 's3' ? prepareS3Report : prepareOssReport
  return putReport(emulation, await prepare(emulation, source, inventory, options))
}
