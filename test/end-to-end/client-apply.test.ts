import type { ApplyEvent, StoredInventory } from '@bucket-inventory/core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { words } from './client-apply-words.ts'
import { startApplyWorld } from './client-apply-world.ts'
import type { ApplyCloud, ApplyWorld } from './client-apply-world.ts'

let world: ApplyWorld
beforeAll(async () => {
  world = await startApplyWorld()
})
afterEach(() => {
  world.emulator.resetFaults()
})
afterAll(() => world.close())

const ids = (count: number) =>
  Array.from({ length: count }, (_, index) => `bi-${String(index).padStart(4, '0')}`)

describe.each(['s3', 'oss'] as const)('on %s', (name) => {
  let cloud: ApplyCloud
  beforeAll(() => {
    cloud = world.clouds[name]
  })

  it('makes a bucket what is declared, and the next plan is empty', async () => {
    const location = await cloud.newBucket('bi-b', 'bi-c', 'own')
    const plan = await cloud.plan(location, 'bi-a', 'bi-b')
    const kept: [string, StoredInventory][] = []
    const outcomes = await world.client.apply(plan, {
      beforeLoss: (step, previous) => {
        kept.push([step.id, previous])
      },
    })
    expect(outcomes.map(words)).toStrictEqual([
      'bi-a created',
      'bi-b replaced',
      'bi-c deleted',
      'own unneeded',
    ])
    expect(await cloud.standing(location)).toStrictEqual(['bi-a week', 'bi-b week', 'own day'])
    expect(kept.map(([id, { configuration }]) => [id, configuration.schedule])).toStrictEqual([
      ['bi-b', { every: 'day' }],
      ['bi-c', { every: 'day' }],
    ])
    const { steps } = await cloud.plan(location, 'bi-a', 'bi-b')
    expect(steps.map(({ action }) => action)).toStrictEqual(['unchanged', 'unchanged', 'foreign'])
  })

  it('sends no more than it needs', async () => {
    const location = await cloud.newBucket('bi-b', 'bi-c')
    await world.client.apply(await cloud.plan(location, 'bi-a', 'bi-b'), { concurrency: 1 })
    expect(cloud.sent(location).join(', ')).toBe(
      name === 's3'
        ? [
            // Whether there is one, the creation, whether it shows.
            'Get 404, Put 204, Get 200',
            'Get 200, Put 204, Get 200',
            'Get 200, Delete 204, Get 404',
          ].join(', ')
        : [
            'Put 200, Get 200',
            // With a trial and a last look before the deletion.
            'Get 200, Put 200, Delete 204, Get 200, Delete 204, Put 200, Get 200',
            'Get 200, Delete 204, Get 404',
          ].join(', '),
    )
  })

  it('changes nothing that is another one by now', async () => {
    const location = await cloud.newBucket('bi-b', 'bi-c', 'bi-d')
    const plan = await cloud.plan(location, 'bi-a', 'bi-b', 'bi-d')
    const { configuration } = await world.client.get(location, 'bi-b')
    await world.client.put(location, { ...configuration, id: 'bi-a', enabled: false })
    await world.client.put(location, { ...configuration, enabled: false })
    await world.client.put(location, { ...configuration, id: 'bi-c', enabled: false })
    await world.client.delete(location, 'bi-d')
    const outcomes = await world.client.apply(plan)
    expect(outcomes.map(words)).toStrictEqual([
      'bi-a failed: conflict',
      'bi-b failed: conflict',
      'bi-c skipped: write-failed',
      'bi-d failed: conflict',
    ])
    const alone = { ...plan, steps: plan.steps.filter(({ action }) => action === 'delete') }
    expect((await world.client.apply(alone)).map(words)).toStrictEqual(['bi-c failed: conflict'])
    expect(await cloud.standing(location)).toStrictEqual(['bi-a day', 'bi-b day', 'bi-c day'])
  })

  it('goes on where an abort left it', async () => {
    const location = await cloud.newBucket('bi-0001', 'bi-0002', 'bi-old')
    const wanted = ids(6)
    const plan = await cloud.plan(location, ...wanted)
    const controller = new AbortController()
    let finished = 0
    const first = await world.client.apply(plan, {
      concurrency: 1,
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type === 'step-finished') finished += 1
        if (finished === 3) controller.abort(new Error('enough'))
      },
    })
    expect(first.map(words)).toStrictEqual([
      'bi-0000 created',
      'bi-0001 replaced',
      'bi-0002 replaced',
      'bi-0003 skipped: aborted',
      'bi-0004 skipped: aborted',
      'bi-0005 skipped: aborted',
      'bi-old skipped: aborted',
    ])
    const second = await world.client.apply(plan, { recheck: true })
    expect(second.map(words)).toStrictEqual([
      'bi-0000 unchanged',
      'bi-0001 unchanged',
      'bi-0002 unchanged',
      'bi-0003 created',
      'bi-0004 created',
      'bi-0005 created',
      'bi-old deleted',
    ])
    expect(await cloud.standing(location)).toStrictEqual(wanted.map((id) => `${id} week`))
  })

  it.each(['before', 'after'] as const)(
    'creates where an answer is lost %s it is there',
    async (when) => {
      const location = await cloud.newBucket()
      const plan = await cloud.plan(location, 'bi-a')
      cloud.inject({ on: 'Put', when, effect: { type: 'reset' } })
      expect((await world.client.apply(plan)).map(words)).toStrictEqual(['bi-a created'])
      expect(await cloud.standing(location)).toStrictEqual(['bi-a week'])
    },
  )

  it.each(['before', 'after'] as const)(
    'accounts for all where every tenth answer is a 503 %s it is done',
    async (when) => {
      const location = await cloud.newBucket('bi-0003', 'bi-0007', 'bi-old')
      const wanted = ids(60)
      const plan = await cloud.plan(location, ...wanted)
      const effect = { type: 'error', status: 503, code: 'ServiceUnavailable' } as const
      cloud.inject({ every: 10, times: 1000, when, effect })
      const finished = new Map<string, number>()
      const outcomes = await world.client.apply(plan, {
        onEvent: (event) => {
          if (event.type !== 'step-finished') return
          const { id } = event.outcome.step
          finished.set(id, (finished.get(id) ?? 0) + 1)
        },
      })
      expect(outcomes.map(({ step }) => step)).toStrictEqual(plan.steps)
      expect([...finished.values()].filter((times) => times !== 1)).toStrictEqual([])
      expect(finished.size).toBe(plan.steps.length)
      const standing = new Set(await cloud.standing(location))
      for (const outcome of outcomes) {
        const { action, id } = outcome.step
        if (outcome.outcome !== 'done') continue
        expect(standing.has(`${id} week`), words(outcome)).toBe(action !== 'delete')
        expect(standing.has(`${id} day`), words(outcome)).toBe(false)
      }
      expect(
        (await world.client.apply(plan)).filter(({ outcome }) => outcome !== 'done'),
      ).toStrictEqual([])
      expect(await cloud.standing(location)).toStrictEqual(wanted.map((id) => `${id} week`))
    },
  )

  it('says which ones found no room in a bucket that fills up on the way', async () => {
    const location = await cloud.smallBucket(4, 'bi-old')
    const outcomes = await world.client.apply(await cloud.plan(location, ...ids(5)), {
      concurrency: 1,
    })
    expect(outcomes.map(words)).toStrictEqual([
      'bi-0000 created',
      'bi-0001 created',
      'bi-0002 created',
      'bi-0003 failed: limit-exceeded',
      'bi-0004 failed: limit-exceeded',
      'bi-old skipped: write-failed',
    ])
  })

  it('stops where the credentials expire on the way, and goes on elsewhere', async () => {
    const other = name === 's3' ? world.clouds.oss : world.clouds.s3
    const [location, elsewhere] = [await cloud.newBucket('bi-old'), await other.newBucket()]
    const [here, there] = [
      await cloud.plan(location, ...ids(5)),
      await other.plan(elsewhere, 'bi-a'),
    ]
    const expired =
      name === 's3' ? ([400, 'ExpiredToken'] as const) : ([403, 'SecurityTokenExpired'] as const)
    const [status, code] = expired
    cloud.inject({ on: 'Put', after: 2, times: 100, effect: { type: 'error', status, code } })
    const steps = [...here.steps, ...there.steps]
    const outcomes = await world.client.apply({ ...here, steps }, { concurrency: 1 })
    expect(outcomes.map(words)).toStrictEqual([
      'bi-0000 created',
      'bi-0001 created',
      'bi-0002 failed: unauthenticated',
      'bi-0003 skipped: unauthenticated',
      'bi-0004 skipped: unauthenticated',
      'bi-old skipped: unauthenticated',
      'bi-a created',
    ])
    expect(cloud.sent(location).filter((sent) => sent.startsWith('Put'))).toHaveLength(3)
    expect(await cloud.standing(location)).toStrictEqual([
      'bi-0000 week',
      'bi-0001 week',
      'bi-old day',
    ])
  })

  it('does not wait for an answer that never comes once it is aborted', async () => {
    const location = await cloud.newBucket()
    const plan = await cloud.plan(location, 'bi-a', 'bi-b')
    cloud.inject({ on: 'Put', effect: { type: 'hang' } })
    const controller = new AbortController()
    const applying = world.client.apply(plan, { signal: controller.signal, concurrency: 1 })
    await world.emulator.waitForHeld(1)
    controller.abort()
    expect((await applying).map(words)).toStrictEqual([
      'bi-a skipped: aborted',
      'bi-b skipped: aborted',
    ])
  })

  it('waits for what does not show at once', async () => {
    const location = await cloud.newBucket('bi-a', 'bi-c')
    const plan = await cloud.plan(location, 'bi-a', 'bi-b')
    for (const on of ['Put', 'Delete'] as const) {
      cloud.inject({ on, times: 10, effect: { type: 'stale', reads: 1 } })
    }
    expect((await world.client.apply(plan)).map(words)).toStrictEqual([
      'bi-a replaced',
      'bi-b created',
      'bi-c deleted',
    ])
  })
})

it('slows down where OSS throttles, says so, and accounts for all', async () => {
  const { oss } = world.clouds
  const location = await oss.newBucket()
  const wanted = ids(20)
  const plan = await oss.plan(location, ...wanted)
  const effect = { type: 'error', status: 503, code: 'SlowDown' } as const
  oss.inject({ on: 'Put', every: 4, times: 5, effect })
  const events: ApplyEvent[] = []
  const outcomes = await world.client.apply(plan, {
    onEvent: (event) => {
      events.push(event)
    },
  })
  expect(outcomes.map(words)).toStrictEqual(wanted.map((id) => `${id} created`))
  expect(events.filter(({ type }) => type === 'step-retried')).toHaveLength(5)
  const slow = events.filter((event) => event.type === 'slowed-down')
  expect(slow.length).toBeGreaterThan(0)
  expect(new Set(slow.map((event) => event.location))).toStrictEqual(new Set([location]))
})
