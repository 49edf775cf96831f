import { S3Client } from '@aws-sdk/client-s3'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import type { S3Configuration, S3ProviderOptions } from '@bucket-inventory/aws-s3'
import { isInventoryError } from '@bucket-inventory/core'
import type { InventoryError, InventoryProvider } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator, FaultEffect } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'

const native: S3Configuration = {
  Id: 'daily',
  IsEnabled: true,
  IncludedObjectVersions: 'All',
  Schedule: { Frequency: 'Daily' },
  Filter: { Prefix: `  a&b<c>"'\r\n\t照片/😀 ` },
  OptionalFields: ['Size', 'ETag'],
  Destination: {
    S3BucketDestination: {
      Bucket: 'arn:aws:s3:::reports',
      Format: 'Parquet',
      AccountId: '012345678901',
      Prefix: '007',
      Encryption: { SSES3: {} },
    },
  },
}

let emulator: Emulator
let created = 0

beforeAll(async () => {
  emulator = await startEmulator({
    accounts: [{ id: '012345678901', accessKeyId: 'test', secretAccessKey: 'test' }],
  })
})

afterEach(() => {
  emulator.resetFaults()
  emulator.setSwitches({ s3WrongRegion: 'redirect', inventory: 'supported' })
  vi.unstubAllEnvs()
})

afterAll(async () => {
  await emulator.close()
})

async function newBucket(ending = ''): Promise<string> {
  created += 1
  const name = `photos-${created}${ending}`
  await emulator.createBucket({ cloud: 's3', name })
  emulator.resetRequests()
  return name
}

function clientOf(settings: { secretAccessKey?: string; endpoint?: string; region?: string } = {}) {
  const { secretAccessKey = 'test', endpoint = emulator.s3, region = 'us-east-1' } = settings
  return new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey },
  })
}

function providerOf(options: S3ProviderOptions = {}): InventoryProvider<S3Configuration> {
  return createS3Provider({ client: clientOf(), ...options })
}

function operations(bucket: string): string[] {
  return emulator.recentRequests({ bucket }).map(({ operation }) => operation)
}

async function listed(provider: InventoryProvider<S3Configuration>, bucket: string) {
  const entries = []
  for await (const entry of provider.list(bucket)) entries.push(entry)
  return entries
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

function answering(text: string, status = 200): FaultEffect {
  return { type: 'body', contentType: 'text/html', text, status }
}

function truncatedPage(inner: string): string {
  return `<ListInventoryConfigurationsResult><IsTruncated>true</IsTruncated>${inner}</ListInventoryConfigurationsResult>`
}

/** Nothing of this machine's own settings, and these. */
function environment(variables: Readonly<Record<string, string>>): void {
  const bare = { AWS_PROFILE: '', AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nonexistent' }
  for (const [name, value] of Object.entries({ ...bare, ...variables })) vi.stubEnv(name, value)
}

describe('what is sent and read', () => {
  test('every text comes back to the letter', async () => {
    const bucket = await newBucket()
    const provider = providerOf()
    await provider.put(bucket, native)
    expect(await provider.get(bucket, 'daily')).toEqual(native)
    expect(await listed(provider, bucket)).toEqual([native])
  })

  test('elements that nobody knows survive being read and written back', async () => {
    const bucket = await newBucket()
    const provider = providerOf()
    const remainder = {
      Owner: { Name: 'x', Tag: ['a', 'b'] },
      Filter: { SizeGreaterThan: '1024' },
      Destination: { S3BucketDestination: { Layout: '' } },
    }
    await provider.put(bucket, { ...native, remainder })
    const read = await provider.get(bucket, 'daily')
    expect(read.remainder).toEqual(remainder)
    await provider.put(bucket, { ...read, IsEnabled: false })
    expect(await provider.get(bucket, 'daily')).toEqual({ ...native, remainder, IsEnabled: false })
  })

  test('one put is one request, and the modes look first', async () => {
    const bucket = await newBucket()
    const provider = providerOf()
    expect(await provider.put(bucket, native)).toEqual({ outcome: 'written' })
    expect(operations(bucket)).toEqual(['PutBucketInventoryConfiguration'])
    expect(await provider.put(bucket, native, { mode: 'create' })).toEqual({ outcome: 'unchanged' })
    const other = { ...native, IsEnabled: false }
    expect(await errorOf(provider.put(bucket, other, { mode: 'create' }))).toMatchObject({
      code: 'already-exists',
    })
    expect(await provider.put(bucket, other, { mode: 'replace' })).toEqual({ outcome: 'replaced' })
    const second = { ...native, Id: 'second' }
    expect(await errorOf(provider.put(bucket, second, { mode: 'replace' }))).toMatchObject({
      code: 'not-found',
    })
    expect(await provider.put(bucket, second, { mode: 'create' })).toEqual({ outcome: 'created' })
    expect(emulator.requests({ bucket, operation: 'PutBucketInventoryConfiguration' })).toBe(3)
  })

  test('refuses before any request what the SDK would send', async () => {
    const bucket = await newBucket()
    const provider = providerOf()
    const place = native.Destination.S3BucketDestination
    const both = { SSES3: {}, SSEKMS: { KeyId: 'k' } }
    const refused = [
      provider.put(bucket, { ...native, Id: '' }),
      provider.put(bucket, { ...native, Filter: { Prefix: '' } }),
      provider.put(bucket, { ...native, Filter: { Prefix: '\u0001' } }),
      provider.put(bucket, {
        ...native,
        Destination: { S3BucketDestination: { ...place, Encryption: both } },
      }),
      provider.get(bucket, ''),
      provider.delete(bucket, ''),
    ]
    const errors = await Promise.all(refused.map(errorOf))
    expect(errors.map(({ code }) => code)).toEqual(Array(6).fill('invalid-configuration'))
    expect(emulator.requests({ bucket })).toBe(0)
  })

  test.each([
    ['', '"" is no name of a bucket'],
    ['..', '".." is no name of a bucket'],
    ['photos?x', '"photos?x" is no name of a bucket'],
    ['photos/', '"photos/" is no name of a bucket'],
    ['arn:aws:s3:::photos', '"arn:aws:s3:::photos" is no name of a bucket; write "photos"'],
  ])('refuses bucket %j before any request', async (bucket, message) => {
    emulator.resetRequests()
    const provider = providerOf()
    for (const call of [
      provider.put(bucket, native),
      provider.get(bucket, 'daily'),
      listed(provider, bucket),
      provider.delete(bucket, 'daily'),
    ]) {
      expect(await errorOf(call)).toMatchObject({ code: 'invalid-input', message })
    }
    expect(emulator.requests({ cloud: 's3' })).toBe(0)
  })

  test('an old bucket may have a name that no new one may have', async () => {
    const error = await errorOf(providerOf().get('My_Old_Photos', 'daily'))
    expect(error.message).toBe('there is no bucket "My_Old_Photos"')
  })
})

describe('paging', () => {
  test('lists a hundred in each request', async () => {
    const bucket = await newBucket()
    const provider = providerOf()
    const ids = Array.from({ length: 201 }, (_, index) => `id-${String(index).padStart(4, '0')}`)
    for (let start = 0; start < ids.length; start += 25) {
      const some = ids.slice(start, start + 25)
      await Promise.all(some.map((Id) => provider.put(bucket, { ...native, Id })))
    }
    emulator.resetRequests()
    const entries = await listed(provider, bucket)
    expect(entries.map((entry) => ('error' in entry ? undefined : entry.Id))).toEqual(ids)
    expect(emulator.requests({ bucket })).toBe(3)
  })

  test('ends with protocol where a token repeats or is missing', async () => {
    const bucket = await newBucket()
    emulator.inject({
      bucket,
      times: 5,
      effect: answering(truncatedPage('<NextContinuationToken>again</NextContinuationToken>')),
    })
    const repeated = await errorOf(listed(providerOf(), bucket))
    expect(repeated).toMatchObject({ code: 'protocol', message: expect.stringContaining('again') })
    expect(emulator.requests({ bucket })).toBe(2)
    emulator.resetFaults()
    emulator.inject({ bucket, effect: answering(truncatedPage('')) })
    expect(await errorOf(listed(providerOf(), bucket))).toMatchObject({ code: 'protocol' })
  })

  test('goes on after an entry that cannot be read', async () => {
    const bucket = await newBucket()
    emulator.inject({
      bucket,
      effect: answering(
        truncatedPage(
          '<InventoryConfiguration><Id>a</Id></InventoryConfiguration><NextContinuationToken>x</NextContinuationToken>',
        ),
      ),
    })
    const provider = providerOf()
    const iterator = provider.list(bucket)[Symbol.asyncIterator]()
    expect(await iterator.next()).toMatchObject({ value: { error: { code: 'protocol' } } })
    // The token is none of the emulator's.
    expect(await errorOf(iterator.next())).toMatchObject({ code: 'invalid-configuration' })
  })
})

describe('answers that are none', () => {
  test.each([
    ['HTML', '<!DOCTYPE html><html><body>Sign in</body></html>', 'got an HTML page'],
    ['nothing', '', 'got an empty body'],
    ['half a document', '<InventoryConfiguration><Id>daily</Id><IsEn', 'no well-formed XML'],
    [
      'a list of objects',
      '<ListBucketResult><Name>b</Name></ListBucketResult>',
      '<ListBucketResult>',
    ],
    ['a DOCTYPE', '<!DOCTYPE a [<!ENTITY e "x">]><InventoryConfiguration/>', 'a DOCTYPE'],
    ['no id', '<InventoryConfiguration/>', 'has no <Id>'],
  ])('%s is protocol', async (_what, text, message) => {
    const bucket = await newBucket()
    emulator.inject({ bucket, effect: answering(text) })
    const error = await errorOf(providerOf().get(bucket, 'daily'))
    expect(error).toMatchObject({ code: 'protocol', retryable: false })
    expect(error.message).toContain(`inventory "daily" of bucket "${bucket}"`)
    expect(error.message).toContain(message)
  })

  test.each(['before', 'after'] as const)(
    'a put and a deletion that something else answered, %s S3 did them, are protocol',
    async (when) => {
      const bucket = await newBucket()
      const provider = providerOf()
      emulator.inject({ bucket, when, effect: answering('<html>Sign in</html>') })
      expect(await errorOf(provider.put(bucket, native))).toMatchObject({
        code: 'protocol',
        message: `inventory "daily" of bucket "${bucket}": the answer is not the empty one of S3`,
      })
      await provider.put(bucket, native)
      emulator.inject({
        bucket,
        when,
        operation: 'DeleteBucketInventoryConfiguration',
        effect: answering('<html>Sign in</html>'),
      })
      expect(await errorOf(provider.delete(bucket, 'daily'))).toMatchObject({ code: 'protocol' })
    },
  )

  test('an error that comes with status 200 to a put is asked for again too', async () => {
    const bucket = await newBucket()
    emulator.inject({ bucket, effect: answering('<Error><Code>InternalError</Code></Error>') })
    expect(await providerOf().put(bucket, native)).toEqual({ outcome: 'written' })
    expect(emulator.requests({ bucket })).toBe(2)
    expect(await providerOf().get(bucket, 'daily')).toEqual(native)
  })

  test('the document of another id is protocol', async () => {
    const bucket = await newBucket()
    const provider = providerOf()
    emulator.inject({ bucket, effect: answering(provider.document({ ...native, Id: 'other' })) })
    const error = await errorOf(provider.get(bucket, 'daily'))
    expect(error).toMatchObject({ code: 'protocol' })
    expect(error.message).toContain('got "other" instead')
  })

  test('an answer that breaks off is asked for again, then unavailable', async () => {
    const bucket = await newBucket()
    const provider = providerOf()
    await provider.put(bucket, native)
    emulator.inject({ bucket, effect: { type: 'truncate', bytes: 100 } })
    expect(await provider.get(bucket, 'daily')).toEqual(native)
    emulator.inject({ bucket, times: 9, effect: { type: 'truncate', bytes: 100 } })
    expect(await errorOf(provider.get(bucket, 'daily'))).toMatchObject({ code: 'unavailable' })
  })

  test('an error that comes with status 200 is asked for again, then that error', async () => {
    const bucket = await newBucket()
    const provider = providerOf()
    const effect = answering('<Error><Code>InternalError</Code><Message>m</Message></Error>')
    await provider.put(bucket, native)
    emulator.inject({ bucket, effect })
    expect(await provider.get(bucket, 'daily')).toEqual(native)
    emulator.inject({ bucket, times: 9, effect })
    expect(await errorOf(provider.get(bucket, 'daily'))).toMatchObject({
      code: 'unavailable',
      service: { code: 'InternalError' },
    })
  })

  test('HTML with an error is protocol, of a broken gateway unavailable', async () => {
    const bucket = await newBucket()
    emulator.inject({ bucket, effect: answering('Not here', 404) })
    expect(await errorOf(providerOf().get(bucket, 'daily'))).toMatchObject({ code: 'protocol' })
    emulator.inject({ bucket, times: 9, effect: answering('Bad gateway', 502) })
    expect(await errorOf(providerOf().get(bucket, 'daily'))).toMatchObject({
      code: 'unavailable',
      retryable: true,
    })
  })
})

describe('errors', () => {
  test('a put that is throttled is sent again by the SDK, once for all', async () => {
    const bucket = await newBucket()
    emulator.inject({ bucket, effect: { type: 'error', status: 503, code: 'SlowDown' } })
    expect(await providerOf().put(bucket, native)).toEqual({ outcome: 'written' })
    expect(emulator.requests({ bucket })).toBe(2)
    expect(await providerOf().get(bucket, 'daily')).toEqual(native)
  })

  test('a deletion whose answer was lost has deleted', async () => {
    const bucket = await newBucket()
    const provider = providerOf()
    await provider.put(bucket, native)
    emulator.inject({
      bucket,
      operation: 'DeleteBucketInventoryConfiguration',
      when: 'after',
      effect: { type: 'reset' },
    })
    expect(await provider.delete(bucket, 'daily')).toEqual({ existed: true })
    expect(await provider.delete(bucket, 'daily')).toEqual({ existed: false })
  })

  test('an endpoint that is no URL is invalid-input', async () => {
    const client = clientOf({ endpoint: 'nowhere' })
    expect(await errorOf(createS3Provider({ client }).get('photos', 'x'))).toMatchObject({
      code: 'invalid-input',
    })
  })

  test.each([
    ['SlowDown', 503, 'throttled'],
    ['AccessDenied', 403, 'permission-denied'],
    ['OperationAborted', 409, 'conflict'],
    ['InternalError', 500, 'unavailable'],
  ])('%s is not hidden', async (code, status, expected) => {
    const bucket = await newBucket()
    emulator.inject({ bucket, times: 9, effect: { type: 'error', status, code } })
    const error = await errorOf(providerOf().put(bucket, native))
    expect(error).toMatchObject({ code: expected, service: { code, status } })
    expect(error.service?.requestId).toBeDefined()
  })

  test('a reset connection is unavailable', async () => {
    const bucket = await newBucket()
    emulator.inject({ bucket, times: 9, effect: { type: 'reset' } })
    expect(await errorOf(providerOf().get(bucket, 'x'))).toMatchObject({ code: 'unavailable' })
  })

  test('a wrong secret is unauthenticated, and is not told', async () => {
    const bucket = await newBucket()
    const client = clientOf({ secretAccessKey: 'wrong-secret' })
    const error = await errorOf(createS3Provider({ client }).get(bucket, 'x'))
    expect(error).toMatchObject({ code: 'unauthenticated' })
    expect(JSON.stringify([error.message, error.service])).not.toContain('wrong-secret')
  })

  test('a closed port and a host that is not there are unavailable', async () => {
    const closed = createS3Provider({ client: clientOf({ endpoint: 'http://127.0.0.1:1' }) })
    expect(await errorOf(closed.get('photos', 'x'))).toMatchObject({ code: 'unavailable' })
    const nowhere = createS3Provider({ client: clientOf({ endpoint: 'http://nowhere.invalid' }) })
    expect(await errorOf(nowhere.get('photos', 'x'))).toMatchObject({ code: 'unavailable' })
  })

  test('a missing bucket is not-found everywhere', async () => {
    const provider = providerOf()
    const calls = [
      provider.put('nothing-here', native),
      provider.get('nothing-here', 'x'),
      listed(provider, 'nothing-here'),
      provider.delete('nothing-here', 'x'),
    ]
    const errors = await Promise.all(calls.map(errorOf))
    for (const error of errors) {
      expect(error).toMatchObject({
        code: 'not-found',
        message: 'there is no bucket "nothing-here"',
      })
    }
  })

  test.each(['redirect', 'malformed'] as const)(
    'the wrong region (%s) names the right one',
    async (s3WrongRegion) => {
      const bucket = await newBucket()
      emulator.setSwitches({ s3WrongRegion })
      const provider = createS3Provider({ client: clientOf({ region: 'eu-west-1' }) })
      const error = await errorOf(provider.get(bucket, 'x'))
      expect(error).toMatchObject({ code: 'invalid-input' })
      expect(error.message).toContain('is in region us-east-1, not in eu-west-1')
    },
  )

  test('an abort rejects with its own reason, before a request and during one', async () => {
    const bucket = await newBucket()
    const provider = providerOf()
    const before = new Error('before')
    const signal = AbortSignal.abort(before)
    await expect(provider.get(bucket, 'x', { signal })).rejects.toBe(before)
    await expect(provider.put(bucket, native, { signal })).rejects.toBe(before)
    expect(emulator.requests({ bucket })).toBe(0)
    emulator.inject({ bucket, times: 9, effect: { type: 'delay', milliseconds: 5000 } })
    const controller = new AbortController()
    const during = new Error('during')
    const abort = async () => {
      await vi.waitUntil(() => emulator.requests({ bucket }) > 0)
      controller.abort(during)
    }
    const call = provider.delete(bucket, 'x', { signal: controller.signal })
    const [outcome] = await Promise.allSettled([call, abort()])
    expect(outcome).toEqual({ status: 'rejected', reason: during })
  })
})

describe('the expected owner', () => {
  test('is sent, and another one is refused', async () => {
    const bucket = await newBucket()
    await providerOf({ accountId: '012345678901' }).put(bucket, native)
    const other = providerOf({ accountId: '999999999999' })
    const calls = [
      other.put(bucket, native),
      other.get(bucket, 'daily'),
      listed(other, bucket),
      other.delete(bucket, 'daily'),
    ]
    const errors = await Promise.all(calls.map(errorOf))
    expect(errors.map(({ code }) => code)).toEqual(Array(4).fill('permission-denied'))
  })

  test('is not sent for a directory bucket', async () => {
    const bucket = await newBucket('--use1-az4--x-s3')
    environment(emulator.environment)
    const provider = createS3Provider({ accountId: '999999999999' })
    expect(provider.scope(bucket)).toMatchObject({ bucketType: 'directory' })
    await provider.put(bucket, native)
    expect(await provider.get(bucket, 'daily')).toEqual(native)
  })
})

describe('settings', () => {
  test('come from where the SDK looks when nothing is said', async () => {
    const bucket = await newBucket()
    environment(emulator.environment)
    const provider = createS3Provider()
    expect(provider.scope(bucket)).toEqual({})
    await provider.put(bucket, native)
    expect(await provider.get(bucket, 'daily')).toEqual(native)
    expect(provider.scope(bucket)).toEqual({ region: 'us-east-1' })
  })

  test('decide the partition of ARNs before anything is translated', async () => {
    environment({ ...emulator.environment, AWS_REGION: 'cn-north-1' })
    const provider = createS3Provider()
    await provider.prepare?.()
    expect(provider.scope('photos')).toEqual({ region: 'cn-north-1' })
    vi.stubEnv('AWS_REGION', undefined)
    await expect(createS3Provider().prepare?.()).resolves.toBeUndefined()
  })

  test('put the bucket into the path where the endpoint is this machine by name', async () => {
    const bucket = await newBucket()
    const endpoint = emulator.s3.replace('127.0.0.1', 'localhost')
    environment({ ...emulator.environment, AWS_ENDPOINT_URL_S3: endpoint })
    await createS3Provider().put(bucket, native)
    expect(await createS3Provider({ endpoint }).get(bucket, 'daily')).toEqual(native)
  })

  test('without credentials are unauthenticated, without a region invalid-input', async () => {
    environment({ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_REGION: 'us-east-1' })
    const endpoint = emulator.s3
    expect(await errorOf(createS3Provider({ endpoint }).get('photos', 'x'))).toMatchObject({
      code: 'unauthenticated',
    })
    environment(emulator.environment)
    vi.stubEnv('AWS_REGION', undefined)
    expect(await errorOf(createS3Provider({ endpoint }).get('photos', 'x'))).toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('AWS_REGION'),
    })
    const odd = createS3Provider({ endpoint, region: 'eu west' })
    expect(await errorOf(odd.get('photos', 'x'))).toMatchObject({ code: 'invalid-input' })
  })

  test('of a place make another provider, but not around a client that was given', async () => {
    environment(emulator.environment)
    const bucket = await newBucket()
    const provider = createS3Provider({ region: 'eu-west-1' })
    const moved = provider.with?.({ region: 'us-east-1' })
    expect(moved?.scope(bucket)).toEqual({ region: 'us-east-1' })
    await moved?.put(bucket, native)
    expect(await errorOf(provider.get(bucket, 'daily'))).toMatchObject({ code: 'invalid-input' })
    expect(() => providerOf().with?.({ region: 'us-east-1' })).toThrow('was given a client')
  })

  test('the region of a client is known without a request', async () => {
    const provider = createS3Provider({ client: clientOf({ region: 'cn-north-1' }) })
    await vi.waitUntil(() => provider.scope('photos').region !== undefined)
    expect(provider.scope('photos')).toEqual({ region: 'cn-north-1' })
  })
})
