import { createHash, createHmac } from 'node:crypto'

import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
  await emulator.createBucket({ cloud: 's3', name: 'photos' })
  await emulator.createBucket({ cloud: 'oss', name: 'photos' })
})

afterAll(() => emulator.close())

interface Presigning {
  readonly method: string
  readonly expires: number
  /** When it was signed, in milliseconds. */
  readonly at?: number
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

/** A V4 signature of either cloud, over a request that carries it in the query. */
function v4Url(cloud: 's3' | 'oss', { method, expires, at = Date.now() }: Presigning): string {
  const date = new Date(at).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
  const endpoint = new URL(emulator[cloud])
  const names =
    cloud === 's3'
      ? (['X-Amz', 'AWS4-HMAC-SHA256', 'us-east-1/s3/aws4_request', 'AWS4', 'Algorithm'] as const)
      : ([
          'x-oss',
          'OSS4-HMAC-SHA256',
          'cn-hangzhou/oss/aliyun_v4_request',
          'aliyun_v4',
          'signature-version',
        ] as const)
  const [prefix, algorithm, place, secretPrefix, algorithmName] = names
  const scope = `${date.slice(0, 8)}/${place}`
  const cased = (name: string) =>
    cloud === 's3' ? `${prefix}-${name}` : `${prefix}-${name.toLowerCase()}`
  const query = new URLSearchParams({
    [`${prefix}-${algorithmName}`]: algorithm,
    [cased('Credential')]: `test/${scope}`,
    [cased('Date')]: date,
    [cased('Expires')]: String(expires),
    ...(cloud === 's3' ? { [cased('SignedHeaders')]: 'host' } : {}),
  })
  query.sort()
  const headers = cloud === 's3' ? `host:${endpoint.host}\n` : ''
  const signed = cloud === 's3' ? 'host' : ''
  const canonical = [
    method,
    '/photos/key',
    query.toString(),
    headers,
    signed,
    'UNSIGNED-PAYLOAD',
  ].join('\n')
  const hash = createHash('sha256').update(canonical).digest('hex')
  let key: Buffer = Buffer.from(`${secretPrefix}test`)
  for (const part of scope.split('/')) key = hmac(key, part)
  query.set(
    cased('Signature'),
    hmac(key, [algorithm, date, scope, hash].join('\n')).toString('hex'),
  )
  return `${endpoint.origin}/photos/key?${query.toString()}`
}

function v1Url({ method, expires, at = Date.now() }: Presigning): string {
  const end = Math.floor(at / 1000) + expires
  const toSign = `${method}\n\n\n${end}\n/photos/key`
  const Signature = createHmac('sha1', 'test').update(toSign).digest('base64')
  const query = new URLSearchParams({ OSSAccessKeyId: 'test', Expires: String(end), Signature })
  return `${emulator.oss}/photos/key?${query.toString()}`
}

describe.each([
  ['S3', (presigning: Presigning) => v4Url('s3', presigning)],
  ['OSS version 4', (presigning: Presigning) => v4Url('oss', presigning)],
  ['OSS version 1', v1Url],
])('a presigned URL of %s', (_name, sign) => {
  test('is good for its method, for its time', async () => {
    const put = sign({ method: 'PUT', expires: 60 })
    expect((await fetch(put, { method: 'PUT', body: Buffer.from('hello') })).status).toBe(200)
    expect(await (await fetch(sign({ method: 'GET', expires: 60 }))).text()).toBe('hello')
    const other = await fetch(put)
    expect(other.status).toBe(403)
    expect(await other.text()).toContain('<Code>SignatureDoesNotMatch</Code>')
  })

  test('runs out', async () => {
    const at = Date.now() - 120_000
    const response = await fetch(sign({ method: 'GET', expires: 60, at }))
    expect(response.status).toBe(403)
    expect(await response.text()).toMatch(/<Code>AccessDenied<.*Request has expired/s)
  })
})
