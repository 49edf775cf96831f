import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator, EmulatedAccount } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { codeOf, sendRaw, sendSigned } from './emulator-signed-request.ts'
import type { RawRequest } from './emulator-signed-request.ts'

const accounts: readonly EmulatedAccount[] = [
  { id: '000000000000', accessKeyId: 'test', secretAccessKey: 'test' },
  { id: '111111111111', accessKeyId: 'other', secretAccessKey: 'secret' },
  { id: '000000000000', accessKeyId: 'temporary', secretAccessKey: 'test', sessionToken: 'a+/=' },
]

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator({ accounts })
  await emulator.createBucket({ cloud: 's3', name: 'photos' })
  await emulator.createBucket({ cloud: 's3', name: 'fotos', region: 'eu-west-1' })
  await emulator.createBucket({ cloud: 's3', name: 'strange', account: '111111111111' })
})

afterAll(() => emulator.close())

afterEach(() => {
  emulator.setSwitches({ s3WrongRegion: 'redirect' })
})

const list = '/photos?inventory'

function send(raw: Partial<RawRequest> = {}) {
  return sendSigned(emulator.s3, { target: list, ...raw })
}

describe('a signature', () => {
  test('lets its owner in', async () => {
    expect((await send()).status).toBe(200)
    const odd = '/photos?id=a%20b%2Bc%2F%E6%97%A5&inventory'
    expect(codeOf(await send({ target: odd }))).toBe('NoSuchConfiguration')
  })

  const hour = 60 * 60 * 1000
  test.each<[string, Partial<RawRequest>, number, string]>([
    ['with the wrong secret', { secret: 'guess' }, 403, 'SignatureDoesNotMatch'],
    ['of nobody', { accessKeyId: 'nobody' }, 403, 'InvalidAccessKeyId'],
    ['from an hour ago', { date: new Date(Date.now() - hour) }, 403, 'RequestTimeTooSkewed'],
    ['from an hour ahead', { date: new Date(Date.now() + hour) }, 403, 'RequestTimeTooSkewed'],
    [
      'over another body',
      { method: 'PUT', payloadHash: '0'.repeat(64) },
      400,
      'XAmzContentSHA256Mismatch',
    ],
    ['of somebody else', { accessKeyId: 'other', secret: 'secret' }, 403, 'AccessDenied'],
    ['without its token', { accessKeyId: 'temporary' }, 403, 'InvalidAccessKeyId'],
    [
      'with a token of another',
      { accessKeyId: 'temporary', headers: { 'x-amz-security-token': 'b' } },
      400,
      'InvalidToken',
    ],
    ['with a token too many', { headers: { 'x-amz-security-token': 'a+/=' } }, 400, 'InvalidToken'],
  ])('%s is refused', async (_what, raw, status, code) => {
    const response = await send(raw)
    expect([response.status, codeOf(response)]).toEqual([status, code])
  })

  test('with its token is good', async () => {
    const headers = { 'x-amz-security-token': 'a+/=' }
    expect((await send({ accessKeyId: 'temporary', headers })).status).toBe(200)
  })

  test('that does not match is shown what was signed', async () => {
    const { text } = await send({ secret: 'guess' })
    expect(text).toContain('<AWSAccessKeyId>test</AWSAccessKeyId>')
    expect(text).toContain('<CanonicalRequest>GET&#10;/photos&#10;inventory=&#10;host:127.0.0.1')
  })

  test('of version 2, and none at all, are refused', async () => {
    const headers = { authorization: 'AWS test:abc' }
    expect(codeOf(await sendRaw(emulator.s3, { target: list, headers }))).toBe('InvalidRequest')
    expect(codeOf(await sendRaw(emulator.s3, { target: list }))).toBe('AccessDenied')
  })
})

describe('an owner that is expected', () => {
  const target = '/photos?inventory'
  test.each([
    ['000000000000', 200],
    ['111111111111', 403],
    ['', 403],
  ])('as %j: %i', async (owner, status) => {
    const headers = { 'x-amz-expected-bucket-owner': owner }
    expect((await send({ target, headers })).status).toBe(status)
  })

  test('of a directory bucket is not implemented', async () => {
    await emulator.createBucket({ cloud: 's3', name: 'fast--use1-az4--x-s3' })
    const headers = { 'x-amz-expected-bucket-owner': '000000000000' }
    const response = await send({ target: '/fast--use1-az4--x-s3?inventory', headers })
    expect([response.status, codeOf(response)]).toEqual([501, 'NotImplemented'])
  })
})

describe('a bucket of another region', () => {
  test('is reached by a signature for its region', async () => {
    expect((await send({ target: '/fotos?inventory', region: 'eu-west-1' })).status).toBe(200)
  })

  test('redirects others', async () => {
    const response = await send({ target: '/fotos?inventory' })
    expect([response.status, codeOf(response)]).toEqual([301, 'PermanentRedirect'])
    expect(response.headers['x-amz-bucket-region']).toBe('eu-west-1')
    expect(response.text).toContain('<Endpoint>fotos.s3.eu-west-1.amazonaws.com</Endpoint>')
  })

  test('or refuses them, and names its region', async () => {
    emulator.setSwitches({ s3WrongRegion: 'malformed' })
    const response = await send({ target: '/fotos?inventory' })
    expect([response.status, codeOf(response)]).toEqual([400, 'AuthorizationHeaderMalformed'])
    expect(response.text).toContain('<Region>eu-west-1</Region>')
    expect(response.text).toContain("the region 'us-east-1' is wrong; expecting 'eu-west-1'")
  })

  test('tells everybody where it is', async () => {
    const response = await send({ target: '/fotos?location' })
    expect(response.text).toContain('>eu-west-1</LocationConstraint>')
  })
})

describe('a host', () => {
  test.each([
    ['photos.s3.us-east-1.amazonaws.com', 200],
    ['photos.s3.eu-west-1.amazonaws.com', 301],
    ['photos.localhost:9000', 200],
    ['photos.emulator.test', 200],
    ['nothere.emulator.test', 404],
  ])('%s names the bucket: %i', async (host, status) => {
    expect((await send({ target: '/?inventory', headers: { host } })).status).toBe(status)
  })
})

function create(name: string, region: string, constraint?: string) {
  const body =
    constraint === undefined
      ? ''
      : `<CreateBucketConfiguration><LocationConstraint>${constraint}</LocationConstraint></CreateBucketConfiguration>`
  return send({ method: 'PUT', target: `/${name}`, region, body })
}

describe('a bucket', () => {
  test.each([
    ['one', 'us-east-1', undefined, 200, undefined],
    ['two', 'us-east-1', 'ap-south-1', 200, undefined],
    ['three', 'eu-west-1', 'eu-west-1', 200, undefined],
    ['four', 'eu-west-1', undefined, 400, 'IllegalLocationConstraintException'],
    ['five', 'eu-west-1', 'ap-south-1', 400, 'IllegalLocationConstraintException'],
    ['six', 'us-east-1', 'nowhere', 400, 'InvalidLocationConstraint'],
    ['Seven', 'us-east-1', undefined, 400, 'InvalidBucketName'],
    ['photos', 'us-east-1', undefined, 200, undefined],
    ['fotos', 'eu-west-1', 'eu-west-1', 409, 'BucketAlreadyOwnedByYou'],
    ['strange', 'us-east-1', undefined, 409, 'BucketAlreadyExists'],
  ])('%s made at %s with the constraint %s: %i', async (name, region, constraint, status, code) => {
    const response = await create(name, region, constraint)
    expect([response.status, codeOf(response)]).toEqual([status, code])
  })

  test('of somebody else is neither listed nor opened', async () => {
    const { text } = await send({ target: '/' })
    expect(text).toContain('<Name>photos</Name>')
    expect(text).not.toContain('<Name>strange</Name>')
    expect(codeOf(await send({ target: '/strange?policy' }))).toBe('AccessDenied')
  })

  test('has no more sub-resources than are served', async () => {
    expect((await send({ target: '/photos?acl' })).status).toBe(501)
    expect((await send({ method: 'POST', target: '/photos' })).status).toBe(405)
  })
})
