import { InventoryError } from '@bucket-inventory/core'
import type { Capabilities, Check } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { checkInventories } from './check-inventories.ts'
import type { CheckInventoriesOptions } from './check-inventories.ts'
import { collected, healthWorld, written } from './health-world.test.support.ts'
import type { HealthWorld } from './health-world.test.support.ts'
import type { InventoryCheckup } from './inventory-checkup.ts'
import { neutralChecks } from './neutral-checks.ts'

const fine: Check = { name: 'destination-policy', state: 'ok', evidence: 'it allows' }
const allFine = { check: () => [fine] }

async function checkups(
  world: HealthWorld,
  bucket = world.bucket(),
  options: CheckInventoriesOptions = {},
): Promise<InventoryCheckup[]> {
  return collected(checkInventories([bucket], options))
}

/** What was found wrong, as `name state`. */
function wrong({ checks }: InventoryCheckup): string[] {
  return checks.filter(({ state }) => state !== 'ok').map(({ name, state }) => `${name} ${state}`)
}

const short = (found: readonly InventoryCheckup[]) =>
  found.map((checkup) => [checkup.id, checkup.of, checkup.verdict, ...wrong(checkup)])

function declaring(world: HealthWorld, ...declared: readonly ReturnType<typeof written>[]) {
  return world.bucket({ declared, ids: declared.map(({ id }) => id) })
}

describe('the preflight', () => {
  it('checks what stands there, and names what it checked, in order', async () => {
    const world = healthWorld(allFine)
    await world.put()
    const [checkup] = await checkups(world)
    expect(checkup).toMatchObject({ of: 'stored', verdict: 'ok', provider: 'memory', id: 'daily' })
    const names = checkup?.checks.map(({ name }) => name)
    expect(names).toStrictEqual([
      'configuration-exists',
      'configuration-enabled',
      'configuration-count',
      'destination-policy',
      'destination-not-listed',
    ])
    const known = new Set([...Object.keys(neutralChecks), fine.name])
    expect(names?.every((name) => known.has(name))).toBe(true)
  })

  it('checks what is declared before it stands there, and both at once where they are one', async () => {
    const world = healthWorld(allFine)
    const daily = written()
    expect(short(await checkups(world, declaring(world, daily)))).toStrictEqual([
      ['daily', 'declared', 'warning', 'configuration-exists warning'],
    ])
    await world.put()
    const [both, ...others] = await checkups(world, declaring(world, daily))
    expect(others).toStrictEqual([])
    expect(both).toMatchObject({ of: 'both', verdict: 'ok' })
    expect(both?.checks.map(({ name }) => name)).toContain('configuration-carried')
    const weekly = written({ schedule: { every: 'week' } })
    const found = await checkups(world, declaring(world, weekly))
    expect(short(found)).toStrictEqual([
      ['daily', 'declared', 'warning', 'configuration-exists warning'],
      ['daily', 'stored', 'warning', 'configuration-exists warning'],
    ])
    expect(found[0]?.checks[0]?.evidence).toBe(
      'bucket "photos" has "daily" otherwise than it is declared: schedule.every',
    )
    expect(world.checked.map(({ schedule }) => schedule.every)).toStrictEqual([
      'day',
      'day',
      'week',
      'day',
    ])
  })

  it('says what nobody can say', async () => {
    const world = healthWorld()
    await world.put()
    expect(short(await checkups(world))).toStrictEqual([
      ['daily', 'stored', 'unknown', 'delivery-access unknown'],
    ])
    const error = new InventoryError('unavailable', 'no answer')
    const silent = healthWorld({ check: () => error })
    await silent.put()
    const [found] = await checkups(silent)
    expect(found?.checks.find(({ name }) => name === 'delivery-access')).toMatchObject({
      state: 'unknown',
      evidence: 'what delivery needs could not be looked at: no answer',
    })
  })

  it('fails where it is switched off', async () => {
    const world = healthWorld(allFine)
    await world.put({ enabled: false })
    expect(short(await checkups(world))).toStrictEqual([
      ['daily', 'stored', 'failure', 'configuration-enabled failure'],
    ])
  })

  it.each<[string, Partial<Capabilities['paths']>, object, string, string]>([
    ['native', {}, {}, 'ok', 'ok'],
    ['emulated', { 'filter.size.min': support('emulated') }, {}, 'warning', 'warning'],
    ['unverified', { 'filter.size.min': support('unverified') }, {}, 'warning', 'warning'],
    ['unverified', { versions: support('unverified') }, {}, 'unknown', 'unknown'],
    ['unsupported', { 'filter.size.min': support('unsupported') }, {}, 'failure', 'failure'],
    [
      'unsupported',
      { 'filter.size.min': support('unsupported') },
      { loss: ['lossy'] },
      'warning',
      'warning',
    ],
  ])('says whether it is carried: %s %j %j', async (_, paths, options, state, verdict) => {
    const world = healthWorld({ ...allFine, paths })
    const declared = written({ filter: { size: { min: 1 } } })
    const [found] = await checkups(world, declaring(world, declared), options)
    const carried = found?.checks.find(({ name }) => name === 'configuration-carried')
    expect(carried).toMatchObject({ state })
    expect(found?.verdict).toBe(verdict === 'ok' ? 'warning' : verdict)
  })

  it('does not fail for what was lost when it was written', async () => {
    const paths = { 'filter.size.min': support('unsupported') }
    const world = healthWorld({ ...allFine, paths })
    const declared = written({ filter: { size: { min: 1 } } })
    await world.bucket().inventories.put(declared, { loss: ['lossy'] })
    expect(short(await checkups(world, declaring(world, declared)))).toStrictEqual([
      ['daily', 'both', 'warning', 'configuration-carried warning'],
    ])
  })

  it.each([
    [7, 1, 'ok'],
    [9, 1, 'warning'],
    [8, 2, 'warning'],
    [10, 1, 'failure'],
    [9, 2, 'failure'],
  ])('counts %i that stand and %i more against room for 10: %s', async (stand, more, last) => {
    const world = healthWorld({ ...allFine, behaviour: { maximumConfigurations: 10 } })
    for (let index = 0; index < stand; index += 1) await world.put({ id: `other-${index}` })
    const declared = Array.from({ length: more }, (_, index) => written({ id: `new-${index}` }))
    const found = await checkups(world, declaring(world, ...declared))
    const states = found.map(
      ({ checks }) => checks.find(({ name }) => name === 'configuration-count')?.state,
    )
    expect(states).toHaveLength(more)
    expect(states.at(-1)).toBe(last)
    if (more === 2 && last === 'failure') expect(states[0]).toBe('warning')
  })

  it.each([
    ['reports', 'inv', undefined, 'ok'],
    ['photos', undefined, undefined, 'warning'],
    ['photos', 'inv', undefined, 'warning'],
    ['photos', 'inv', 'inv/', 'warning'],
    ['photos', 'inv/', 'i', 'warning'],
    ['photos', 'inv', 'inv/photos/daily/data', 'warning'],
    ['photos', 'inv', '2026/', 'ok'],
    ['photos', 'inv', 'inv/videos/', 'ok'],
    ['photos', undefined, 'photos/daily/', 'warning'],
    ['photos', undefined, 'photos/weekly/', 'ok'],
  ])(
    'says whether it lists its reports: to %s %s, of %s: %s',
    async (bucket, prefix, of, state) => {
      const world = healthWorld(allFine)
      const { prefix: _, ...destination } = written({}, { bucket }).destination
      const configuration = {
        ...written(of === undefined ? {} : { filter: { prefix: of } }),
        destination: { ...destination, ...(prefix === undefined ? {} : { prefix }) },
      }
      await world.provider.put('photos', configuration)
      const [found] = await checkups(world)
      expect(found?.checks.at(-1)).toMatchObject({ name: 'destination-not-listed', state })
    },
  )

  it('checks nothing of what cannot be read or is not there', async () => {
    const world = healthWorld(allFine)
    const [missing] = await checkups(world, world.bucket({ ids: ['daily'] }))
    expect(missing).toMatchObject({
      id: 'daily',
      verdict: 'unknown',
      checks: [],
      error: { code: 'not-found' },
    })
    const error = new InventoryError('permission-denied', 'no right')
    const closed = healthWorld({
      ...allFine,
      beforeRequest: (operation) => {
        if (operation === 'list') throw error
      },
    })
    expect(await checkups(closed)).toMatchObject([{ id: '', verdict: 'unknown', error }])
    expect(short(await checkups(closed, declaring(closed, written())))).toStrictEqual([
      [
        'daily',
        'declared',
        'unknown',
        'configuration-exists unknown',
        'configuration-count unknown',
      ],
    ])
  })

  it('is asked for again where the service throttles', async () => {
    let throttled = 1
    const world = healthWorld({
      check: () => {
        throttled -= 1
        return throttled >= 0 ? new InventoryError('throttled', 'slow down') : [fine]
      },
    })
    await world.put()
    expect(short(await checkups(world))).toStrictEqual([['daily', 'stored', 'ok']])
    throttled = Infinity
    expect(await checkups(world)).toMatchObject([
      { verdict: 'unknown', checks: [], error: { code: 'throttled' } },
    ])
    expect(world.rounds()).toBe(2)
  })
})

function support(kind: 'emulated' | 'unverified' | 'unsupported') {
  return { support: kind, reference: 'https://example.com/' }
}
