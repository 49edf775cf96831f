import { InventoryError } from '@bucket-inventory/core'
import type { InventoryHealth } from '@bucket-inventory/health'
import { describe, expect, it } from 'vitest'

import { startHealthWorld } from './health-world.ts'
import type { CloudName, HealthCloud } from './health-world.ts'

const hour = 3_600_000

/** The only one, in short. */
async function told(cloud: HealthCloud, ...given: Parameters<HealthCloud['health']>) {
  const [health, ...others] = await cloud.health(...given)
  expect(others).toStrictEqual([])
  if (health === undefined) throw new Error('there is none')
  return health
}

const clouds = [['s3'], ['oss']] as const

describe.each(clouds)('the health of an inventory of %s', (name: CloudName) => {
  it('goes by its reports and the clock of its schedule', async () => {
    const world = await startHealthWorld()
    const cloud = world.clouds[name]
    await cloud.putObject('a.jpg')
    const since = world.now()
    const configuration = await cloud.put()
    expect((await told(cloud)).state).toBe('none')
    expect((await told(cloud, { since })).state).toBe('waiting')
    world.setTime(since + 48 * hour + 1)
    expect((await told(cloud, { since, checks: false })).state).toBe('never')

    world.setTime('2026-11-23T01:00:00Z')
    const first = await cloud.deliver()
    await cloud.putObject('b.jpg')
    world.setTime(name === 's3' ? '2026-11-24T01:00:00Z' : '2026-11-23T16:00:00Z')
    const time = world.now()
    const manifestKey = await cloud.deliver()
    const manifest: { readonly files: readonly { readonly size: number }[] } = JSON.parse(
      await cloud.readReport(manifestKey),
    )
    const delivered = await told(cloud, { since })
    expect(delivered).toMatchObject({
      provider: name === 's3' ? 'aws-s3' : 'alibaba-oss',
      id: 'daily',
      state: 'delivered',
      configuration: { id: 'daily', destination: configuration.destination },
      last: {
        time,
        bucket: 'reports',
        manifestKey,
        files: 1,
        bytes: manifest.files[0]?.size,
        verified: true,
      },
      previous: { manifestKey: first, verified: true },
      age: 0,
      writtenAt: since,
      earlier: [],
      checks: [],
    })
    const expectedBy = time + (name === 's3' ? 72 : 48) * hour
    const at = async (now: number) => {
      const health = await told(cloud, { since, checks: false, now: () => now })
      expect(health.expectedBy).toBe(expectedBy)
      return health.state
    }
    expect(await at(expectedBy)).toBe('delivered')
    expect(await at(expectedBy + 1)).toBe('late')
    expect(await at(expectedBy + 24 * hour)).toBe('late')
    expect(await at(expectedBy + 24 * hour + 1)).toBe('stale')
  })

  it('is disabled, missing or drifted by what stands there', async () => {
    const world = await startHealthWorld()
    const cloud = world.clouds[name]
    await cloud.putObject('a.jpg')
    const declared = [
      cloud.written({ id: 'disabled' }),
      cloud.written({ id: 'drifted', fields: ['size'] }),
      cloud.written({ id: 'missing' }),
      cloud.written({ id: 'same' }),
    ]
    await cloud.put({ id: 'disabled', enabled: false })
    await cloud.put({ id: 'drifted', fields: ['etag'] })
    await cloud.put({ id: 'same' })
    await cloud.put({ id: 'theirs' })
    await cloud.deliver('same')
    const ids = declared.map(({ id }) => id)
    const found = await cloud.health({ checks: false }, cloud.bucket({ declared, ids }))
    const paths = ({ drift }: InventoryHealth) => drift?.map(({ path }) => path)
    expect(found.map((health) => [health.id, health.state, paths(health)])).toStrictEqual([
      ['disabled', 'disabled', ['enabled']],
      ['drifted', 'none', ['fields']],
      ['missing', 'missing', undefined],
      ['same', 'delivered', []],
    ])
    expect((await cloud.health({ checks: false })).map(({ id }) => id)).toContain('theirs')
  })

  it('is not taken in by a report in progress, or by a manifest that is another one', async () => {
    const world = await startHealthWorld()
    const cloud = world.clouds[name]
    await cloud.putObject('a.jpg')
    await cloud.put()
    await cloud.deliver()
    world.setTime('2026-11-20T16:00:00Z')
    const latest = await cloud.deliver()
    const folder = latest.slice(0, latest.lastIndexOf('/') + 1)
    await cloud.writeReport(`${folder}manifest.checksum`, '0'.repeat(32))
    const damaged = await told(cloud)
    expect(damaged).toMatchObject({ state: 'delivered', last: { verified: false, files: 1 } })
    expect(damaged.last?.problem).toContain('has the MD5')
    await cloud.removeReport(folder + (name === 's3' ? 'manifest.checksum' : 'manifest.json'))
    const before = await told(cloud)
    expect(before).toMatchObject({ state: 'delivered', last: { verified: true } })
    expect(before.last?.time).toBe(Date.parse('2026-11-20T01:00:00Z'))
    expect(before.reason).toMatch(/; one of 2026-11-20T16:00:00Z is in progress$/)
  })

  it('is unknown where nobody may read the destination, or the bucket', async () => {
    const world = await startHealthWorld()
    const cloud = world.clouds[name]
    await cloud.put()
    await cloud.put({ id: 'weekly', schedule: { every: 'week' } })
    const effect = { type: 'error', status: 403, code: 'AccessDenied' } as const
    world.emulator.inject({ cloud: name, bucket: 'reports', times: 100, effect })
    const closed = await cloud.health({ checks: false })
    expect(closed).toMatchObject([
      { id: 'daily', state: 'unknown', error: { code: 'permission-denied' } },
      { id: 'weekly', state: 'unknown', error: { code: 'permission-denied' } },
    ])
    expect(closed[0]?.reason).toContain('are delivered to bucket "reports", which cannot be read')
    world.emulator.resetFaults()
    world.emulator.inject({ cloud: name, bucket: 'photos', times: 100, effect })
    const unlisted = await told(cloud)
    expect(unlisted).toMatchObject({ id: '', state: 'unknown' })
    expect(unlisted.error).toBeInstanceOf(InventoryError)
    expect(await cloud.health({}, cloud.bucket({ ids: ['a', 'b'] }))).toMatchObject([
      { id: 'a', state: 'unknown' },
      { id: 'b', state: 'unknown' },
    ])
  })

  it('knows the reports under an earlier destination, where somebody remembers it', async () => {
    const world = await startHealthWorld()
    const cloud = world.clouds[name]
    await cloud.putObject('a.jpg')
    await cloud.put({}, { prefix: 'old/' })
    await cloud.deliver()
    world.setTime('2026-11-20T05:00:00Z')
    const manifestKey = await cloud.deliver()
    await cloud.put({}, { prefix: 'new' })
    const at = Date.parse('2026-11-20T06:00:00Z')
    world.setTime(at)
    const forgotten = await told(cloud, { checks: false })
    expect(forgotten).toMatchObject({ state: 'none', earlier: [] })
    const history = () => [
      { at: at - hour, destination: { bucket: 'reports', prefix: 'old/' } },
      { at, destination: { bucket: 'reports', prefix: 'new' } },
    ]
    const remembered = await told(cloud, { history })
    expect(remembered).toMatchObject({
      state: 'waiting',
      writtenAt: at,
      earlier: [{ bucket: 'reports', manifestKey, verified: true }],
    })
    expect(remembered.reason).toContain('; one of 2026-11-20T05:00:00Z is under its other')
    const declared = cloud.written({}, { prefix: 'old' })
    const drifted = await told(
      cloud,
      { checks: false },
      cloud.bucket({ declared: [declared], ids: ['daily'] }),
    )
    expect(drifted.earlier.map((report) => report.manifestKey)).toStrictEqual([manifestKey])
    expect(drifted.drift?.map(({ path }) => path)).toStrictEqual(['destination.prefix'])
  })

  it('waits for a service that throttles, and is whole then', async () => {
    const world = await startHealthWorld()
    const cloud = world.clouds[name]
    await cloud.putObject('a.jpg')
    for (const id of ['a', 'b', 'c']) {
      await cloud.put({ id })
      await cloud.deliver(id)
    }
    const effect = { type: 'error', status: 503, code: 'SlowDown' } as const
    world.emulator.inject({ cloud: name, bucket: 'reports', times: 12, effect })
    const slowed: number[] = []
    const found = await cloud.health({
      concurrency: 2,
      onSlowDown: (_, milliseconds) => slowed.push(milliseconds),
    })
    expect(found.map(({ id, state }) => [id, state])).toStrictEqual([
      ['a', 'delivered'],
      ['b', 'delivered'],
      ['c', 'delivered'],
    ])
    expect(slowed.length).toBeGreaterThan(0)
  })
})

describe('silence on OSS', () => {
  it('is told from failure by one listing of one key', async () => {
    const world = await startHealthWorld()
    const { oss } = world.clouds
    await oss.putObject('2026/a.jpg')
    const since = world.now()
    await oss.put({ filter: { prefix: '2025/' } })
    await oss.put({ id: 'filtered', filter: { prefix: '2026/', size: { min: 1000 } } })
    await oss.put({ id: 'plain' })
    expect(await world.emulator.deliver('oss', 'photos', 'daily')).toMatchObject({
      delivered: false,
    })
    world.setTime(since + 100 * hour)
    const states = async (look: boolean) => {
      const found = await oss.health({ since, look, checks: false })
      return found.map(({ id, state, reason }) => [id, state, reason.split('; ').at(-1)])
    }
    const unlooked = 'nothing is delivered where nothing matches, which was not looked at'
    expect(await states(false)).toStrictEqual([
      ['daily', 'never', unlooked],
      ['filtered', 'never', unlooked],
      ['plain', 'never', unlooked],
    ])
    world.emulator.resetRequests()
    expect(await states(true)).toStrictEqual([
      [
        'daily',
        'silent',
        'nothing is in "2025/" in bucket "photos", and then nothing is delivered',
      ],
      [
        'filtered',
        'never',
        'there is something in "2026/" in bucket "photos", and nobody can tell whether the filter matches it',
      ],
      ['plain', 'never', 'there is something in bucket "photos"'],
    ])
    // One for each inventory, and one for the inventories themselves.
    expect(world.emulator.requests({ cloud: 'oss', bucket: 'photos' })).toBe(4)
  })

  it('is none of S3, which writes a report of nothing', async () => {
    const world = await startHealthWorld()
    const { s3 } = world.clouds
    await s3.put({ filter: { prefix: 'nothing/' } })
    await s3.deliver()
    const [health] = await s3.health()
    expect(health).toMatchObject({ state: 'delivered', last: { files: 0, bytes: 0, rows: 0 } })
  })
})

describe('what runs once on OSS', () => {
  it('stays delivered for ever, also where it is gone after that', async () => {
    const world = await startHealthWorld()
    const { oss } = world.clouds
    await oss.putObject('a.jpg')
    const kept = await oss.put({ id: 'kept', schedule: { every: 'once' } })
    const gone = await oss.put({ id: 'gone', schedule: { every: 'once', deleteAfterRun: true } })
    const bucket = oss.bucket({ declared: [kept, gone], ids: ['kept', 'gone'] })
    expect(await world.emulator.runDue()).toHaveLength(2)
    world.setTime(world.now() + 10_000 * hour)
    const found = await oss.health({}, bucket)
    expect(found.map(({ id, state, reason }) => [id, state, reason])).toStrictEqual([
      ['gone', 'delivered', 'it ran once, and was deleted after that'],
      ['kept', 'delivered', 'the last report is of 2026-11-20T01:00:00Z; it runs once'],
    ])
  })
})
