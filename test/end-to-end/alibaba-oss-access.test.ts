import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { OssAccessWorld, statesOf, trusting, writing } from './alibaba-oss-access-world.ts'
import { errorOf } from './alibaba-oss-world.ts'

const { account } = OssAccessWorld

let world: OssAccessWorld

beforeEach(async () => {
  world = await OssAccessWorld.start()
})

afterEach(() => world.emulator.close())

describe('a role that is not there', () => {
  it('is made with its policy, and then reports are delivered', async () => {
    const list = await world.roleDocuments()
    expect(await world.delivers()).toContain('there is no role')
    const access = world.access()
    const changes = await access.changes(list)
    expect(statesOf(changes)).toEqual(['role-trust create', 'role-permission create'])
    for (const change of changes) {
      expect(change.before).toBeUndefined()
      await access.apply(change)
    }
    expect(await world.delivers()).toBe(true)
  })

  it('is there the second time, and nothing is written', async () => {
    const list = await world.roleDocuments()
    await world.applyAll(list)
    world.emulator.resetRequests()
    const access = world.access()
    const changes = await access.changes(list)
    expect(statesOf(changes)).toEqual(['role-trust unchanged', 'role-permission unchanged'])
    for (const change of changes) {
      expect(change.before).toBe(change.after)
      await access.apply(change)
    }
    for (const operation of ['CreateRole', 'UpdateRole', 'CreatePolicy', 'CreatePolicyVersion'])
      expect(world.emulator.requests({ operation })).toBe(0)
  })

  it('may use the key of reports that are encrypted with one', async () => {
    const list = await world.roleDocuments({ encryption: { type: 'kms', keyId: 'k-1' } })
    const [trust, permission, ...rest] = list
    if (trust === undefined || permission === undefined) throw new Error('they are missing')
    await world.applyAll([trust, permission])
    expect(await world.delivers()).toContain('k-1')
    await world.applyAll(rest.filter(({ kind }) => kind === 'key-policy'))
    expect(await world.delivers()).toBe(true)
  })

  it('gets the wider permission where that alone is given', async () => {
    world.emulator.setSwitches({ ossRoleReadsSource: 'needed' })
    const list = await world.roleDocuments()
    await world.applyAll(list)
    expect(await world.delivers()).toContain('oss:ListObjects')
    const wider = list.filter(({ variant }) => variant === 'read-source')
    expect(statesOf(await world.access().changes(wider))).toEqual(['role-permission create'])
    await world.applyAll(wider)
    expect(await world.delivers()).toBe(true)
  })

  it('is not made twice where somebody was faster', async () => {
    const list = await world.roleDocuments()
    const [change] = await world.access().changes(list)
    if (change === undefined) throw new Error('there is none')
    await world.emulator.createRole({ name: 'Deliverer', trust: trusting('ecs.aliyuncs.com') })
    const error = await errorOf(world.access().apply(change))
    expect(error).toMatchObject({ code: 'conflict' })
    expect(world.emulator.requests({ operation: 'CreateRole' })).toBe(0)
  })
})

describe('a role that is there', () => {
  it('keeps who may take it on, and OSS may too', async () => {
    await world.emulator.createRole({ name: 'Deliverer', trust: trusting('ecs.aliyuncs.com') })
    const list = await world.roleDocuments()
    const [change] = await world.access().changes(list)
    expect(change).toMatchObject({ state: 'extend' })
    expect(change?.before).toContain('ecs.aliyuncs.com')
    expect(change?.after).toMatch(/ecs\.aliyuncs\.com[^]*oss\.aliyuncs\.com/)
    await world.applyAll(list)
    expect(await world.delivers()).toBe(true)
  })

  it('is not changed where OSS may take it on in other words', async () => {
    const trust = {
      Version: '1',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'sts:*',
          Principal: { Service: ['ecs.aliyuncs.com', 'oss.aliyuncs.com'] },
        },
      ],
    }
    await world.emulator.createRole({ name: 'Deliverer', trust })
    expect(statesOf(await world.access().changes(await world.roleDocuments()))).toEqual([
      'role-trust unchanged',
      'role-permission create',
    ])
  })

  it('is refused where a statement denies that OSS takes it on', async () => {
    const [allow] = trusting('oss.aliyuncs.com').Statement
    const trust = { Version: '1', Statement: [{ ...allow, Effect: 'Deny' }] }
    await world.emulator.createRole({ name: 'Deliverer', trust })
    const access = world.access()
    const [change] = await access.changes(await world.roleDocuments())
    expect(change).toMatchObject({ state: 'refused' })
    if (change === undefined) throw new Error('there is none')
    expect(await errorOf(access.apply(change))).toMatchObject({ code: 'invalid-input' })
  })

  it('keeps what its policy lets it do for other inventories', async () => {
    await world.applyAll(await world.roleDocuments({ prefix: 'earlier' }))
    const access = world.access()
    const later = access.documents([world.subject({ prefix: 'later' })]).slice(0, 2)
    const changes = await access.changes(later)
    expect(statesOf(changes)).toEqual(['role-trust unchanged', 'role-permission extend'])
    for (const change of changes) await access.apply(change)
    expect(await world.delivers()).toBe(true)
    expect(statesOf(await access.changes(later))).toEqual([
      'role-trust unchanged',
      'role-permission unchanged',
    ])
  })

  it('has a policy of our name with something else replaced only where that is said', async () => {
    const list = await world.roleDocuments()
    const permission = list.filter(({ variant }) => variant === 'least-privilege')
    await world.applyAll(list)
    for (let version = 0; version < 6; version += 1) {
      await world.changePolicy(reading(`acs:oss:*:*:other-${version}/*`))
      const access = world.access()
      const [change] = await access.changes(permission)
      expect(change).toMatchObject({ state: 'replace' })
      expect(change?.ours?.before).toContain(`other-${version}`)
      expect(change?.ours?.after).toContain(`acs:oss:*:${account}:reports/*`)
      if (change === undefined) throw new Error('there is none')
      expect(await errorOf(access.apply(change))).toMatchObject({ code: 'conflict' })
      expect(await world.delivers()).toContain('oss:PutObject')
      // More often than a policy may have versions.
      await access.apply(change, { replace: true })
      expect(await world.delivers()).toBe(true)
    }
  })

  it('gets the policy attached where it is there already', async () => {
    await world.createPolicy(writing(`acs:oss:*:${account}:reports/*`))
    const list = await world.roleDocuments()
    expect(statesOf(await world.access().changes(list))).toEqual([
      'role-trust create',
      'role-permission extend',
    ])
    await world.applyAll(list)
    expect(await world.delivers()).toBe(true)
  })

  it('gets no policy that is longer than RAM takes', async () => {
    const subjects = Array.from({ length: 200 }, (_, index) =>
      world.subject({ prefix: `a-prefix-that-is-rather-long/${index}` }),
    )
    const access = world.access()
    const [, change] = await access.changes(access.documents(subjects).slice(0, 2))
    expect(change).toMatchObject({ state: 'refused', reason: expect.stringContaining('6144') })
    if (change === undefined) throw new Error('there is none')
    expect(await errorOf(access.apply(change))).toMatchObject({ code: 'limit-exceeded' })
    expect(world.emulator.requests({ operation: 'CreatePolicy' })).toBe(0)
  })

  it('is left alone where it changed since the look', async () => {
    const list = await world.roleDocuments()
    await world.applyAll(list)
    await world.changePolicy(reading('acs:oss:*:*:one/*'))
    const permission = list.filter(({ variant }) => variant === 'least-privilege')
    const access = world.access()
    const [change] = await access.changes(permission)
    await world.changePolicy(reading('acs:oss:*:*:another/*'))
    if (change === undefined) throw new Error('there is none')
    const versions = world.emulator.requests({ operation: 'CreatePolicyVersion' })
    expect(await errorOf(access.apply(change, { replace: true }))).toMatchObject({
      code: 'conflict',
    })
    expect(world.emulator.requests({ operation: 'CreatePolicyVersion' })).toBe(versions)
  })
})

/** What no policy of ours says. */
function reading(resource: string) {
  return {
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: ['oss:GetObject'], Resource: [resource] }],
  }
}
