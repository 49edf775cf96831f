import { afterAll, beforeAll, expect, test } from 'vitest'

import type { Emulator } from '../emulator.ts'
import { startEmulator } from '../start-emulator.ts'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})

afterAll(() => emulator.close())

async function send(
  command: string,
  body?: unknown,
  type = 'application/json',
): Promise<{ status: number; json: unknown }> {
  const [method = 'GET', path = '/'] = command.split(' ')
  const response = await fetch(`${emulator.admin}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': type } }),
  })
  const text = await response.text()
  const json: unknown = text === '' ? undefined : JSON.parse(text)
  return { status: response.status, json }
}

test('says what to set', async () => {
  expect((await send('GET /environment')).json).toEqual(emulator.environment)
})

test('creates buckets and names them', async () => {
  const bucket = { cloud: 'oss', name: 'photos', region: 'cn-beijing', versioning: 'enabled' }
  expect((await send('POST /buckets', bucket)).status).toBe(204)
  expect((await send('GET /buckets')).json).toEqual({ s3: [], oss: ['photos'] })
  expect(await send('POST /buckets', bucket)).toEqual({
    status: 400,
    json: { error: 'there is a bucket "photos" on oss already' },
  })
})

test('injects faults, counts requests, and forgets both', async () => {
  const effect = { type: 'error', status: 503, code: 'SlowDown' }
  expect((await send('POST /faults', { cloud: 's3', times: 9, effect })).status).toBe(204)
  expect((await fetch(emulator.s3)).status).toBe(503)
  await send('DELETE /faults')
  expect((await fetch(emulator.s3)).status).toBe(403)
  expect((await send('GET /requests?operation=ListBuckets')).json).toMatchObject({
    count: 2,
    recent: [{ status: 503 }, { status: 403, method: 'GET', target: '/' }],
  })
  await send('DELETE /requests')
  expect((await send('GET /requests')).json).toEqual({ count: 0, held: 0, recent: [] })
})

test('makes requests hang, and says how many are held', async () => {
  await send('POST /faults', { effect: { type: 'hang' } })
  const client = new AbortController()
  const answer = fetch(emulator.oss, { signal: client.signal })
  await emulator.waitForHeld(1)
  expect((await send('GET /requests?cloud=oss')).json).toMatchObject({ count: 1, held: 1 })
  expect((await send('GET /requests?cloud=s3')).json).toMatchObject({ count: 0, held: 0 })
  client.abort()
  await expect(answer).rejects.toThrow('aborted')
})

test('sets switches', async () => {
  const { status, json } = await send('PATCH /switches', { ossDeleteMissing: 'not-found' })
  expect(status).toBe(200)
  expect(json).toMatchObject({ ossDeleteMissing: 'not-found', ossAllVersions: 'accept' })
  expect(emulator.switches.ossDeleteMissing).toBe('not-found')
  expect((await send('GET /switches')).json).toEqual(emulator.switches)
})

const allowed = { Effect: 'Allow', Action: 'oss:*', Resource: '*' }

test('creates roles, and says what they are called', async () => {
  const policies = [{ Version: '1', Statement: [allowed] }]
  const role = { name: 'writer', policies }
  expect(await send('POST /roles', { name: 'other', policies })).toEqual({
    status: 200,
    json: { arn: 'acs:ram::000000000000:role/other' },
  })
  expect(await send('POST /roles', { ...role, attached: ['other-1'], account: '7' })).toEqual({
    status: 400,
    json: { error: 'there is no policy "other-1"' },
  })
  expect(await send('POST /roles', { ...role, attached: ['other-1'] })).toEqual({
    status: 200,
    json: { arn: 'acs:ram::000000000000:role/writer' },
  })
  expect(await send('POST /roles', { name: 'writer' })).toEqual({
    status: 400,
    json: { error: 'there is a role "writer" of account 000000000000 already' },
  })
})

test('makes a key known, as often as it is said', async () => {
  expect((await send('POST /oss-keys', { id: 'k' })).status).toBe(204)
  expect((await send('POST /oss-keys', { id: 'k', account: '7' })).status).toBe(204)
  expect((await send('POST /oss-keys', { id: 'k' })).status).toBe(204)
})

const effect = { type: 'reset' }
const types = 'error, reset, hang, delay, truncate, body, stale, ignore-inventory'

test.each([
  ['POST /buckets', { cloud: 's3' }, '"name" of the bucket is missing'],
  ['POST /buckets', { cloud: 'gcs', name: 'b' }, '"cloud" of the bucket is one of s3, oss'],
  ['POST /buckets', { cloud: 's3', name: 'b', size: 1 }, 'the bucket has no "size"'],
  [
    'POST /buckets',
    { cloud: 's3', name: 'b', tags: { a: 1 } },
    '"tags" of the bucket must be an object of texts',
  ],
  ['POST /buckets', [], 'the bucket must be an object'],
  ['POST /keys', { spec: 'dsa' }, '"spec" of the key is one of symmetric, rsa, ecc, hmac'],
  ['POST /keys', { aliases: 'alias/a' }, '"aliases" of the key must be a list of texts'],
  ['PUT /keys/policy', { key: 'x', policy: {} }, 'there is no key "x"'],
  ['PUT /keys/policy', { key: 'x', policy: 'y' }, '"policy" of the body must be an object'],
  [
    'PUT /organizations',
    { account: '1', id: 'o-1' },
    'the membership has both "id" and "path", or neither',
  ],
  ['POST /faults', {}, '"effect" of the fault is missing'],
  ['POST /faults', { effect: { type: 'fire' } }, `the type of an effect is one of ${types}`],
  ['POST /faults', { effect: { type: 'toString' } }, `the type of an effect is one of ${types}`],
  [
    'POST /faults',
    { effect: { type: 'delay' } },
    '"milliseconds" of the effect "delay" is missing',
  ],
  [
    'POST /faults',
    { effect, times: -1 },
    '"times" of the fault must be a whole number of 0 or more',
  ],
  ['POST /faults', { effect, when: 'now' }, '"when" of the fault is one of before, after'],
  [
    'PATCH /switches',
    { inventory: 'no' },
    'switch "inventory" is one of supported, ignored, not-implemented, not "no"',
  ],
  [
    'POST /deliveries',
    { cloud: 'oss', bucket: 'b', id: 'i', kind: 'all' },
    '"kind" of the delivery is one of full, incremental',
  ],
  [
    'POST /deliveries',
    { cloud: 's3', bucket: 'b', id: 'i', rowsPerGroup: 0 },
    '"rowsPerGroup" of the delivery must be a whole number of 1 or more',
  ],
  ['POST /deliveries', { cloud: 's3', bucket: 'b', id: 'i' }, 'there is no bucket "b" on s3'],
  ['POST /deliveries/due', { id: 'i' }, 'the body has no "id"'],
  ['POST /roles', {}, '"name" of the role is missing'],
  ['POST /roles', { name: 'a b' }, 'The parameter - "RoleName" contains invalid chars.'],
  ['POST /roles', { name: 'r', trust: 'x' }, '"trust" of the role must be an object'],
  [
    'POST /roles',
    { name: 'r', trust: { Version: '2' } },
    'The policy document is malformed: the version must be "1".',
  ],
  ['POST /roles', { name: 'r', policies: {} }, '"policies" of the role must be a list of objects'],
  [
    'POST /roles',
    { name: 'r', policies: [{ Version: '1', Statement: [{ ...allowed, Effect: 'allow' }] }] },
    'The policy document is malformed: "Effect" must be Allow or Deny.',
  ],
  ['POST /roles', { name: 'r', attached: [1] }, '"attached" of the role must be a list of texts'],
  ['POST /roles', { name: 'r', attached: ['None'] }, 'there is no policy "None"'],
  ['POST /oss-keys', {}, '"id" of the key is missing'],
  ['PUT /throttling', { perSecond: 1 }, '"burst" of the throttle is missing'],
  ['PUT /throttling', { perSecond: '1', burst: 1 }, '"perSecond" of the throttle must be a number'],
  ['PUT /throttling', { perSecond: 0, burst: 1 }, '"perSecond" is a number above 0, not 0'],
  ['GET /requests?throttled=1', undefined, '"throttled" of the filter is one of true, false'],
  ['GET /requests?buckets=b', undefined, 'the filter has no "buckets"'],
])('refuses %s with %j', async (command, body, error) => {
  expect(await send(command, body)).toEqual({ status: 400, json: { error } })
})

test('refuses what a web page of somebody else could send', async () => {
  const { status, json } = await send('POST /faults', { effect }, 'text/plain')
  expect(status).toBe(400)
  expect(json).toEqual({ error: 'the content type must be application/json, not "text/plain"' })
})

test('knows nothing else', async () => {
  expect((await send('GET /')).status).toBe(404)
  expect((await send('GET //')).status).toBe(400)
})
