import { InventoryError } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { at, health, time } from './health-of-world.test.support.ts'
import { healthWorld } from './health-world.test.support.ts'

describe('where nothing is written when nothing matches', () => {
  const skipped = { emptyReport: 'skipped' } as const
  const never = { since: at('2026-11-01T00:00:00Z') }

  it('silence is told from failure by a look, if one is wanted', async () => {
    const world = healthWorld({ behaviour: skipped, keys: ['2026/a.jpg'] })
    await world.put({ filter: { prefix: '2025/' } })
    const before = world.provider.requests
    const unlooked = await health(world, never)
    expect(unlooked.state).toBe('never')
    expect(unlooked.reason).toMatch(/; nothing is delivered where nothing matches, which was not/)
    expect(world.provider.requests).toBe(before + 1)
    const looked = await health(world, { ...never, look: true })
    expect(looked.state).toBe('silent')
    expect(looked.reason).toMatch(
      /; nothing is in "2025\/" in bucket "photos", and then nothing is/,
    )
    expect(world.provider.requests).toBe(before + 3)
  })

  it('silence may begin after a report', async () => {
    const world = healthWorld({ behaviour: skipped })
    world.deliver(await world.put(), time)
    const now = () => at('2026-12-20T00:00:00Z')
    expect(await health(world, { now, look: true })).toMatchObject({ state: 'silent', checks: [] })
    expect(await health(world, { now })).toMatchObject({ state: 'stale' })
  })

  it.each([
    [{}, /; there is something in bucket "photos"$/],
    [{ filter: { size: { min: 5 } } }, /, and nobody can tell whether the filter matches it$/],
  ])('failure is told where something is there: %j', async (filter, reason) => {
    const world = healthWorld({ behaviour: skipped, keys: ['a'] })
    await world.put(filter)
    const found = await health(world, { ...never, look: true })
    expect(found.state).toBe('never')
    expect(found.reason).toMatch(reason)
  })

  it('neither is told of older versions, nor where nobody may look', async () => {
    const versions = healthWorld({ behaviour: skipped })
    await versions.put({ versions: 'all' })
    expect(await health(versions, { ...never, look: true })).toMatchObject({
      state: 'never',
      reason: expect.stringMatching(/; whether older versions are was not looked at$/),
    })
    const closed = healthWorld({
      behaviour: skipped,
      beforeRequest: (operation) => {
        if (operation === 'list-objects') throw new InventoryError('permission-denied', 'no right')
      },
    })
    await closed.put()
    expect(await health(closed, { ...never, look: true })).toMatchObject({
      state: 'never',
      reason: expect.stringMatching(/ cannot be seen: no right$/),
    })
  })

  it('nothing is looked at where empty reports are written, or one is not missing', async () => {
    const always = healthWorld()
    await always.put()
    const before = always.provider.requests
    expect((await health(always, { ...never, look: true })).state).toBe('never')
    expect(always.provider.requests).toBe(before + 1)
    const waiting = healthWorld({ behaviour: skipped })
    await waiting.put()
    const since = at('2026-11-21T00:00:00Z')
    expect((await health(waiting, { since, look: true })).state).toBe('waiting')
  })
})
