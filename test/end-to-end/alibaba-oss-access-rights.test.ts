import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import type { FaultEffect } from '@bucket-inventory/emulator'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import {
  accessOf,
  OssAccessWorld,
  statesOf,
  trusting,
  writing,
} from './alibaba-oss-access-world.ts'
import { errorOf } from './alibaba-oss-world.ts'

const { account, other } = OssAccessWorld

let world: OssAccessWorld

beforeEach(async () => {
  world = await OssAccessWorld.start()
})

afterEach(() => world.emulator.close())

describe('what may not be done', () => {
  it.each(['GetRole', 'GetPolicy', 'ListPoliciesForRole'])(
    'is said of %s, and nothing is written',
    async (operation) => {
      const list = await world.roleDocuments()
      world.deny(operation)
      const error = await errorOf(world.access().changes(list))
      expect(error).toMatchObject({ code: 'permission-denied', service: { code: 'NoPermission' } })
      expect(error.message).toMatch(/Deliverer"/)
      expect(world.emulator.requests({ operation: 'CreateRole' })).toBe(0)
    },
  )

  it.each(['CreateRole', 'CreatePolicy', 'AttachPolicyToRole'])(
    'is said of %s, and it can be done again',
    async (operation) => {
      const list = await world.roleDocuments()
      world.deny(operation)
      expect(await errorOf(world.applyAll(list))).toMatchObject({ code: 'permission-denied' })
      expect(await world.delivers()).not.toBe(true)
      world.emulator.resetFaults()
      await world.applyAll(list)
      expect(await world.delivers()).toBe(true)
    },
  )

  it.each([
    ['UpdateRole', 'role-trust'],
    ['CreatePolicyVersion', 'role-permission'],
  ])('is said of %s, and what is there stays', async (operation, kind) => {
    const list = await world.roleDocuments()
    await world.emulator.createRole({ name: 'Deliverer', trust: trusting('ecs.aliyuncs.com') })
    await world.createPolicy(writing('acs:oss:*:*:elsewhere/*'))
    world.deny(operation)
    const access = world.access()
    const change = (await access.changes(list)).find((found) => found.kind === kind)
    if (change === undefined) throw new Error('there is none')
    expect(await errorOf(access.apply(change))).toMatchObject({ code: 'permission-denied' })
    const again = (await access.changes(list)).find((found) => found.kind === kind)
    expect(again).toEqual(change)
  })

  it('is done in no other account', async () => {
    const list = await world.roleDocuments()
    const access = world.access({ accessKeyId: 'other', accessKeySecret: 'other' })
    const changes = await access.changes(list)
    expect(statesOf(changes)).toEqual(['role-trust refused', 'role-permission refused'])
    expect(changes[0]?.reason).toContain(`account ${other}`)
    for (const change of changes) {
      expect(await errorOf(access.apply(change))).toMatchObject({ code: 'invalid-input' })
    }
    expect(world.emulator.requests({ operation: 'GetRole' })).toBe(0)
  })

  it('is for a person where nobody says where RAM is, or whose the credentials are', async () => {
    const list = await world.roleDocuments()
    const endpoint = world.emulator.oss
    const options = { endpoint, region: 'cn-hangzhou' }
    const bare = { stsEndpoint: endpoint, accessKeyId: 'test', accessKeySecret: 'test' }
    for (const [settings, reason] of [
      [{ ...options, ...bare }, 'ramEndpoint'],
      [{ ...options, accessKeyId: 'test', accessKeySecret: 'test' }, 'nobody says'],
    ] as const) {
      const access = accessOf(createOssProvider(settings))
      const changes = await access.changes(list)
      expect(statesOf(changes)).toEqual(['role-trust by-hand', 'role-permission by-hand'])
      expect(changes[0]?.reason).toContain(reason)
      for (const change of changes) {
        expect(await errorOf(access.apply(change))).toMatchObject({ code: 'unsupported' })
      }
    }
  })

  it('is sent to no server but this machine without a protection', () => {
    const access = world.access({ ramEndpoint: 'http://ram.example.com' })
    const list = access.documents([world.subject()])
    return expect(access.changes(list)).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('only https'),
    })
  })
})

describe('RAM that goes wrong', () => {
  it.each<[string, string, FaultEffect]>([
    ['a throttle', 'throttled', { type: 'error', status: 400, code: 'Throttling.User' }],
    ['a broken server', 'unavailable', { type: 'error', status: 500, code: 'InternalError' }],
    ['a reset', 'unavailable', { type: 'reset' }],
    ['a wrong signature', 'unauthenticated', refusal('SignatureDoesNotMatch')],
    ['a key that is none', 'unauthenticated', refusal('InvalidAccessKeyId.NotFound')],
    ['a page', 'protocol', { type: 'body', contentType: 'text/html', text: '<html>Sign in' }],
    ['another answer', 'protocol', { type: 'body', contentType: 'application/json', text: '{}' }],
    [
      'a page with an error',
      'protocol',
      { type: 'body', contentType: 'text/html', text: '<html>No', status: 404 },
    ],
  ])('is told by its code, and nothing of what was signed: %s', async (_, code, effect) => {
    const list = await world.roleDocuments()
    world.emulator.inject({ operation: 'GetRole', times: 99, effect })
    const error = await errorOf(world.access().changes(list))
    expect(error).toMatchObject({ code })
    expect(error.message).toMatch(/^role "Deliverer": /)
    expect(error.message).not.toMatch(/<html|Signature=|AccessKeyId=/)
    expect(world.emulator.requests({ operation: 'CreateRole' })).toBe(0)
  })

  it('is asked again where that may help, and written to once', async () => {
    const list = await world.roleDocuments()
    const effect = { type: 'error', status: 503, code: 'ServiceUnavailable' } as const
    world.emulator.inject({ operation: 'GetRole', times: 2, effect })
    world.emulator.inject({ operation: 'CreateRole', times: 2, effect })
    expect(await errorOf(world.applyAll(list))).toMatchObject({ code: 'unavailable' })
    expect(world.emulator.requests({ operation: 'CreateRole' })).toBe(1)
  })

  it('is waited for no longer than until an abort, or than it may take', async () => {
    const list = await world.roleDocuments()
    world.emulator.inject({ operation: 'GetRole', times: 9, effect: { type: 'hang' } })
    const controller = new AbortController()
    const reason = new Error('enough')
    const going = world.access().changes(list, { signal: controller.signal })
    const outcome = going.catch((error: unknown) => error)
    await world.emulator.waitForHeld(1)
    controller.abort(reason)
    expect(await outcome).toBe(reason)
    const hasty = world.access({ timeout: 100, retry: { attempts: 1 } })
    expect(await errorOf(hasty.changes(list))).toMatchObject({ code: 'unavailable' })
  })
})

it('leaves rights of people and rules of SMQ to a person', async () => {
  const access = world.access()
  const list = access
    .documents([world.subject()], { notify: 'done' })
    .filter(({ kind }) => kind === 'caller-policy' || kind === 'notification')
  const changes = await access.changes(list)
  expect(new Set(changes.map(({ state }) => state))).toEqual(new Set(['by-hand']))
  for (const change of changes) {
    expect(await errorOf(access.apply(change))).toMatchObject({ code: 'unsupported' })
  }
})

describe('the account', () => {
  it('is that of the credentials, temporary ones too', async () => {
    const access = world.access()
    expect(await access.accountId?.()).toBe(account)
    await world.emulator.createRole({ name: 'assumed', account: other })
    const roles = [`acs:ram::${other}:role/assumed`]
    expect(await world.access({ roles }).accountId?.()).toBe(other)
  })

  it('is not known where nobody says', async () => {
    world.deny('GetCallerIdentity')
    expect(await world.access().accountId?.()).toBeUndefined()
    const wrong = world.access({ accessKeySecret: 'wrong' })
    expect(await wrong.accountId?.()).toBeUndefined()
  })

  it('rejects where there is no answer, and with the reason of an abort', async () => {
    const nowhere = world.access({ stsEndpoint: 'http://127.0.0.1:1' })
    expect(await errorOf(nowhere.accountId?.() ?? Promise.resolve())).toMatchObject({
      code: 'unavailable',
    })
    const reason = new Error('enough')
    const signal = AbortSignal.abort(reason)
    await expect(world.access().accountId?.({ signal })).rejects.toBe(reason)
  })
})

it('tells whether there is any object below a prefix, by one request', async () => {
  const provider = world.provider()
  world.emulator.resetRequests()
  expect(await provider.anyObject?.('photos', '')).toBe(true)
  expect(await provider.anyObject?.('photos', 'a-')).toBe(true)
  expect(await provider.anyObject?.('photos', 'b')).toBe(false)
  expect(world.emulator.requests()).toBe(3)
  await expect(provider.anyObject?.('no-such-bucket', '')).rejects.toMatchObject({
    code: 'not-found',
  })
})

function refusal(code: string): FaultEffect {
  return {
    type: 'error',
    status: 403,
    code,
    message: 'string to sign: AccessKeyId=test&Signature=x',
  }
}
