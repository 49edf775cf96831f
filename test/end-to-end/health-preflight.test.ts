import type { Check } from '@bucket-inventory/core'
import { checkInventories } from '@bucket-inventory/health'
import type {
  CheckInventoriesOptions,
  InventoryCheckup,
  NeutralCheckName,
} from '@bucket-inventory/health'
import { describe, expect, it } from 'vitest'

import { startHealthWorld } from './health-world.ts'
import type { CloudName, HealthCloud } from './health-world.ts'

async function checkups(
  bucket: ReturnType<HealthCloud['bucket']>,
  options: CheckInventoriesOptions = {},
): Promise<InventoryCheckup[]> {
  const found: InventoryCheckup[] = []
  for await (const checkup of checkInventories([bucket], options)) found.push(checkup)
  return found
}

function check(found: readonly InventoryCheckup[], name: NeutralCheckName): Check {
  const one = found.flatMap(({ checks }) => checks).find((of) => of.name === name)
  if (one === undefined) throw new Error(`${name} was not checked`)
  return one
}

describe.each([['s3'], ['oss']] as const)('the preflight on %s', (name: CloudName) => {
  it('says before and after the put what delivery says', async () => {
    const world = await startHealthWorld({ s3DeliveryPolicy: 'checked', ossRoles: 'known' })
    const cloud = world.clouds[name]
    await cloud.putObject('a.jpg')
    const declared = [cloud.written()]
    const bucket = cloud.bucket({ declared, ids: ['daily'] })
    const [before] = await checkups(bucket)
    expect(before).toMatchObject({ of: 'declared', verdict: 'failure' })
    expect(before?.checks[0]).toMatchObject({ name: 'configuration-exists', state: 'warning' })
    await cloud.put()
    const [after, ...others] = await checkups(bucket)
    expect(others).toStrictEqual([])
    expect(after).toMatchObject({ of: 'both', verdict: 'failure' })
    expect(after?.checks[0]).toMatchObject({ name: 'configuration-exists', state: 'ok' })
    expect(await world.emulator.deliver(name, 'photos', 'daily')).toMatchObject({
      delivered: false,
    })
    // Health gives the same reasons for what is missing.
    const [health] = await cloud.health({ since: 0 })
    const failures = after?.checks.filter(({ state }) => state === 'failure') ?? []
    expect(failures.length).toBeGreaterThan(0)
    expect(health).toMatchObject({ state: 'never' })
    expect(health?.checks.filter(({ state }) => state === 'failure')).toStrictEqual(failures)
  })

  it('says what a declaration loses', async () => {
    const { clouds } = await startHealthWorld()
    const cloud = clouds[name]
    const declared = [
      name === 's3'
        ? cloud.written({ schedule: { every: 'once' } })
        : cloud.written({}, { format: 'parquet' }),
    ]
    const bucket = cloud.bucket({ declared, ids: ['daily'] })
    const path = name === 's3' ? 'schedule.every' : 'destination.format'
    const refused = check(await checkups(bucket), 'configuration-carried')
    expect(refused.state).toBe('failure')
    expect(refused.evidence).toContain(`${path}: `)
    const allowed = await checkups(bucket, { loss: ['lossy'] })
    expect(check(allowed, 'configuration-carried').state).toBe('warning')
  })

  it('says that an inventory lists its own reports', async () => {
    const { clouds } = await startHealthWorld()
    const cloud = clouds[name]
    await cloud.put({}, { bucket: 'photos' })
    await cloud.put({ id: 'other', filter: { prefix: 'raw/' } }, { bucket: 'photos' })
    const [daily, other] = await checkups(cloud.bucket())
    expect(
      check(
        [daily].flatMap((one) => one ?? []),
        'destination-not-listed',
      ),
    ).toMatchObject({
      state: 'warning',
      evidence: 'reports go to "inv/photos/daily/" of the listed bucket, and are listed themselves',
    })
    expect(
      check(
        [other].flatMap((one) => one ?? []),
        'destination-not-listed',
      ).state,
    ).toBe('ok')
  })

  it('looks once at what inventories share', async () => {
    const world = await startHealthWorld()
    const cloud = world.clouds[name]
    const requests = async () => {
      world.emulator.resetRequests()
      const found = await checkups(cloud.bucket())
      return [found.length, world.emulator.requests()] as const
    }
    await cloud.put({ id: 'a' })
    const [, one] = await requests()
    for (const id of ['b', 'c', 'd', 'e']) await cloud.put({ id })
    expect(await requests()).toStrictEqual([5, one])
  })

  it('goes on where the service throttles', async () => {
    const world = await startHealthWorld()
    const cloud = world.clouds[name]
    for (const id of ['a', 'b']) await cloud.put({ id })
    const calm = await checkups(cloud.bucket())
    const effect = { type: 'error', status: 503, code: 'SlowDown' } as const
    // A HEAD has no body that could say what is the matter, so the policy, or what OSS tells of a bucket.
    const operation = name === 's3' ? 'GetBucketPolicy' : 'GetBucketInfo'
    world.emulator.inject({ cloud: name, operation, times: 7, effect })
    const slowed: number[] = []
    const onSlowDown: CheckInventoriesOptions['onSlowDown'] = (_, pause) => slowed.push(pause)
    expect(await checkups(cloud.bucket(), { onSlowDown })).toStrictEqual(calm)
    expect(slowed.length).toBeGreaterThan(0)
  })
})
