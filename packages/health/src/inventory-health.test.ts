import type { Check } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { at, health, healths, time } from './health-of-world.test.support.ts'
import { healthWorld, written } from './health-world.test.support.ts'
import type { HealthWorld } from './health-world.test.support.ts'

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
