import { collected } from './health-world.test.support.ts'
import type { HealthWorld } from './health-world.test.support.ts'
import { inventoryHealth } from './inventory-health.ts'
import type { InventoryHealth, InventoryHealthOptions } from './inventory-health.ts'

export const at = (text: string): number => Date.parse(text)

/** When the last report of most tests was begun. */
export const time = '2026-11-20T01:00:00Z'

/** Of all inventories of `photos`, a day and some hours after that. */
export async function healths(
  world: HealthWorld,
  options: InventoryHealthOptions = {},
  bucket = world.bucket(),
): Promise<InventoryHealth[]> {
  const { dialects } = world
  return collected(
    inventoryHealth([bucket], { now: () => at('2026-11-21T10:00:00Z'), dialects, ...options }),
  )
}

/** Of its only inventory. */
export async function health(...given: Parameters<typeof healths>): Promise<InventoryHealth> {
  const [only, ...others] = await healths(...given)
  if (only === undefined || others.length > 0) throw new Error('there is not one health')
  return only
}
