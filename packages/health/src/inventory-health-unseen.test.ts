import { InventoryError } from '@bucket-inventory/core'
import type { Check } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { at, health, healths } from './health-of-world.test.support.ts'
import { collected, healthWorld, written } from './health-world.test.support.ts'
import { inventoryHealth } from './inventory-health.ts'
import type { InventoryHealthOptions } from './inventory-health.ts'

describe('what changed', () => {
  it('is drift, in effect', async () => {
    const world = healthWorld()
    const stored = await world.put({ fields: ['size'] })
    const drift = async (declared: typeof stored) =>
      (await health(world, {}, world.bucket({ declared: [declared], ids: ['daily'] }))).drift
    expect(await drift(stored)).toStrictEqual([])
    expect(await drift(written({ fields: ['size'], filter: {} }))).toStrictEqual([])
    expect(await drift(written({ fields: ['size'], versions: 'all' }))).toStrictEqual([
      { path: 'versions', desired: 'all', actual: 'current' },
    ])
    expect(await health(world)).not.toHaveProperty('drift')
  })

  it('leaves reports under the other destination, of which the newest is given', async () => {
    const world = healthWorld({ closed: ['secret'] })
    await world.put()
    const before = written({}, { bucket: 'archive' })
    world.deliver(before, '2026-11-17T01:00:00Z')
    world.deliver(before, '2026-11-18T01:00:00Z')
    const declared = written({}, { prefix: 'other' })
    world.deliver(declared, '2026-11-15T01:00:00Z')
    const destinations = [
      { bucket: 'archive', prefix: 'inv/' },
      { bucket: 'archive', prefix: 'inv' },
      { bucket: 'reports', prefix: 'inv/' },
      { bucket: 'secret' },
    ]
    const found = await health(
      world,
      { history: () => destinations.map((destination, index) => ({ at: index, destination })) },
      world.bucket({ declared: [declared], ids: ['daily'] }),
    )
    expect(found.earlier.map((report) => [report.bucket, report.time])).toStrictEqual([
      ['archive', at('2026-11-18T01:00:00Z')],
      ['reports', at('2026-11-15T01:00:00Z')],
    ])
    expect(found.state).toBe('never')
    expect(found.reason).toContain(
      '; one of 2026-11-18T01:00:00Z is under its other destination, bucket "archive"; ',
    )
    expect(found.reason).toMatch(
      /; what lies under its other destination, bucket "secret", is not known: .*no right/,
    )
  })
})

describe('what cannot be seen', () => {
  it('is unknown where the bucket cannot be listed, for each that is meant', async () => {
    const error = new InventoryError('permission-denied', 'no right to "photos"')
    const world = healthWorld({
      beforeRequest: (operation) => {
        if (operation === 'list') throw error
      },
    })
    expect(await health(world)).toMatchObject({ id: '', state: 'unknown', error })
    const bucket = world.bucket({ declared: [written()], ids: ['daily', 'weekly'] })
    expect(await healths(world, {}, bucket)).toMatchObject([
      { id: 'daily', state: 'unknown', error, reason: 'no right to "photos"' },
      { id: 'weekly', state: 'unknown', error },
    ])
  })

  it('is unknown where the destination cannot be read, with what the preflight finds', async () => {
    const failure: Check = { name: 'destination-exists', state: 'failure', evidence: 'it is gone' }
    const world = healthWorld({ closed: ['reports'], check: () => [failure] })
    await world.put()
    await world.put({ id: 'off', enabled: false })
    const [daily, off] = await healths(world)
    expect(daily).toMatchObject({
      state: 'unknown',
      reason: expect.stringContaining('are delivered to bucket "reports", which cannot be read'),
      error: { code: 'permission-denied' },
      checks: [failure],
    })
    expect(off).toMatchObject({ state: 'disabled', checks: [] })
    expect(off?.reason).toMatch(/^it is switched off; the reports of inventory "off" of bucket/)
  })

  it('is unknown where nobody knows how its reports are written', async () => {
    const world = healthWorld()
    await world.put()
    expect(await health(world, { dialects: [] })).toMatchObject({
      state: 'unknown',
      error: { code: 'unsupported' },
    })
  })

  it('is asked for again where the service throttles, and unknown only where it never answers', async () => {
    let throttled = 2
    const world = healthWorld({
      check: () => {
        throttled -= 1
        return throttled >= 0 ? new InventoryError('throttled', 'slow down') : []
      },
    })
    await world.put()
    const slowed: string[] = []
    const onSlowDown: InventoryHealthOptions['onSlowDown'] = ({ bucket }) => slowed.push(bucket)
    expect(await health(world, { onSlowDown })).toMatchObject({ state: 'none', checks: [] })
    expect(slowed).toStrictEqual(['photos', 'photos'])
    throttled = Infinity
    expect(await health(world)).toMatchObject({ state: 'unknown', error: { code: 'throttled' } })
  })
})

describe('a fleet', () => {
  it('gives every inventory once, bucket by bucket and by id', async () => {
    const world = healthWorld()
    for (const id of ['b', 'c', 'a', 'B']) await world.put({ id })
    const buckets = [world.bucket(), world.bucket({ ids: ['c', 'a'] })]
    const found = await collected(inventoryHealth(buckets, { concurrency: 3 }))
    expect(found.map(({ id }) => id)).toStrictEqual(['B', 'a', 'b', 'c', 'a', 'c'])
  })

  it('begins one round of checks for each connection', async () => {
    const world = healthWorld({ check: () => [] })
    for (const id of ['a', 'b', 'c']) await world.put({ id })
    await healths(world)
    expect(world.rounds()).toBe(1)
    expect(world.checked.map(({ id }) => id).toSorted((a, b) => (a < b ? -1 : 1))).toStrictEqual([
      'a',
      'b',
      'c',
    ])
  })

  it('ends with the reason of an abort, and for what is no concurrency or no time', async () => {
    const world = healthWorld()
    await world.put()
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(healths(world, { signal })).rejects.toBe(signal.reason)
    await expect(healths(world, { concurrency: 0 })).rejects.toMatchObject({
      code: 'invalid-input',
    })
    for (const since of [Number.NaN, 1e300, at('2026-11-21T10:00:00.001Z')]) {
      await expect(healths(world, { since })).rejects.toMatchObject({ code: 'invalid-input' })
    }
    const ending = new AbortController()
    const late = healthWorld({
      check: () => {
        ending.abort('enough')
        return []
      },
    })
    await late.put()
    await late.put({ id: 'weekly' })
    await expect(healths(late, { signal: ending.signal })).rejects.toBe('enough')
  })
})
