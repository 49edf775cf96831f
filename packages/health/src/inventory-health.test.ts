import { InventoryError } from '@bucket-inventory/core'
import type { Check } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { collected, healthWorld, written } from './health-world.test.support.ts'
import type { HealthWorld } from './health-world.test.support.ts'
import { inventoryHealth } from './inventory-health.ts'
import type { InventoryHealth, InventoryHealthOptions } from './inventory-health.ts'

const at = (text: string) => Date.parse(text)
const time = '2026-11-20T01:00:00Z'

async function healths(
  world: HealthWorld,
  options: InventoryHealthOptions = {},
  bucket = world.bucket(),
): Promise<InventoryHealth[]> {
  const { dialects } = world
  return collected(
    inventoryHealth([bucket], { now: () => at('2026-11-21T10:00:00Z'), dialects, ...options }),
  )
}

async function health(...given: Parameters<typeof healths>): Promise<InventoryHealth> {
  const [only, ...others] = await healths(...given)
  expect(others).toStrictEqual([])
  if (only === undefined) throw new Error('there is no health')
  return only
}

describe('an inventory that is delivered', () => {
  it('has its last two reports, as their manifests have them', async () => {
    const world = healthWorld()
    const configuration = await world.put()
    world.deliver(configuration, '2026-11-18T01:00:00Z')
    world.deliver(configuration, '2026-11-19T01:00:00Z', { rows: [5, 7] })
    world.deliver(configuration, time, { rows: [3, 4, 5] })
    expect(await health(world)).toStrictEqual({
      location: { scheme: 'memory', bucket: 'photos' },
      provider: 'memory',
      id: 'daily',
      state: 'delivered',
      reason:
        'the last report is of 2026-11-20T01:00:00Z; the next is expected by 2026-11-23T01:00:00Z',
      configuration,
      last: {
        time: at(time),
        bucket: 'reports',
        manifestKey: 'inv/photos/daily/2026-11-20T01-00Z/manifest.json',
        files: 3,
        bytes: 300,
        rows: 12,
        verified: true,
      },
      previous: {
        time: at('2026-11-19T01:00:00Z'),
        bucket: 'reports',
        manifestKey: 'inv/photos/daily/2026-11-19T01-00Z/manifest.json',
        files: 2,
        bytes: 200,
        rows: 12,
        verified: true,
      },
      age: 33 * 3_600_000,
      expectedBy: at('2026-11-23T01:00:00Z'),
      earlier: [],
      checks: [],
    })
    expect(world.asked).toStrictEqual([
      'list inv/photos/daily/',
      'list inv//photos/daily/',
      'read inv/photos/daily/2026-11-20T01-00Z/manifest.checksum',
      'read inv/photos/daily/2026-11-20T01-00Z/manifest.json',
      'read inv/photos/daily/2026-11-19T01-00Z/manifest.checksum',
      'read inv/photos/daily/2026-11-19T01-00Z/manifest.json',
    ])
  })

  it('may have a report in progress, which is named and does not count', async () => {
    const world = healthWorld()
    const configuration = await world.put()
    world.deliver(configuration, time)
    world.deliver(configuration, '2026-11-21T01:00:00Z', { checksum: null })
    const { last, previous, reason, state } = await health(world)
    expect({ state, last: last?.time, previous }).toStrictEqual({
      state: 'delivered',
      last: at(time),
      previous: undefined,
    })
    expect(reason).toMatch(/; one of 2026-11-21T01:00:00Z is in progress$/)
  })

  it.each<[string, Parameters<HealthWorld['deliver']>[2], number, string]>([
    ['has another checksum', { checksum: '0'.repeat(32) }, 2, 'has the MD5'],
    ['is no JSON', { manifest: 'Service Unavailable' }, 0, 'is not JSON'],
    ['is another report’s', { manifest: otherManifest() }, 0, 'is that of another report'],
  ])('says that its manifest %s', async (_, more, files, problem) => {
    const world = healthWorld()
    world.deliver(await world.put(), time, more)
    const { state, last } = await health(world)
    expect(state).toBe('delivered')
    expect(last).toMatchObject({ time: at(time), verified: false, files, bytes: files * 100 })
    expect(last?.problem).toContain(problem)
    expect(last).not.toHaveProperty('rows')
  })

  it('becomes late, and then stale, and says what the preflight finds', async () => {
    const checks: Check[] = [
      { name: 'fine', state: 'ok', evidence: 'fine' },
      { name: 'worth-a-change', state: 'warning', evidence: 'so so' },
      { name: 'denied', state: 'failure', evidence: 'it is denied', fix: 'allow it' },
    ]
    const world = healthWorld({ check: () => checks })
    world.deliver(await world.put(), time)
    const on = async (now: string) => {
      const found = await health(world, { now: () => at(now) })
      return [found.state, found.checks]
    }
    expect(await on('2026-11-23T01:00:00Z')).toStrictEqual(['delivered', []])
    expect(world.rounds()).toBe(0)
    expect(await on('2026-11-23T02:00:00Z')).toStrictEqual(['late', [checks[2]]])
    expect(await on('2026-11-24T02:00:00Z')).toStrictEqual(['stale', [checks[2]]])
    const { checks: none } = await health(world, {
      now: () => at('2027-01-01T00:00:00Z'),
      checks: false,
    })
    expect(none).toStrictEqual([])
  })
})

function otherManifest(): string {
  return JSON.stringify({
    sourceBucket: 'videos',
    destinationBucket: 'arn:aws:s3:::reports',
    version: '2016-11-30',
    creationTimestamp: String(Date.parse('2026-11-20T01:00:00Z')),
    fileFormat: 'CSV',
    fileSchema: 'Bucket, Key',
    files: [],
  })
}

describe('an inventory that is not delivered', () => {
  it('is one of which nobody knows since when it stands', async () => {
    const world = healthWorld({ check: () => [] })
    await world.put()
    expect(await health(world)).toMatchObject({ state: 'none', checks: [] })
    expect(world.rounds()).toBe(1)
  })

  it.each([
    ['waiting', '2026-11-20T10:00:00Z'],
    ['never', '2026-11-19T09:59:59Z'],
  ])('is %s where all were written at %s', async (state, since) => {
    const world = healthWorld()
    await world.put()
    expect(await health(world, { since: at(since) })).toMatchObject({ state, writtenAt: at(since) })
  })

  it('was written when the journal says it last was', async () => {
    const world = healthWorld()
    await world.put()
    await world.put({ id: 'weekly', schedule: { every: 'week' } })
    const [daily, weekly] = await healths(world, {
      since: at('2026-11-01T00:00:00Z'),
      history: ({ bucket }, id) =>
        bucket === 'photos' && id === 'weekly'
          ? [{ at: at('2026-11-20T00:00:00Z') }, { at: at('2026-11-10T00:00:00Z') }]
          : [],
    })
    expect(daily).toMatchObject({ id: 'daily', state: 'never', writtenAt: at('2026-11-01') })
    expect(weekly).toMatchObject({ id: 'weekly', state: 'waiting', writtenAt: at('2026-11-20') })
  })

  it('is disabled, missing, or ran once and is gone', async () => {
    const world = healthWorld()
    const once = written({ id: 'once', schedule: { every: 'once', deleteAfterRun: true } })
    const disabled = await world.put({ enabled: false })
    const bucket = world.bucket({
      declared: [disabled, written({ id: 'lost' }), once],
      ids: ['daily', 'lost', 'once', 'asked'],
    })
    const states = async () =>
      (await healths(world, {}, bucket)).map(({ id, state, reason }) => [id, state, reason])
    const known = [
      ['asked', 'missing', 'bucket "photos" has no inventory "asked"'],
      ['daily', 'disabled', 'it is switched off; no report is there'],
      ['lost', 'missing', 'bucket "photos" has no inventory "lost"'],
    ]
    expect(await states()).toStrictEqual([
      ...known,
      [
        'once',
        'missing',
        'bucket "photos" has no inventory "once", and no report of its only run is there',
      ],
    ])
    world.deliver(once, time)
    expect(await states()).toStrictEqual([
      ...known,
      ['once', 'delivered', 'it ran once, and was deleted after that'],
    ])
  })
})

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
