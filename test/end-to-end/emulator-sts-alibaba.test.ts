import { createHmac, randomUUID } from 'node:crypto'

import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import OSS from 'ali-oss'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { OssInventories, ossClient } from './emulator-oss-inventories.ts'

let emulator: Emulator

beforeEach(async () => {
  emulator = await startEmulator({
    accounts: [
      { id: '1', accessKeyId: 'test', secretAccessKey: 'test' },
      { id: '2', accessKeyId: 'other', secretAccessKey: 'secret' },
    ],
  })
  await emulator.createBucket({ cloud: 'oss', name: 'theirs', account: '2' })
})

afterEach(() => emulator.close())

const role = 'acs:ram::2:role/second'

interface Assumed {
  readonly AccessKeyId: string
  readonly AccessKeySecret: string
  readonly SecurityToken: string
  readonly Expiration: string
}

/** As ali-oss is set up with them. */
function options({ AccessKeyId, AccessKeySecret, SecurityToken }: Assumed) {
  return { accessKeyId: AccessKeyId, accessKeySecret: AccessKeySecret, stsToken: SecurityToken }
}

function inventories(assumed: Assumed, authorizationV4 = false): OssInventories {
  const client = ossClient(emulator.oss, { ...options(assumed), authorizationV4 })
  return new OssInventories(client, 'theirs')
}

describe('the STS of ali-oss', () => {
  function sts(accessKeySecret = 'test', accessKeyId = 'test'): OSS.STS {
    const settings = { endpoint: emulator.oss, accessKeyId, accessKeySecret }
    return new OSS.STS(settings)
  }

  test.each([false, true])('gets credentials of a role; with V4: %j', async (authorizationV4) => {
    const { credentials } = await sts().assumeRole(role)
    const oss = inventories(credentials, authorizationV4)
    await expect(oss.list()).rejects.toMatchObject({ code: 'NoSuchInventory' })
    expect(emulator.requests({ cloud: 'oss', operation: 'AssumeRole' })).toBe(1)
  })

  test('gets them with a policy, for as long as it asks', async () => {
    const policy = { Version: '1', Statement: [{ Effect: 'Allow', Action: ["*'()! é"] }] }
    const { credentials } = await sts().assumeRole(role, policy, 900, 'me@home')
    const left = Date.parse(credentials.Expiration) - Date.now()
    expect(Math.abs(left - 900_000)).toBeLessThan(60_000)
  })

  test.each([
    [sts, ['guess'], role, 400, 'SignatureDoesNotMatch'],
    [sts, ['test', 'nobody'], role, 404, 'InvalidAccessKeyId.NotFound'],
    [sts, [], 'acs:ram::3:role/x', 403, 'NoPermission'],
    [sts, [], 'arn:aws:iam::2:role/x', 400, 'InvalidParameter.RoleArn'],
  ] as const)('is refused, %#', async (client, key, arn, status, code) => {
    await expect(client(...key).assumeRole(arn)).rejects.toMatchObject({
      status,
      code,
      requestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
    })
  })

  test('cannot chain roles, for it sends no token', async () => {
    const { credentials } = await sts().assumeRole(role)
    const { AccessKeyId, AccessKeySecret } = credentials
    const chained = sts(AccessKeySecret, AccessKeyId).assumeRole(role)
    await expect(chained).rejects.toMatchObject({ code: 'MissingSecurityToken' })
  })

  test('meets faults in STS’s own words', async () => {
    const effect = { type: 'error', status: 503, code: 'ServiceUnavailable' } as const
    emulator.inject({ operation: 'AssumeRole', effect })
    await expect(sts().assumeRole(role)).rejects.toMatchObject({
      status: 503,
      code: 'ServiceUnavailable',
    })
  })
})

interface Answer {
  readonly status: number
  readonly code: string | undefined
  readonly credentials: Assumed | undefined
  readonly arn: string | undefined
  readonly accountId: string | undefined
}

/** A call by hand, signed by a second implementation than the emulator's. */
async function call(
  parameters: Readonly<Record<string, string>> = {},
  { method = 'POST', secret = 'test' } = {},
): Promise<Answer> {
  const all: Record<string, string> = {
    Action: 'AssumeRole',
    Version: '2015-04-01',
    Format: 'JSON',
    AccessKeyId: 'test',
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: randomUUID(),
    Timestamp: new Date().toISOString(),
    RoleArn: role,
    RoleSessionName: 'me',
    ...parameters,
  }
  const query = Object.keys(all)
    .toSorted()
    .map((name) => `${encodeURIComponent(name)}=${encodeURIComponent(all[name] ?? '')}`)
    .join('&')
  const toSign = `${method}&${encodeURIComponent('/')}&${encodeURIComponent(query)}`
  const Signature = createHmac('sha1', `${secret}&`).update(toSign).digest('base64')
  const form = new URLSearchParams({ ...all, Signature })
  const response = await (method === 'GET'
    ? fetch(`${emulator.oss}/?${form.toString()}`)
    : fetch(emulator.oss, { method, body: form }))
  const answer: { Code?: string; Credentials?: Assumed; Arn?: string; AccountId?: string } =
    JSON.parse(await response.text())
  const { Code: code, Credentials: credentials, Arn: arn, AccountId: accountId } = answer
  return { status: response.status, code, credentials, arn, accountId }
}

describe.each(['GET', 'POST'])('a call by %s', (method) => {
  test('is one of RAM, where it says so', async () => {
    const version = { Version: '2015-05-01' }
    expect(await call({ ...version, Action: 'ListRoles' }, { method })).toMatchObject({
      status: 200,
    })
    expect(await call(version, { method })).toMatchObject({ code: 'InvalidVersion' })
  })

  test('chains roles', async () => {
    const { credentials: first } = await call({ RoleArn: 'acs:ram::1:role/first' }, { method })
    if (first === undefined) throw new Error('no credentials')
    const { AccessKeyId, AccessKeySecret: secret, SecurityToken } = first
    await expect(inventories(first).list()).rejects.toMatchObject({ code: 'AccessDenied' })
    const { credentials } = await call({ AccessKeyId, SecurityToken }, { method, secret })
    if (credentials === undefined) throw new Error('no credentials')
    await expect(inventories(credentials).list()).rejects.toMatchObject({ code: 'NoSuchInventory' })
  })
})

test('whose key it is, an account’s or a session’s, is told', async () => {
  const whose = { Action: 'GetCallerIdentity' }
  expect(await call(whose)).toMatchObject({ arn: 'acs:ram::1:root', accountId: '1' })
  const { credentials } = await call()
  if (credentials === undefined) throw new Error('no credentials')
  const { AccessKeyId, AccessKeySecret: secret, SecurityToken } = credentials
  const session = { ...whose, AccessKeyId, SecurityToken }
  expect(await call(session, { secret })).toMatchObject({ arn: `${role}/me`, accountId: '2' })
})

test('credentials expire when another process says so', async () => {
  const { credentials } = await call()
  if (credentials === undefined) throw new Error('no credentials')
  const { status } = await fetch(`${emulator.admin}/sessions`, { method: 'DELETE' })
  expect(status).toBe(204)
  await expect(inventories(credentials).list()).rejects.toMatchObject({
    status: 403,
    code: 'SecurityTokenExpired',
    ecCode: '0002-00000007',
  })
  const { AccessKeyId, AccessKeySecret: secret, SecurityToken } = credentials
  const chained = await call({ AccessKeyId, SecurityToken }, { secret })
  expect(chained.code).toBe('InvalidSecurityToken.Expired')
})

test('a broken form is signed by nobody', async () => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const response = await fetch(emulator.oss, { method: 'POST', body: 'Action=%zz', headers })
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ Code: 'InvalidAccessKeyId.NotFound' })
})

test('a nonce is good for one call', async () => {
  const once = { SignatureNonce: 'once' }
  expect((await call(once)).status).toBe(200)
  expect(await call(once)).toMatchObject({ status: 400, code: 'SignatureNonceUsed' })
})

test.each<[Record<string, string>, number, string]>([
  [{ RoleSessionName: 'a b' }, 400, 'InvalidParameter.RoleSessionName'],
  [{ DurationSeconds: '899' }, 400, 'InvalidParameter.DurationSeconds'],
  [{ DurationSeconds: '43201' }, 400, 'InvalidParameter.DurationSeconds'],
  [{ Timestamp: '2020-01-01T00:00:00Z' }, 400, 'InvalidTimeStamp.Expired'],
  [{ Timestamp: '' }, 400, 'InvalidTimeStamp.Expired'],
  [{ SignatureMethod: 'HMAC-SHA256' }, 400, 'IncompleteSignature'],
  [{ SecurityToken: 'x' }, 400, 'InvalidSecurityToken.MismatchWithAccessKey'],
  [{ Action: 'GetSessionToken' }, 404, 'InvalidAction.NotFound'],
  [{ Version: '2014-01-01' }, 400, 'InvalidVersion'],
])('a call with %j is refused', async (parameters, status, code) => {
  expect(await call(parameters)).toMatchObject({ status, code })
})
