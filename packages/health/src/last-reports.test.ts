import { InventoryError } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { collected, healthWorld } from './health-world.test.support.ts'
import type { HealthWorld } from './health-world.test.support.ts'
import { inventoryHealth } from './inventory-health.ts'

async function health(world: HealthWorld) {
  const { dialects } = world
  const now = () => Date.parse('2026-11-21T10:00:00Z')
  const [found] = await collected(inventoryHealth([world.bucket()], { now, dialects }))
  return found
}

/** Nights, the last first. */
function nights(count: number): readonly string[] {
  const last = Date.parse('2026-11-20T01:00:00Z')
  return Array.from({ length: count }, (_, index) =>
    new Date(last - index * 86_400_000).toISOString(),
  )
}

it('looks into the newest two of thousands of deliveries', async () => {
  const world = healthWorld()
  const configuration = await world.put()
  for (const night of nights(3000)) world.deliver(configuration, night)
  expect(await health(world)).toMatchObject({
    state: 'delivered',
    last: { time: Date.parse('2026-11-20T01:00:00Z') },
    previous: { time: Date.parse('2026-11-19T01:00:00Z') },
  })
  expect(world.asked.filter((what) => what.startsWith('read'))).toHaveLength(4)
})

it('looks into 30 deliveries at most, where none is complete', async () => {
  const world = healthWorld()
  const configuration = await world.put()
  for (const night of nights(40)) world.deliver(configuration, night, { checksum: null })
  const found = await health(world)
  expect(found).toMatchObject({ state: 'none' })
  expect(found?.reason).toBe(
    'no report is there, and nobody knows since when there should be one; 30 are in progress, the newest of 2026-11-20T01:00:00Z; deliveries before the newest 30 were not looked into',
  )
  expect(world.asked.filter((what) => what.startsWith('read'))).toHaveLength(30)
})

it('has the last report where the one before it cannot be looked into', async () => {
  const archived = new InventoryError('permission-denied', 'the object is archived')
  const world = healthWorld({
    beforeRead: (key) => {
      if (key.includes('2026-11-19')) throw archived
    },
  })
  const configuration = await world.put()
  for (const night of nights(2)) world.deliver(configuration, night)
  const found = await health(world)
  expect(found).toMatchObject({ state: 'delivered', last: { verified: true } })
  expect(found).not.toHaveProperty('previous')
  expect(found?.reason).toMatch(
    /; the delivery before it cannot be looked into: .+: the object is archived$/,
  )
})

it('is throttled where the delivery before the last is', async () => {
  let throttled = 0
  const world = healthWorld({
    beforeRead: (key) => {
      if (!key.includes('2026-11-19') || throttled === 2) return
      throttled += 1
      throw new InventoryError('throttled', 'slow down')
    },
  })
  const configuration = await world.put()
  for (const night of nights(2)) world.deliver(configuration, night)
  const found = await health(world)
  expect(found).toMatchObject({ state: 'delivered', previous: { verified: true } })
  expect(throttled).toBe(2)
})
