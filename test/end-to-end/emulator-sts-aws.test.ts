import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { codeOf, sendSigned } from './emulator-signed-request.ts'
import type { RawRequest, RawResponse } from './emulator-signed-request.ts'

let emulator: Emulator
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'emulator-'))
  emulator = await startEmulator({
    accounts: [
      { id: '000000000000', accessKeyId: 'test', secretAccessKey: 'test' },
      { id: '111111111111', accessKeyId: 'other', secretAccessKey: 'secret' },
    ],
  })
  await emulator.createBucket({ cloud: 's3', name: 'theirs', account: '111111111111' })
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await emulator.close()
  await rm(folder, { recursive: true })
})

/** A client of a profile of the SDK's own configuration file, which knows of the emulator by its environment only. */
async function profileClient(profile: string): Promise<S3Client> {
  const file = join(folder, 'config')
  await writeFile(
    file,
    `[profile base]
aws_access_key_id = test
aws_secret_access_key = test
[profile first]
role_arn = arn:aws:iam::000000000000:role/first
source_profile = base
[profile second]
role_arn = arn:aws:iam::111111111111:role/teams/second
source_profile = first
external_id = a b+c/日
[profile nowhere]
role_arn = arn:aws:iam::222222222222:role/nowhere
source_profile = first
`,
  )
  for (const [name, value] of Object.entries(emulator.environment)) vi.stubEnv(name, value)
  for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) vi.stubEnv(name, undefined)
  vi.stubEnv('AWS_CONFIG_FILE', file)
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'none'))
  return new S3Client({ profile, forcePathStyle: true })
}

async function bucketsOf(s3: S3Client): Promise<readonly (string | undefined)[]> {
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}))
  return Buckets.map(({ Name }) => Name)
}

describe('the AWS SDK', () => {
  test('assumes a role with the credentials of another, and sees the buckets of its account', async () => {
    const s3 = await profileClient('second')
    expect(await bucketsOf(s3)).toEqual(['theirs'])
    expect(emulator.requests({ cloud: 's3', operation: 'AssumeRole' })).toBe(2)
    s3.destroy()
  })

  test('is denied a role of an account that is not here', async () => {
    const s3 = await profileClient('nowhere')
    await expect(bucketsOf(s3)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(
        'is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::222222222222:role/nowhere',
      ),
    })
    s3.destroy()
  })

  test('is refused once its credentials have expired', async () => {
    const s3 = await profileClient('second')
    await bucketsOf(s3)
    emulator.expireSessions()
    await expect(bucketsOf(s3)).rejects.toMatchObject({
      name: 'ExpiredToken',
      $metadata: { httpStatusCode: 400 },
    })
    s3.destroy()
  })

  test('meets faults in STS’s own words', async () => {
    const effect = { type: 'error', status: 403, code: 'RegionDisabledException' } as const
    emulator.inject({ operation: 'AssumeRole', after: 1, effect })
    const s3 = await profileClient('second')
    await expect(bucketsOf(s3)).rejects.toMatchObject({ name: 'RegionDisabledException' })
    s3.destroy()
  })
})

// https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
describe('whose credentials these are', () => {
  test('is told a user, and whoever assumed a role', async () => {
    const settings = { endpoint: emulator.s3, region: 'us-east-1' }
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
    const user = new STSClient({ ...settings, credentials })
    expect(await user.send(new GetCallerIdentityCommand())).toMatchObject({
      Account: '000000000000',
      Arn: 'arn:aws:iam::000000000000:user/test',
      UserId: 'test',
    })
    const assume = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'me' })
    const { Credentials, AssumedRoleUser } = await user.send(assume)
    user.destroy()
    const assumed = new STSClient({
      ...settings,
      credentials: {
        accessKeyId: Credentials?.AccessKeyId ?? '',
        secretAccessKey: Credentials?.SecretAccessKey ?? '',
        sessionToken: Credentials?.SessionToken ?? '',
      },
    })
    expect(await assumed.send(new GetCallerIdentityCommand())).toMatchObject({
      Account: '111111111111',
      Arn: 'arn:aws:sts::111111111111:assumed-role/second/me',
      UserId: AssumedRoleUser?.AssumedRoleId,
    })
    expect(AssumedRoleUser?.AssumedRoleId).toMatch(/^AROA.*:me$/)
    emulator.expireSessions()
    await expect(assumed.send(new GetCallerIdentityCommand())).rejects.toMatchObject({
      name: 'ExpiredToken',
    })
    assumed.destroy()
  })

  test('is not told of another version, or with another secret', async () => {
    const other = { Action: 'GetCallerIdentity', Version: '2012-01-01' }
    expect(codeOf(await call(other))).toBe('InvalidAction')
    const own = { Action: 'GetCallerIdentity' }
    expect(codeOf(await call(own, { secret: 'guess' }))).toBe('SignatureDoesNotMatch')
  })
})

const role = 'arn:aws:iam::111111111111:role/second'

function call(
  parameters: Readonly<Record<string, string>> = {},
  raw: Partial<RawRequest> = {},
): Promise<RawResponse> {
  const form = new URLSearchParams({
    Action: 'AssumeRole',
    Version: '2011-06-15',
    RoleArn: role,
    RoleSessionName: 'me',
    ...parameters,
  })
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...raw.headers }
  const body = form.toString()
  const request = { method: 'POST', target: '/', service: 'sts', body, ...raw, headers }
  return sendSigned(emulator.s3, request)
}

/** The credentials in an answer, as a request is signed with them. */
function credentialsOf({ text }: RawResponse): Partial<RawRequest> {
  const valueOf = (name: string): string =>
    new RegExp(`<${name}>(.*)</${name}>`).exec(text)?.[1] ?? ''
  return {
    accessKeyId: valueOf('AccessKeyId'),
    secret: valueOf('SecretAccessKey'),
    headers: { 'x-amz-security-token': valueOf('SessionToken') },
  }
}

test('credentials last as long as is asked for', async () => {
  const start = Date.now()
  const { status, text } = await call({ DurationSeconds: '900' })
  expect(status).toBe(200)
  const expiration = Date.parse(/<Expiration>(.*)<\/Expiration>/.exec(text)?.[1] ?? '')
  expect(Math.abs(expiration - start - 900_000)).toBeLessThan(60_000)
  expect(text).toContain('<Arn>arn:aws:sts::111111111111:assumed-role/second/me</Arn>')
})

test('credentials are good for S3 with their token only, and not for OSS', async () => {
  const { headers, ...key } = credentialsOf(await call())
  const list = { target: '/theirs?inventory' }
  expect((await sendSigned(emulator.s3, { ...list, ...key, headers: { ...headers } })).status).toBe(
    200,
  )
  expect(codeOf(await sendSigned(emulator.s3, { ...list, ...key }))).toBe('InvalidAccessKeyId')
  const authorization = `OSS ${key.accessKeyId}:abc`
  const response = await fetch(emulator.oss, { headers: { authorization } })
  expect(await response.text()).toContain('<Code>InvalidAccessKeyId</Code>')
})

const hour = 60 * 60 * 1000

test.each<[string, Record<string, string>, Partial<RawRequest>, number, string]>([
  ['the wrong secret', {}, { secret: 'guess' }, 403, 'SignatureDoesNotMatch'],
  ['an unknown key', {}, { accessKeyId: 'nobody' }, 403, 'InvalidClientTokenId'],
  [
    'a token too many',
    {},
    { headers: { 'x-amz-security-token': 'x' } },
    403,
    'InvalidClientTokenId',
  ],
  ['an old signature', {}, { date: new Date(Date.now() - hour) }, 403, 'SignatureDoesNotMatch'],
  ['an early signature', {}, { date: new Date(Date.now() + hour) }, 403, 'SignatureDoesNotMatch'],
  ['no role', { RoleArn: '' }, {}, 400, 'ValidationError'],
  ['a role of OSS', { RoleArn: 'acs:ram::111111111111:role/x' }, {}, 400, 'ValidationError'],
  ['a session without a name', { RoleSessionName: '' }, {}, 400, 'ValidationError'],
  ['a session with a space', { RoleSessionName: 'a b' }, {}, 400, 'ValidationError'],
  ['too short a time', { DurationSeconds: '899' }, {}, 400, 'ValidationError'],
  ['too long a time', { DurationSeconds: '43201' }, {}, 400, 'ValidationError'],
  ['an unknown account', { RoleArn: 'arn:aws:iam::2:role/x' }, {}, 403, 'AccessDenied'],
  ['another version', { Version: '2012-01-01' }, {}, 400, 'InvalidAction'],
  ['another action', { Action: 'GetFederationToken' }, {}, 400, 'InvalidAction'],
  ['a broken form', {}, { body: 'Action=%zz' }, 400, 'InvalidAction'],
])('a call with %s is refused', async (_what, parameters, raw, status, code) => {
  const response = await call(parameters, raw)
  expect([response.status, codeOf(response)]).toEqual([status, code])
  expect(response.text).toContain('<Type>Sender</Type>')
})

test('a role that is assumed with another lasts an hour at most', async () => {
  const session = credentialsOf(await call({ DurationSeconds: '43200' }))
  const chained = await call({ DurationSeconds: '3601' }, session)
  expect([chained.status, codeOf(chained)]).toEqual([400, 'ValidationError'])
  expect(chained.text).toContain('1 hour session limit for roles assumed by role chaining')
  expect((await call({ DurationSeconds: '3600' }, session)).status).toBe(200)
})

test('a signature for S3 is none for STS, and the other way round', async () => {
  const response = await call({}, { service: 's3' })
  expect([response.status, codeOf(response)]).toEqual([405, 'MethodNotAllowed'])
  const list = await sendSigned(emulator.s3, { target: '/theirs?inventory', service: 'sts' })
  expect([list.status, codeOf(list)]).toEqual([400, 'InvalidAction'])
})
