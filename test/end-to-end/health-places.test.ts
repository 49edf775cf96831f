import { describe, expect, it } from 'vitest'

import { startHealthWorld } from './health-world.ts'
import type { CloudName } from './health-world.ts'

describe.each([['s3'], ['oss']] as const)('reports of %s are found', (name: CloudName) => {
  it.each([
    ['spaces and signs', 'a b+c%41&=<d>'],
    ['letters of the world', 'отчёты/报告/ü'],
    ['a slash at its end', 'inv/'],
    ['what looks like a delivery', '2026-11-19T01-00Z'],
    ['the name of the bucket', 'photos/daily'],
  ])('under a prefix with %s', async (_, prefix) => {
    const world = await startHealthWorld()
    const cloud = world.clouds[name]
    await cloud.putObject('a.jpg')
    await cloud.put({ id: 'Daily_1-x' }, { prefix })
    const manifestKey = await cloud.deliver('Daily_1-x')
    expect(await cloud.health()).toMatchObject([
      { state: 'delivered', id: 'Daily_1-x', last: { manifestKey, verified: true, files: 1 } },
    ])
  })

  it('without those of another inventory, of change logs and of what is no delivery', async () => {
    const world = await startHealthWorld()
    const cloud = world.clouds[name]
    await cloud.putObject('a.jpg')
    await cloud.put()
    const manifestKey = await cloud.deliver()
    const place = 'inv/photos/daily/'
    const others = [
      'inv/photos/daily-2/2026-11-21T01-00Z/manifest.checksum',
      `${place}incremental_inventory/2026-11-21T01-0000Z/manifest.json`,
      `${place}2026-11-21T01-00/manifest.json`,
      `${place}2026-02-30T01-00Z/manifest.json`,
      `${place}2026-11-21T01-00Z`,
      `${place}hive/dt=2026-11-21-01-00/symlink.txt`,
    ]
    for (const key of others) await cloud.writeReport(key, '{}')
    const [health] = await cloud.health()
    expect(health).toMatchObject({ state: 'delivered', last: { manifestKey } })
    expect(health).not.toHaveProperty('previous')
    expect(health?.reason).not.toContain('in progress')
  })

  it.each([
    ['an HTML page', '<!DOCTYPE html><html></html>', 'is not JSON'],
    ['a list', '[]', 'a JSON list'],
    ['half a manifest', '{"sourceBucket":"photos","destinationBuck', 'is not JSON'],
  ])('and told where their manifest is %s', async (_, text, problem) => {
    const world = await startHealthWorld()
    const cloud = world.clouds[name]
    await cloud.putObject('a.jpg')
    await cloud.put()
    const manifestKey = await cloud.deliver()
    await cloud.writeReport(manifestKey, text)
    const [health] = await cloud.health()
    expect(health).toMatchObject({ state: 'delivered', last: { verified: false, files: 0 } })
    expect(health?.last?.problem).toContain(problem)
  })

  it('from two earlier destinations, the newest first', async () => {
    const world = await startHealthWorld()
    const cloud = world.clouds[name]
    await cloud.putObject('a.jpg')
    const prefixes = ['first', 'second', 'third']
    const history = () =>
      prefixes.map((prefix, index) => ({
        at: Date.parse(`2026-11-1${index}T00:00:00Z`),
        destination: { bucket: 'reports', prefix },
      }))
    for (const [index, prefix] of prefixes.entries()) {
      world.setTime(`2026-11-1${index}T01:00:00Z`)
      if (index > 0) await cloud.delete('daily')
      await cloud.put({}, { prefix })
      if (prefix !== 'third') await cloud.deliver()
    }
    const [health] = await cloud.health({ history, checks: false })
    expect(health?.state).toBe('waiting')
    expect(health?.earlier.map((report) => report.manifestKey.split('/')[0])).toStrictEqual([
      'second',
      'first',
    ])
  })
})
