import { describe, expect, it } from 'vitest'

import { startHealthWorld } from './health-world.ts'
import type { CloudName, HealthCloud, HealthWorld } from './health-world.ts'

const clouds = [['s3'], ['oss']] as const

/** Operations that were asked for, and how often. */
type Counts = Readonly<Record<string, number>>

async function counted(look: () => Promise<unknown>, world: HealthWorld): Promise<Counts> {
  world.emulator.resetRequests()
  await look()
  const counts: Record<string, number> = {}
  for (const { operation, bucket } of world.emulator.recentRequests({})) {
    const name = `${operation} ${bucket ?? ''}`
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

async function deliverTwice(world: HealthWorld, cloud: HealthCloud, ids: readonly string[]) {
  for (const time of ['2026-11-20T01:00:00Z', '2026-11-21T01:00:00Z']) {
    world.setTime(time)
    for (const id of ids) await cloud.deliver(id)
  }
}

describe.each(clouds)('the requests for the health of inventories of %s', (name: CloudName) => {
  const list = name === 's3' ? 'ListBucketInventoryConfigurations' : 'ListBucketInventory'

  it('are a listing of the bucket, and two listings and four objects for each', async () => {
    const world = await startHealthWorld()
    const cloud = world.clouds[name]
    await cloud.putObject('a.jpg')
    const ids = ['a', 'b', 'c', 'd', 'e']
    for (const id of ids) await cloud.put({ id })
    await deliverTwice(world, cloud, ids)
    expect(await counted(() => cloud.health(), world)).toStrictEqual({
      [`${list} photos`]: 1,
      'ListObjectsV2 reports': 2 * ids.length,
      'GetObject reports': 4 * ids.length,
    })
  })

  it('are one listing less without a prefix, and one object more for one in progress', async () => {
    const world = await startHealthWorld()
    const cloud = world.clouds[name]
    await cloud.putObject('a.jpg')
    const { prefix: _, ...destination } = cloud.written().destination
    await cloud.bucket().inventories.put({ ...cloud.written(), destination })
    await deliverTwice(world, cloud, ['daily'])
    world.setTime('2026-11-22T01:00:00Z')
    const latest = await cloud.deliver()
    const completing = name === 's3' ? 'manifest.checksum' : 'manifest.json'
    await cloud.removeReport(latest.replace('manifest.json', completing))
    expect(await counted(() => cloud.health(), world)).toStrictEqual({
      [`${list} photos`]: 1,
      'ListObjectsV2 reports': 1,
      'GetObject reports': 5,
    })
  })

  it('are the same for a declaration, whatever differs', async () => {
    const world = await startHealthWorld()
    const cloud = world.clouds[name]
    await cloud.putObject('a.jpg')
    const stored = await cloud.put()
    await cloud.put({ id: 'other' })
    await cloud.deliver()
    const declared = [{ ...stored, enabled: false }, cloud.written({ id: 'missing' })]
    const bucket = cloud.bucket({ declared, ids: ['daily', 'missing'] })
    expect(await counted(() => cloud.health({}, bucket), world)).toStrictEqual({
      [`${list} photos`]: 1,
      'ListObjectsV2 reports': 2,
      'GetObject reports': 2,
    })
  })
})
