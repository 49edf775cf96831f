import type { Plan } from '@bucket-inventory/core'
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

/** As it comes from a file. */
const saved = (plan: Plan): Plan => JSON.parse(JSON.stringify(plan))

describe.each(['s3', 'oss'] as const)('a saved plan on %s is looked at again and', (name) => {
  let cloud: ApplyCloud
  beforeAll(() => {
    cloud = world.clouds[name]
  })

  /** A plan with a step of each kind, and inventories of others beside. */
  async function planned() {
    const location = await cloud.newBucket('bi-replaced', 'bi-deleted', 'bi-kept', 'own')
    await world.client.apply(await cloud.plan(location, 'bi-replaced', 'bi-deleted', 'bi-kept'))
    const { configuration } = await world.client.get(location, 'bi-replaced')
    await world.client.put(location, { ...configuration, schedule: { every: 'day' } })
    const plan = saved(await cloud.plan(location, 'bi-created', 'bi-replaced', 'bi-kept'))
    expect(plan.steps.map(({ action }) => action)).toStrictEqual([
      'create',
      'delete',
      'unchanged',
      'replace',
      'foreign',
    ])
    const change = async (id: string, enabled = false) =>
      world.client.put(location, { ...configuration, id, enabled })
    return { location, plan, change }
  }

  it('carried out where nothing has changed, with one look at each bucket', async () => {
    const [one, other] = [await planned(), await planned()]
    world.emulator.resetRequests()
    const steps = [...one.plan.steps, ...other.plan.steps]
    const outcomes = await world.client.apply({ ...one.plan, steps }, { recheck: true })
    const each = [
      'bi-created created',
      'bi-deleted deleted',
      'bi-kept unneeded',
      'bi-replaced replaced',
      'own unneeded',
    ]
    expect(outcomes.map(words)).toStrictEqual([...each, ...each])
    for (const { location } of [one, other]) {
      const lists = cloud.sent(location).filter((sent) => sent.startsWith('List'))
      expect(lists).toStrictEqual(['List 200'])
    }
  })

  it('refused as a whole where it no longer holds, with every step that does not', async () => {
    const { location, plan, change } = await planned()
    for (const id of ['bi-created', 'bi-deleted', 'bi-kept']) await change(id)
    await world.client.delete(location, 'bi-replaced')
    const before = await cloud.standing(location)
    world.emulator.resetRequests()
    await expect(world.client.apply(plan, { recheck: true })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(
        /^nothing was changed, as what the plan rests on is no longer so; plan again:\n/,
      ),
      problems: [
        {
          path: `${location}#bi-created`,
          message: 'was made by somebody else since the plan, and differs in enabled',
        },
        {
          path: `${location}#bi-deleted`,
          message: 'was changed since the plan in enabled',
        },
        {
          path: `${location}#bi-kept`,
          message: 'was changed since the plan in enabled',
        },
        { path: `${location}#bi-replaced`, message: 'was deleted since the plan' },
      ],
    })
    expect(cloud.sent(location)).toStrictEqual(['List 200'])
    expect(await cloud.standing(location)).toStrictEqual(before)
  })

  it('carried out where other inventories came and went', async () => {
    const { location, plan, change } = await planned()
    await change('own-2')
    await world.client.delete(location, 'own')
    const outcomes = await world.client.apply(plan, { recheck: true })
    expect(outcomes.map(words)).toContain('bi-created created')
    expect(await cloud.standing(location)).toContain('own-2 week')
  })

  it('carried out where a part of it is done', async () => {
    const { location, plan } = await planned()
    await world.client.apply(plan)
    expect((await world.client.apply(plan, { recheck: true })).map(words)).toStrictEqual([
      'bi-created unchanged',
      'bi-deleted unchanged',
      'bi-kept unneeded',
      'bi-replaced unchanged',
      'own unneeded',
    ])
    expect(await cloud.standing(location)).toHaveLength(4)
  })

  it('refused where a bucket cannot be looked at, with the reason', async () => {
    const { location, plan } = await planned()
    cloud.inject({
      on: 'List',
      times: 100,
      effect: { type: 'error', status: 403, code: 'AccessDenied' },
    })
    await expect(world.client.apply(plan, { recheck: true })).rejects.toMatchObject({
      code: 'permission-denied',
      message: expect.stringMatching(
        /^nothing was changed, as what the plan rests on cannot be looked at:\n/,
      ),
      problems: ['bi-created', 'bi-deleted', 'bi-kept', 'bi-replaced'].map((id) => ({
        path: `${location}#${id}`,
        message: expect.stringMatching(/^cannot be looked at: /),
      })),
    })
    expect(cloud.sent(location)).toStrictEqual(['List 403'])
  })

  it('looked at once more where that failed in a way that passes', async () => {
    const { location, plan } = await planned()
    const effect = { type: 'error', status: 503, code: 'ServiceUnavailable' } as const
    // More than are repeated by themselves.
    cloud.inject({ on: 'List', times: 4, effect })
    const outcomes = await world.client.apply(plan, { recheck: true })
    expect(outcomes.map(words)).toContain('bi-created created')
    expect(cloud.sent(location).slice(0, 5)).toStrictEqual([
      ...Array.from({ length: 4 }, () => 'List 503'),
      'List 200',
    ])
  })

  it('refused with the steps in the order of the plan, whatever answers first', async () => {
    const [one, other] = [await planned(), await planned()]
    for (const { change } of [one, other]) await change('bi-kept')
    const bucket = one.location.slice(`${name}://`.length)
    cloud.inject({ on: 'List', bucket, effect: { type: 'delay', milliseconds: 60 } })
    const steps = [...one.plan.steps, ...other.plan.steps]
    const applying = world.client.apply({ ...one.plan, steps }, { recheck: true })
    await expect(applying).rejects.toMatchObject({
      problems: [{ path: `${one.location}#bi-kept` }, { path: `${other.location}#bi-kept` }],
    })
  })

  it('given up where it is aborted meanwhile, with an outcome for each step', async () => {
    const [one, other] = [await planned(), await planned()]
    await one.change('bi-kept')
    const bucket = other.location.slice(`${name}://`.length)
    cloud.inject({ on: 'List', bucket, effect: { type: 'hang' } })
    const controller = new AbortController()
    const applying = world.client.apply(
      { ...one.plan, steps: [...one.plan.steps, ...other.plan.steps] },
      { recheck: true, signal: controller.signal, concurrency: 1 },
    )
    await world.emulator.waitForHeld(1)
    controller.abort()
    const each = [
      'bi-created skipped: aborted',
      'bi-deleted skipped: aborted',
      'bi-kept unneeded',
      'bi-replaced skipped: aborted',
      'own unneeded',
    ]
    expect((await applying).map(words)).toStrictEqual([...each, ...each])
  })
})
