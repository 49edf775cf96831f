import type { Emulation } from '../emulation.ts'
import type { Bucket, StoredInventory } from '../world/world.ts'
import { deliverWindow, noteWindow, undelivered } from './deliver-changes.ts'
import { deliverReport, isDue, noteReport } from './deliver-report.ts'
import { orRefusal } from './delivery.ts'
import type { Delivery, DueDelivery } from './delivery.ts'

/**
 * Delivers everything that is due, each once: full reports by their schedules, one for all that were missed, and every ten
 * minutes that are over and in which something changed. What the service would not deliver is not tried again before the next
 * time, as in life.
 */
export async function runDue(emulation: Emulation): Promise<readonly DueDelivery[]> {
  const now = emulation.now()
  const deliveries: DueDelivery[] = []
  for (const [source, inventory] of inventoriesOf(emulation)) {
    const { cloud, name } = source
    // It may have been deleted or replaced while others were delivered.
    if (source.inventories.get(inventory.id) !== inventory) continue
    const common = { cloud, source: name, id: inventory.id }
    if (isDue(source, inventory, now)) {
      const delivery = await orRefusal(deliverReport(emulation, source, inventory))
      if (!delivery.delivered) noteReport(emulation, source, inventory, now)
      deliveries.push({ ...delivery, ...common, kind: 'full' })
    }
    for (const delivery of await windowsDue(emulation, source, inventory, now))
      deliveries.push({ ...delivery, ...common, kind: 'incremental' })
  }
  await emulation.store.settled()
  return deliveries
}

function inventoriesOf({ store }: Emulation): readonly (readonly [Bucket, StoredInventory])[] {
  return Object.values(store.world.buckets)
    .flatMap((buckets) => [...buckets.values()])
    .flatMap((bucket) =>
      [...bucket.inventories.values()].map((inventory) => [bucket, inventory] as const),
    )
}

async function windowsDue(
  emulation: Emulation,
  source: Bucket,
  inventory: StoredInventory,
  now: number,
): Promise<readonly Delivery[]> {
  const deliveries: Delivery[] = []
  const windows = undelivered(emulation, source, inventory).filter(({ end }) => end <= now)
  for (const window of windows) {
    if (window.news > 0) {
      const delivery = await orRefusal(deliverWindow(emulation, source, inventory, window))
      deliveries.push(delivery)
      if (delivery.delivered) continue
    }
    noteWindow(emulation, source, inventory, window)
  }
  return deliveries
}
