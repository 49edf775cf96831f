import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { OssAccessWorld, unwell, writing } from './alibaba-oss-access-world.ts'
import { errorOf } from './alibaba-oss-world.ts'

const { account } = OssAccessWorld

let world: OssAccessWorld

beforeEach(async () => {
  world = await OssAccessWorld.start()
})

afterEach(() => world.emulator.close())

const everything = { policies: [writing(`acs:oss:*:${account}:reports/*`)] }
const role = 'Deliverer'

describe('what may not be seen', () => {
  it.each([
    [
      'GetBucketInfo',
      [
        'source-bucket',
        'destination-bucket',
        'destination-region',
        'destination-owner',
        'destination-encryption',
      ],
    ],
    ['GetBucketLifecycle', ['report-retention']],
    ['GetBucketPolicy', ['destination-policy-denies']],
    ['GetRole', ['role-exists']],
    ['ListPoliciesForRole', ['role-permission', 'role-reads-source']],
    ['GetPolicy', ['role-permission', 'role-reads-source']],
  ])('is unknown without %s, and nothing fails', async (operation, names) => {
    await world.applyAll(await world.roleDocuments())
    world.deny(operation, operation.startsWith('GetBucket') ? 'AccessDenied' : 'NoPermission')
    const checks = await world.checked(world.subject())
    expect(unwell(checks)).toEqual(names.map((name) => `${name} unknown`))
    for (const { state, fix } of checks) if (state === 'unknown') expect(fix).toMatch(/[^.]$/)
  })

  it('is a role where the credentials are of another account, or nobody says of which', async () => {
    const subject = await world.inventory()
    expect(
      unwell(await world.checked(subject, { accessKeyId: 'other', accessKeySecret: 'other' })),
    ).toContain('role-exists unknown')
    world.deny('GetCallerIdentity')
    expect(unwell(await world.checked(subject))).toEqual(['role-exists unknown'])
  })

  it('is a role where nobody says where RAM is', async () => {
    const { ramEndpoint: _, ...options } = { ramEndpoint: '', accessKeyId: 'test' }
    const subject = await world.inventory()
    const endpoint = world.emulator.oss
    const provider = createOssProvider({
      ...options,
      accessKeySecret: 'test',
      endpoint,
      stsEndpoint: endpoint,
      region: 'cn-hangzhou',
    })
    const checks = await provider.access?.checks().check(subject)
    expect(unwell(checks ?? [])).toEqual(['role-exists unknown'])
  })

  it('is a permission under a condition of which nobody knows', async () => {
    const policy = writing(`acs:oss:*:${account}:reports/*`)
    const Condition = { IpAddress: { 'acs:SourceIp': ['10.0.0.0/8'] } }
    const policies = [
      { ...policy, Statement: policy.Statement.map((one) => ({ ...one, Condition })) },
    ]
    await world.emulator.createRole({ name: role, policies })
    expect(unwell(await world.checked(world.subject()))).toEqual(['role-permission unknown'])
  })

  it('is a key that is not named, where not every one may be used', async () => {
    const keys = allow(['kms:*'], 'acs:kms:*:*:key/k-1')
    await world.emulator.createRole({ name: role, policies: [...everything.policies, keys] })
    const subject = world.subject({ encryption: { type: 'kms' } })
    expect(unwell(await world.checked(subject))).toEqual(['role-key unknown'])
  })
})

describe('a round', () => {
  it('looks at each thing once, however many inventories share it', async () => {
    await world.applyAll(await world.roleDocuments())
    const subject = world.subject()
    const checks = world.access().checks()
    world.emulator.resetRequests()
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        checks.check({
          bucket: 'photos',
          configuration: { ...subject.configuration, id: `daily-${index}` },
        }),
      ),
    )
    const sent = world.emulator.recentRequests().map(({ operation }) => operation)
    expect(sent.toSorted()).toEqual([
      'GetBucketInfo',
      'GetBucketInfo',
      'GetBucketLifecycle',
      'GetBucketPolicy',
      'GetCallerIdentity',
      'GetPolicy',
      'GetRole',
      'ListPoliciesForRole',
    ])
  })

  it.each(['GetBucketInfo', 'GetBucketPolicy', 'GetRole', 'GetPolicy', 'GetCallerIdentity'])(
    'rejects where %s is throttled, and asks again then',
    async (operation) => {
      await world.applyAll(await world.roleDocuments())
      const effect = {
        type: 'error',
        status: 503,
        code: operation.startsWith('GetBucket') ? 'SlowDown' : 'Throttling.User',
      } as const
      const checks = world.access({ retry: { attempts: 1 } }).checks()
      world.emulator.inject({ cloud: 'oss', operation, times: 1, effect })
      expect(await errorOf(checks.check(world.subject()))).toMatchObject({ code: 'throttled' })
      expect(unwell(await checks.check(world.subject()))).toEqual([])
    },
  )

  it('ends with the reason of an abort, and goes on for others', async () => {
    await world.applyAll(await world.roleDocuments())
    const checks = world.access().checks()
    const controller = new AbortController()
    const reason = new Error('enough')
    world.emulator.inject({ operation: 'GetRole', effect: { type: 'delay', milliseconds: 100 } })
    const aborted = checks.check(world.subject(), { signal: controller.signal })
    const outcome = aborted.catch((error: unknown) => error)
    const going = checks.check(world.subject())
    controller.abort(reason)
    expect(await outcome).toBe(reason)
    expect(unwell(await going)).toEqual([])
    await expect(checks.check(world.subject(), { signal: controller.signal })).rejects.toBe(reason)
  })
})

function allow(Action: readonly string[], Resource: string) {
  return { Version: '1', Statement: [{ Effect: 'Allow', Action, Resource }] }
}
