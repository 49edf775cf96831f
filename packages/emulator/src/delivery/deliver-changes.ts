import type { Emulation } from '../emulation.ts'
import type { Bucket, ObjectChange, StoredInventory } from '../world/world.ts'
import { textAt } from '../xml/xml-element.ts'
import { changeWindows } from './change-windows.ts'
import type { ChangeWindow } from './change-windows.ts'
import { prepareOssChanges } from './deliver-oss-changes.ts'
import { DeliveryRefusal } from './delivery.ts'
import type { Delivery, DeliveryOptions } from './delivery.ts'
import { putReport } from './put-report.ts'

/** Delivers the oldest window of which some changes that the inventory lists were not delivered. */
export async function deliverChanges(
  emulation: Emulation,
  source: Bucket,
  inventory: StoredInventory,
  options: DeliveryOptions,
): Promise<Delivery> {
  if (source.runs.get(inventory.id)?.log === undefined)
    throw new DeliveryRefusal(`inventory "${inventory.id}" delivers no changes`)
  const window = undelivered(emulation, source, inventory).find(({ news }) => news > 0)
  if (window === undefined)
    throw new DeliveryRefusal(
      'nothing has changed that was not delivered, and OSS delivers no window without changes',
    )
  return deliverWindow(emulation, source, inventory, window, options)
}

/** Delivers one window, and notes that it was. */
export async function deliverWindow(
  emulation: Emulation,
  source: Bucket,
  inventory: StoredInventory,
  window: ChangeWindow,
  options: DeliveryOptions = {},
): Promise<Delivery> {
  const report = await prepareOssChanges(emulation, source, inventory, window, options)
  const delivery = await putReport(emulation, report)
  noteWindow(emulation, source, inventory, window)
  await emulation.store.settled()
  return delivery
}

/** The windows in which something happened that was not delivered, listed by the inventory or not, oldest first. */
export function undelivered(
  { switches }: Emulation,
  source: Bucket,
  inventory: StoredInventory,
): readonly ChangeWindow[] {
  const log = source.runs.get(inventory.id)?.log
  if (log === undefined) return []
  const prefix = textAt(inventory.understood, 'Filter', 'Prefix') ?? ''
  const isListed = ({ key }: ObjectChange): boolean =>
    switches.ossChangeFilter === 'ignored' || key.startsWith(prefix)
  return changeWindows(source.changes, log, isListed)
}

/** From now on what is in the window counts as delivered. */
export function noteWindow(
  { store }: Emulation,
  { cloud, name }: Bucket,
  { id }: StoredInventory,
  { start, last }: ChangeWindow,
): void {
  // Both may have been deleted meanwhile.
  if (store.world.buckets[cloud].get(name)?.inventories.has(id) !== true) return
  const change = { cloud, bucket: name, id, window: start, sequence: last }
  store.commit({ type: 'deliver-changes', ...change })
}
