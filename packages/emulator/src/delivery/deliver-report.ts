import type { Emulation } from '../emulation.ts'
import type { Bucket, StoredInventory } from '../world/world.ts'
import { elementAt, textAt } from '../xml/xml-element.ts'
import { prepareOssReport } from './deliver-oss.ts'
import { prepareS3Report } from './deliver-s3.ts'
import { DeliveryRefusal } from './delivery.ts'
import type { Delivery, DeliveryOptions } from './delivery.ts'
import { nextReport } from './next-report.ts'
import { putReport } from './put-report.ts'

/** Delivers a full report, and notes that it was. */
export async function deliverReport(
  emulation: Emulation,
  source: Bucket,
  inventory: StoredInventory,
  options: DeliveryOptions = {},
): Promise<Delivery> {
  if (!isEnabled(inventory)) throw new DeliveryRefusal(`inventory "${inventory.id}" is disabled`)
  const prepare = source.cloud === 's3' ? prepareS3Report : prepareOssReport
  const report = await prepare(emulation, source, inventory, options)
  const delivery = await putReport(emulation, report)
  noteReport(emulation, source, inventory, report.time)
  await emulation.store.settled()
  return delivery
}

/** Whether a full report is due now. */
export function isDue(source: Bucket, inventory: StoredInventory, now: number): boolean {
  if (!isEnabled(inventory)) return false
  const at = (name: string): string => textAt(inventory.understood, 'Schedule', name) ?? ''
  const schedule = { cloud: source.cloud, frequency: at('Frequency') }
  const dayOfMonth = Number(at('DayOfMonth'))
  const { reportedAt } = source.runs.get(inventory.id) ?? {}
  const due = nextReport(dayOfMonth === 0 ? schedule : { ...schedule, dayOfMonth }, reportedAt)
  return due !== undefined && due <= now
}

/** From now on a report that was begun then counts as the last one; an inventory that shall be deleted after it is. */
export function noteReport(
  { store }: Emulation,
  source: Bucket,
  { id, understood }: StoredInventory,
  at: number,
): void {
  const { cloud, name } = source
  // Both may have been deleted meanwhile.
  if (store.world.buckets[cloud].get(name)?.inventories.has(id) !== true) return
  const schedule = elementAt(understood, 'Schedule') ?? { name: '' }
  const isLast = textAt(schedule, 'AutoDelete')?.toLowerCase() === 'true'
  if (isLast) store.commit({ type: 'delete-inventory', cloud, bucket: name, id })
  else store.commit({ type: 'report-inventory', cloud, bucket: name, id, at })
}

function isEnabled({ understood }: StoredInventory): boolean {
  return textAt(understood, 'IsEnabled')?.toLowerCase() === 'true'
}
