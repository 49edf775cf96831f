import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import type { OssProviderOptions } from '@bucket-inventory/alibaba-oss'
import { isInventoryError } from '@bucket-inventory/core'
import type { InventoryError } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator, FaultEffect } from '@bucket-inventory/emulator'
import OSS from 'ali-oss'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { old, shown } from './alibaba-oss-world.ts'

const first = 'acs:ram::1000000000000000:role/first'
const second = 'acs:ram::2000000000000000:role/Second-2'
const operation = 'AssumeRole'

let emulator: Emulator

beforeEach(async () => {
  emulator = await startEmulator({
    accounts: [
      { id: '1000000000000000', accessKeyId: 'test', secretAccessKey: "precious !*'()~+/=" },
      { id: '2000000000000000', accessKeyId: 'other', secretAccessKey: 'secret' },
    ],
  })
  await emulator.createBucket({ cloud: 'oss', name: 'theirs', account: '2000000000000000' })
})

afterEach(async () => {
  vi.useRealTimers()
  await emulator.close()
})

function providerOf(options: OssProviderOptions = {}) {
  return createOssProvider({
    endpoint: emulator.oss,
    stsEndpoint: emulator.oss,
    region: 'cn-hangzhou',
    accessKeyId: 'test',
    accessKeySecret: "precious !*'()~+/=",
    retry: { delay: () => 0 },
    ...options,
  })
}

async function errorOf(call: Promise<unknown>): Promise<InventoryError> {
  try {
    await call
  } catch (error) {
    if (isInventoryError(error)) return error
    throw error
  }
  throw new Error('the call succeeded')
}

describe('a chain of two roles', () => {
  const roles = [first, second]

  it.each(['v4', 'v1'] as const)(
    'reaches what only the last one may, and is assumed once, signed with %s',
    async (signature) => {
      expect(await errorOf(providerOf({ signature }).put('theirs', old))).toMatchObject({
        code: 'permission-denied',
      })
      const provider = providerOf({ signature, roles })
      await Promise.all(['a', 'b', 'c'].map((Id) => provider.put('theirs', { ...old, Id })))
      expect(await provider.get('theirs', 'b')).toEqual({ ...shown(old), Id: 'b' })
      expect(await provider.delete('theirs', 'b')).toEqual({ existed: true })
      expect(emulator.requests({ operation })).toBe(2)
    },
  )

  it('is one, as the second is assumed with the credentials of the first', async () => {
    emulator.inject({ operation, after: 1, effect: { type: 'delay', milliseconds: 100 } })
    const failing = errorOf(providerOf({ roles }).get('theirs', 'daily'))
    await emulator.waitForRequests(2, { operation })
    emulator.expireSessions()
    const error = await failing
    expect(error).toMatchObject({
      code: 'unauthenticated',
      service: { code: 'InvalidSecurityToken.Expired' },
    })
    expect(error.message).toContain(`role "${second}"`)
  })

  it('begins with the credentials that are asked for, once for the chain', async () => {
    const asked: (string | undefined)[] = []
    const provider = providerOf({
      roles,
      profile: 'base',
      credentials: (profile) => {
        asked.push(profile)
        return { accessKeyId: 'test', accessKeySecret: "precious !*'()~+/=" }
      },
    })
    await provider.put('theirs', old)
    expect(await provider.get('theirs', 'daily')).toEqual(shown(old))
    expect(asked).toEqual(['base'])
  })

  it('begins with temporary credentials as well', async () => {
    const provider = providerOf({ ...(await temporary()), roles: [second] })
    expect(await provider.put('theirs', old)).toEqual({ outcome: 'created' })
  })

  it('is a setting like others', async () => {
    const provider = providerOf().with?.({ roles })
    await provider?.put('theirs', old)
    expect(await provider?.get('theirs', 'daily')).toEqual(shown(old))
  })

  it('is assumed once for buckets of every region', async () => {
    for (const region of ['cn-beijing', 'us-west-1']) {
      const account = '2000000000000000'
      await emulator.createBucket({ cloud: 'oss', name: `in-${region}`, region, account })
    }
    const listed = []
    for await (const bucket of providerOf({ roles }).listBuckets?.({ tags: true }) ?? []) {
      listed.push(bucket)
    }
    expect(listed).toEqual([
      { bucket: 'in-cn-beijing', region: 'cn-beijing', tags: {} },
      { bucket: 'in-us-west-1', region: 'us-west-1', tags: {} },
      { bucket: 'theirs', region: 'cn-hangzhou', tags: {} },
    ])
    expect(emulator.requests({ operation })).toBe(2)
  })

  it('is assumed again, once for all, shortly before it expires', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const provider = providerOf({ roles })
    await provider.put('theirs', old)
    vi.setSystemTime(Date.now() + 50 * 60_000)
    await provider.get('theirs', 'daily')
    expect(emulator.requests({ operation })).toBe(2)
    vi.setSystemTime(Date.now() + 6 * 60_000)
    await Promise.all([provider.get('theirs', 'daily'), provider.get('theirs', 'daily')])
    expect(emulator.requests({ operation })).toBe(4)
  })

  it('that is taken away is unauthenticated', async () => {
    const provider = providerOf({ roles })
    await provider.put('theirs', old)
    emulator.expireSessions()
    expect(await errorOf(provider.get('theirs', 'daily'))).toMatchObject({
      code: 'unauthenticated',
    })
  })
})

describe('a role that cannot be assumed', () => {
  const nowhere = 'acs:ram::3000000000000000:role/nowhere'

  it('is named, and nothing is sent to OSS', async () => {
    const error = await errorOf(providerOf({ roles: [first, nowhere] }).put('theirs', old))
    expect(error).toMatchObject({ code: 'permission-denied', service: { code: 'NoPermission' } })
    expect(error.message).toContain(`role "${nowhere}": You are not authorized`)
    expect(emulator.recentRequests().map((request) => request.operation)).toEqual([
      operation,
      operation,
    ])
  })

  it.each<[string, string, OssProviderOptions]>([
    ['a wrong secret', 'unauthenticated', { accessKeySecret: 'a-wrong-secret' }],
    ['an unknown key', 'unauthenticated', { accessKeyId: 'unknown' }],
    ['no key', 'unauthenticated', { accessKeyId: '' }],
    ['a token that is none', 'unauthenticated', { stsToken: 'a-wrong-token' }],
    ['a closed port', 'unavailable', { stsEndpoint: 'http://127.0.0.1:1' }],
    ['no ARN', 'invalid-input', { roles: ['admin'] }],
  ])('for %s is %s', async (_what, code, options) => {
    const error = await errorOf(providerOf({ roles: [first], ...options }).get('theirs', 'x'))
    expect(error).toMatchObject({ code })
    expect(JSON.stringify([error.message, error.service])).not.toMatch(/precious|a-wrong-/)
    if (options.accessKeyId !== '') expect(error.message).toMatch(/^role "(acs:ram:.*|admin)": /)
  })

  it.each<[string, string, FaultEffect]>([
    ['an entity that is not there', 'permission-denied', refusal(404, 'EntityNotExist.Role')],
    ['a word that nobody knows', 'permission-denied', refusal(404, 'NewReason')],
    ['a throttle', 'throttled', refusal(400, 'Throttling.User')],
    ['a broken server', 'unavailable', refusal(500, 'InternalError')],
    ['a page', 'protocol', page('text/html', '<html>Sign in')],
    ['another document', 'protocol', page('application/json', '{"Credentials":{}}')],
    ['a page with an error', 'protocol', { ...page('text/html', 'Not here'), status: 404 }],
    ['a reset', 'unavailable', { type: 'reset' }],
  ])(
    'for %s is %s, and never taken for an inventory that is not there',
    async (_, code, effect) => {
      emulator.inject({ operation, times: 99, effect })
      const provider = providerOf({ roles: [first] })
      for (const call of [
        () => provider.get('theirs', 'x'),
        () => provider.put('theirs', old),
        () => provider.delete('theirs', 'x'),
      ]) {
        const error = await errorOf(call())
        expect(error).toMatchObject({ code })
        expect(error.message).toContain(`role "${first}"`)
        expect(error.message).not.toContain('<html')
      }
    },
  )

  it('tells nothing of what was signed, even where the service does', async () => {
    const { stsToken } = await temporary()
    const quoted = `Specified signature is not matched; server string to sign is:${stsToken}`
    const text = JSON.stringify({ Code: 'SignatureDoesNotMatch', Message: quoted })
    const effect = { ...page('application/json', text), status: 400 }
    emulator.inject({ operation, effect })
    const error = await errorOf(providerOf({ roles: [first] }).get('theirs', 'x'))
    expect(error.code).toBe('unauthenticated')
    expect(error.message).toBe(
      `role "${first}": the signature is refused; is the secret the right one? (SignatureDoesNotMatch)`,
    )
  })

  it.each(['NoPermission', 'InvalidSecurityToken.Malformed'])(
    'for %s tells nothing of the credentials that the answer quotes',
    async (code) => {
      const [secret, token] = ['s3cret/+key=', 't0ken/+key=']
      const quoted = `${token} SecurityToken=${encodeURIComponent(token)}&secret=${secret}`
      const text = JSON.stringify({ Code: code, Message: `no: ${quoted}` })
      emulator.inject({ operation, effect: { ...page('application/json', text), status: 403 } })
      const options = { roles: [first], accessKeySecret: secret, stsToken: token }
      const { message } = await errorOf(providerOf(options).get('theirs', 'x'))
      expect(message).toBe(`role "${first}": no: … SecurityToken=…&secret=… (${code})`)
    },
  )

  it('is tried again by the next request', async () => {
    emulator.inject({ operation, effect: refusal(403, 'NoPermission') })
    const provider = providerOf({ roles: [first, second] })
    expect(await errorOf(provider.put('theirs', old))).toMatchObject({ code: 'permission-denied' })
    expect(await provider.put('theirs', old)).toEqual({ outcome: 'created' })
  })

  it('is not waited for when the call is aborted, or for longer than it may take', async () => {
    emulator.inject({ operation, times: 9, effect: { type: 'hang' } })
    const controller = new AbortController()
    const reason = new Error('enough')
    const getting = providerOf({ roles: [first] }).get('theirs', 'x', {
      signal: controller.signal,
    })
    const outcome = getting.catch((error: unknown) => error)
    await emulator.waitForHeld(1)
    controller.abort(reason)
    expect(await outcome).toBe(reason)
    const late = errorOf(providerOf({ roles: [first], timeout: 50 }).get('theirs', 'x'))
    expect(await late).toMatchObject({ code: 'unavailable' })
  })

  it('is refused beside a client that was given, and at an endpoint that is none', () => {
    const client = { request: async () => ({ status: 200 }) }
    expect(() => createOssProvider({ client, roles: [first] })).toThrow('cannot take on roles')
    expect(() => createOssProvider({ client }).with?.({ roles: [first] })).toThrow(
      'whose roles cannot be changed',
    )
    for (const stsEndpoint of ['', 'ftp://sts', 'https://key:secret@sts', 'https://sts/path']) {
      expect(() => providerOf({ roles: [first], stsEndpoint })).toThrow(
        /^no endpoint of STS: write/,
      )
    }
  })
})

/** Of the first role, by the client of ali-oss. */
async function temporary() {
  const settings = {
    endpoint: emulator.oss,
    accessKeyId: 'test',
    accessKeySecret: "precious !*'()~+/=",
  }
  const { credentials } = await new OSS.STS(settings).assumeRole(first)
  const { AccessKeyId, AccessKeySecret, SecurityToken } = credentials
  return { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, stsToken: SecurityToken }
}

function refusal(status: number, code: string): FaultEffect {
  return { type: 'error', status, code }
}

function page(contentType: string, text: string) {
  return { type: 'body', contentType, text } as const
}
