import type { Schedule } from '@bucket-inventory/core'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'

import { inGate } from '../property-runs.ts'
import { startHealthWorld } from './health-world.ts'
import type { CloudName, HealthWorld } from './health-world.ts'

const hour = 3_600_000
const day = 24 * hour

const schedules: readonly (readonly [CloudName, Schedule, number])[] = [
  ['s3', { every: 'day' }, 1],
  ['s3', { every: 'week' }, 7],
  ['oss', { every: 'day' }, 1],
  ['oss', { every: 'week' }, 7],
  ['oss', { every: 'month' }, 30],
  ['oss', { every: 'month', dayOfMonth: 1 }, 31],
  ['oss', { every: 'month', dayOfMonth: 31 }, 31],
]

/** Lets the services deliver what is due, some time in each hour, until so many hours are over. */
async function letDeliver(world: HealthWorld, hours: number, minute: number): Promise<void> {
  const start = Math.floor(world.now() / hour) * hour
  for (let passed = 1; passed <= hours; passed += 1) {
    world.setTime(start + passed * hour + minute * 60_000)
    // Nothing is due in the other hours: nights begin at these.
    const of = (Math.floor(world.now() / hour) % 24) - 1
    if (of === 0 || of === 15 || passed === 1) await world.emulator.runDue()
  }
}

/** The states of all, by the place of their schedule in the list above. */
async function states(
  world: HealthWorld,
  now = () => world.now(),
): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>()
  for (const cloud of Object.values(world.clouds)) {
    for (const { id, state } of await cloud.health({ checks: false, now })) {
      found.set(Number(id), state)
    }
  }
  return found
}

it('finds who delivers never late, and who stops late and then stale', async () => {
  const start = fc.integer({ min: Date.UTC(2025, 0), max: Date.UTC(2028, 0) })
  const looks = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 6, maxLength: 8 })
  const minutes = fc.integer({ min: 0, max: 59 })
  await fc.assert(
    fc.asyncProperty(start, looks, minutes, async (time, gaps, minute) => {
      const world = await startHealthWorld()
      world.setTime(time)
      for (const [index, [cloud, schedule]] of schedules.entries()) {
        await world.clouds[cloud].put({ id: String(index), schedule })
      }
      await world.clouds.oss.putObject('a.jpg')
      for (const gap of gaps) {
        await letDeliver(world, gap, minute)
        const found = await states(world)
        expect(found.size).toBe(schedules.length)
        expect(new Set(found.values())).toStrictEqual(new Set(['delivered']))
      }
      // Nothing more comes: a state only gets worse, and soon.
      const stopped = world.now()
      const seen = schedules.map((): string[] => [])
      for (let days = 0; days <= 66; days += days < 5 ? 0.5 : 6) {
        const found = await states(world, () => stopped + days * day)
        for (const [index, [, , period]] of schedules.entries()) {
          const state = found.get(index) ?? ''
          if (state !== seen[index]?.at(-1)) seen[index]?.push(state)
          if (days > 2 * period + 3) expect(state).toBe('stale')
        }
      }
      const worsening = new Set(seen.map((of) => of.join(' ')))
      expect(worsening).toStrictEqual(new Set(['delivered late stale']))
      await world.close()
    }),
    { numRuns: inGate ? 4 : 1 },
  )
}, 300_000)
