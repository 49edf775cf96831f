import type { OssConfiguration, OssProviderOptions } from '@bucket-inventory/alibaba-oss'
import { defaultSwitches } from '@bucket-inventory/emulator'
import type { FaultEffect } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { errorOf, listed, startOssWorld } from './alibaba-oss-world.ts'
import type { OssWorld } from './alibaba-oss-world.ts'

const native: OssConfiguration = {
  Id: 'daily',
  IsEnabled: true,
  Destination: {
    OSSBucketDestination: {
      Format: 'CSV',
      AccountId: '1283641033516515',
      RoleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
      Bucket: 'acs:oss:::reports-cn',
    },
  },
  Schedule: { Frequency: 'Daily' },
  IncludedObjectVersions: 'Current',
}

let world: OssWorld

beforeAll(async () => {
  world = await startOssWorld()
})

afterEach(() => {
  world.emulator.resetFaults()
  world.emulator.setSwitches(defaultSwitches)
})

afterAll(() => world.emulator.close())

describe('retries', () => {
  const slow: FaultEffect = { type: 'error', status: 503, code: 'SlowDown' }

  it.each<[string, (bucket: string) => Promise<unknown>, string]>([
    ['get', (bucket) => world.provider().get(bucket, 'daily'), 'GetBucketInventory'],
    ['list', (bucket) => listed(world.provider(), bucket), 'ListBucketInventory'],
    ['delete', (bucket) => world.provider().delete(bucket, 'daily'), 'DeleteBucketInventory'],
  ])('%s up to three times', async (_name, run, operation) => {
    const bucket = await world.newBucket()
    await world.provider().put(bucket, native)
    world.emulator.resetRequests()
    world.emulator.inject({ operation, times: 3, effect: slow })
    const error = await errorOf(run(bucket))
    expect(error.code).toBe('throttled')
    expect(error.retryable).toBe(true)
    expect(world.emulator.requests({ operation })).toBe(3)
    world.emulator.inject({ operation, times: 2, effect: slow })
    await run(bucket)
    expect(world.emulator.requests({ operation })).toBe(6)
  })

  it('as often as it is told', async () => {
    const bucket = await world.newBucket()
    world.emulator.inject({
      times: 10,
      effect: { type: 'error', status: 500, code: 'InternalError' },
    })
    const retry = { attempts: 5, delay: () => 0 }
    expect((await errorOf(world.provider({ retry }).get(bucket, 'daily'))).code).toBe('unavailable')
    expect(world.emulator.requests({ bucket })).toBe(5)
  })

  it('never a put that was answered', async () => {
    const bucket = await world.newBucket()
    world.emulator.inject({ effect: slow })
    expect((await errorOf(world.provider().put(bucket, native))).code).toBe('throttled')
    expect(world.sent(bucket)).toEqual(['Put 503'])
  })

  it('nothing that was refused', async () => {
    const bucket = await world.newBucket()
    expect((await errorOf(world.provider().get(bucket, 'daily'))).code).toBe('not-found')
    expect(world.sent(bucket)).toEqual(['Get 404'])
  })

  it('an answer that breaks off, where that may help', async () => {
    const bucket = await world.newBucket()
    await world.provider().put(bucket, native)
    world.emulator.inject({ effect: { type: 'truncate', bytes: 100 } })
    await expect(world.provider().get(bucket, 'daily')).resolves.toEqual(native)
    expect(world.emulator.requests({ operation: 'GetBucketInventory' })).toBe(2)
    world.emulator.inject({ times: 3, effect: { type: 'truncate', bytes: 100 } })
    const error = await errorOf(world.provider().get(bucket, 'daily'))
    expect(error.code).toBe('unavailable')
    expect(error.message).toContain('broke off')
  })
})

describe('rejects', () => {
  it.each<[string, string, FaultEffect]>([
    ['HTML', 'protocol', html(200)],
    ['HTML with an error', 'unavailable', html(502)],
    ['HTML that is no XML', 'protocol', html(404)],
    ['nothing at all', 'protocol', { type: 'body', contentType: 'application/xml', text: '' }],
    [
      'half a document',
      'protocol',
      { type: 'body', contentType: 'application/xml', text: '<InventoryConfiguration><Id>dai' },
    ],
    [
      'bytes that are no text',
      'protocol',
      { type: 'body', contentType: 'application/xml', text: '<InventoryConfiguration>\uFFFE' },
    ],
    [
      '404 without a body',
      'not-found',
      { type: 'body', contentType: 'a/b', text: '', status: 404 },
    ],
    ['a reset', 'unavailable', { type: 'reset' }],
  ])('%s as %s', async (_what, code, effect) => {
    const bucket = await world.newBucket()
    world.emulator.inject({ bucket, times: 10, effect })
    for (const call of [world.provider().get(bucket, 'daily'), listed(world.provider(), bucket)]) {
      const error = await errorOf(call)
      expect(error.code).toBe(code)
      expect(error.message).toContain(bucket)
      expect(error.message).not.toContain('<html')
    }
  })

  it('a put that something else than the service answered', async () => {
    const bucket = await world.newBucket()
    world.emulator.inject({ bucket, effect: html(200) })
    expect((await errorOf(world.provider().put(bucket, native))).code).toBe('protocol')
  })

  it('the document of another inventory', async () => {
    const bucket = await world.newBucket()
    answerWith(world.provider().document({ ...native, Id: 'weekly' }))
    const error = await errorOf(world.provider().get(bucket, 'daily'))
    expect(error.code).toBe('protocol')
    expect(error.message).toContain('got "weekly" instead')
  })

  it.each<[string, string, OssProviderOptions]>([
    ['a wrong secret', 'unauthenticated', { accessKeySecret: 'a-wrong-secret' }],
    ['an unknown key', 'unauthenticated', { accessKeyId: 'unknown' }],
    ['no key', 'unauthenticated', { accessKeyId: '' }],
    ['a token of STS that is none', 'unauthenticated', { stsToken: 'expired' }],
    ['another region', 'invalid-input', { region: 'cn-beijing' }],
    ['no region', 'invalid-input', { region: '' }],
    ['a closed port', 'unavailable', { endpoint: 'http://127.0.0.1:1' }],
  ])('%s as %s', async (_what, code, options) => {
    const bucket = await world.newBucket()
    const error = await errorOf(world.provider(options).get(bucket, 'daily'))
    expect(error.code).toBe(code)
    expect(`${error.message} ${JSON.stringify(error.service)}`).not.toMatch(
      /a-wrong-secret|expired/,
    )
  })

  it('a service that takes too long', async () => {
    const bucket = await world.newBucket()
    world.emulator.inject({ times: 3, effect: { type: 'delay', milliseconds: 2000 } })
    const error = await errorOf(world.provider({ timeout: 50 }).get(bucket, 'daily'))
    expect(error.code).toBe('unavailable')
    expect(error.message).toContain('no answer (Response timeout for 50ms)')
  })

  it('a bucket that is not there', async () => {
    const provider = world.provider()
    const bucket = 'photos-nowhere'
    for (const call of [
      provider.put(bucket, native),
      provider.get(bucket, 'daily'),
      listed(provider, bucket),
      provider.delete(bucket, 'daily'),
    ]) {
      const error = await errorOf(call)
      expect(error.code).toBe('not-found')
      expect(error.message).toBe('there is no bucket "photos-nowhere"')
    }
  })

  it('before any request what the service would misunderstand', async () => {
    const bucket = await world.newBucket()
    const provider = world.provider()
    const { OSSBucketDestination: place } = native.Destination
    const both = { 'SSE-OSS': '', 'SSE-KMS': {} } as const
    const calls: [string, Promise<unknown>][] = [
      ['invalid-configuration', provider.get(bucket, '')],
      ['invalid-configuration', provider.delete(bucket, '')],
      ['invalid-configuration', provider.put(bucket, { ...native, Id: '' })],
      ['invalid-configuration', provider.put(bucket, { ...native, Filter: { Prefix: '\u0001' } })],
      [
        'invalid-configuration',
        provider.put(bucket, {
          ...native,
          Destination: { OSSBucketDestination: { ...place, Encryption: both } },
        }),
      ],
      ['invalid-input', provider.get('photos.example.com', 'daily')],
      ['invalid-input', provider.get(`${bucket}/`, 'daily')],
    ]
    for (const [code, call] of calls) expect((await errorOf(call)).code).toBe(code)
    expect(world.emulator.requests({ cloud: 'oss' })).toBe(0)
  })
})

describe('where a server does not know ?inventory', () => {
  it('deletes nothing, and says so', async () => {
    const bucket = await world.newBucket()
    world.emulator.setSwitches({ inventory: 'ignored' })
    for (const options of [{}, { cname: true }]) {
      const error = await errorOf(world.provider(options).delete(bucket, 'daily'))
      expect(error.code).toBe('protocol')
      expect(error.message).toContain('got <ListBucketResult>')
    }
    expect(world.emulator.buckets('oss')).toContain(bucket)
    expect(world.emulator.recentRequests({ bucket }).map(({ method }) => method)).toEqual([
      'GET',
      'GET',
    ])
  })

  it('finds no inventories, not none', async () => {
    const bucket = await world.newBucket()
    world.emulator.setSwitches({ inventory: 'ignored' })
    expect((await errorOf(listed(world.provider(), bucket))).code).toBe('protocol')
    expect((await errorOf(world.provider().get(bucket, 'daily'))).code).toBe('protocol')
    world.emulator.setSwitches({ inventory: 'not-implemented' })
    expect((await errorOf(listed(world.provider(), bucket))).code).toBe('unsupported')
    expect((await errorOf(world.provider().put(bucket, native))).code).toBe('unsupported')
  })
})

function html(status: number): FaultEffect {
  return { type: 'body', contentType: 'text/html', text: '<html><p>Hello<br></html>', status }
}

function answerWith(text: string): void {
  world.emulator.inject({
    times: 10,
    effect: { type: 'body', contentType: 'application/xml', text },
  })
}
