import { isInventoryError } from '@bucket-inventory/core'
import type { InventoryError, ReportStore } from '@bucket-inventory/core'
import type { Emulator, FaultEffect } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { mebibyte, startEndless } from './endless-object.ts'

/** A store of one cloud, and what puts objects there. */
export interface ReportStoreWorld {
  readonly cloud: 's3' | 'oss'
  readonly start: () => Promise<Emulator>
  readonly put: (bucket: string, key: string, body: Buffer) => Promise<void>
  /** Puts an inventory `daily` that is delivered to another bucket. */
  readonly configure: (source: string, destination: string) => Promise<void>
  /** Over a provider of an endpoint, that of the emulator if none is given. */
  readonly store: (bucket: string, endpoint?: string) => ReportStore
  /** Ends what the stores keep open. */
  readonly close: () => Promise<void>
}

/** Strange, but allowed. */
const strangeKeys = [
  'a b+c%2F%20&=?#',
  '//two',
  '/one',
  'in//side',
  'behind//',
  'dots/...',
  `q"<&>'\n\t`,
  "!'()*~",
  '照片/😀',
]

/** What every store of a cloud promises, as tests. */
export function testReportStore(world: ReportStoreWorld): void {
  let emulator: Emulator
  let created = 0

  beforeAll(async () => {
    emulator = await world.start()
  })

  afterEach(() => {
    emulator.resetFaults()
    emulator.setSwitches({ s3DeliveryPolicy: 'checked' })
  })

  afterAll(async () => {
    await world.close()
    await emulator.close()
  })

  async function newBucket(objects: Readonly<Record<string, string>> = {}): Promise<string> {
    created += 1
    const name = `reports-${created}`
    await emulator.createBucket({ cloud: world.cloud, name })
    for (const [key, body] of Object.entries(objects)) {
      await world.put(name, key, Buffer.from(body))
    }
    emulator.resetRequests()
    return name
  }

  function fail(operation: string, effect: FaultEffect, times = 1): void {
    emulator.inject({ operation, effect, times })
  }

  describe('list', () => {
    test('gives objects and folders directly below, and not the folder itself', async () => {
      const bucket = await newBucket({ 'a/': '', 'a/b': 'xyz', 'a/c/d': 'x', 'a/c/e': 'x', ab: '' })
      const store = world.store(bucket)
      expect(await entriesOf(store, 'a/')).toEqual([
        { key: 'a/b', size: 3 },
        { key: 'a/c/', size: 0 },
      ])
      expect(await entriesOf(store, '')).toEqual([
        { key: 'ab', size: 0 },
        { key: 'a/', size: 0 },
      ])
      expect(await entriesOf(store, 'b/')).toEqual([])
    })

    test('goes on page by page, as far as somebody reads', async () => {
      emulator.setSwitches({ s3DeliveryPolicy: 'any' })
      const keys = Array.from({ length: 51 }, (_, index) => [`${index}`, 'x'])
      const source = await newBucket(Object.fromEntries(keys))
      const bucket = await newBucket()
      await world.configure(source, bucket)
      for (let run = 0; run < 20; run += 1) {
        await emulator.deliver(world.cloud, source, 'daily', { rowsPerFile: 1 })
      }
      emulator.resetRequests()
      const store = world.store(bucket)
      const data = `${source}/daily/data/`
      for await (const { key } of store.list(data)) {
        expect(key).toMatch(data)
        break
      }
      expect(emulator.requests({ bucket })).toBe(1)
      const listed = await entriesOf(store, data)
      expect(new Set(listed.map(({ key }) => key)).size).toBe(1020)
      expect(listed).toHaveLength(1020)
      expect(emulator.requests({ bucket })).toBe(3)
    })

    test('rejects with not-found where there is no bucket', async () => {
      await expect(entriesOf(world.store('nowhere'), '')).rejects.toMatchObject({
        code: 'not-found',
        message: 'there is no bucket "nowhere"',
      })
    })

    test('rejects with protocol what is no list', async () => {
      const store = world.store(await newBucket({ a: '' }))
      const bad = [
        '<html></html>',
        '<ListBucketResult><Contents><Key>a</Key></Contents></ListBucketResult>',
        '<ListBucketResult><Contents><Key>a</Key><Size>1e3</Size></Contents></ListBucketResult>',
        '<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>',
        '<ListBucketResult><EncodingType>url</EncodingType><CommonPrefixes><Prefix>%E7/</Prefix></CommonPrefixes></ListBucketResult>',
      ]
      for (const text of bad) {
        fail('ListObjectsV2', { type: 'body', contentType: 'application/xml', text })
        await expect(entriesOf(store, ''), text).rejects.toMatchObject({ code: 'protocol' })
      }
    })
  })

  test('any key is listed, looked at and read as it is', async () => {
    const bucket = await newBucket(Object.fromEntries(strangeKeys.map((key) => [key, key])))
    const store = world.store(bucket)
    expect(new Set(await allKeys(store, ''))).toEqual(new Set(strangeKeys))
    for (const key of strangeKeys) {
      const size = Buffer.byteLength(key)
      expect(await store.head(key), key).toMatchObject({ key, size })
      expect(await textOf(store, key), key).toBe(key)
    }
  })

  describe('head', () => {
    test('says size and etag, and undefined where there is nothing', async () => {
      const store = world.store(await newBucket({ a: 'xyz' }))
      expect(await store.head('a')).toEqual({ key: 'a', size: 3, etag: expect.any(String) })
      expect(await store.head('b')).toBeUndefined()
    })

    test('refuses an empty key, which would mean the bucket', async () => {
      const bucket = await newBucket()
      const store = world.store(bucket)
      await expect(store.head('')).rejects.toMatchObject({ code: 'invalid-input' })
      await expect(store.read('')).rejects.toMatchObject({ code: 'invalid-input' })
      expect(emulator.requests({ bucket })).toBe(0)
    })
  })

  describe('read', () => {
    test('gives the bytes from the first to before the last, as many as there are', async () => {
      const store = world.store(await newBucket({ a: '0123456789', empty: '' }))
      expect(await textOf(store, 'a')).toBe('0123456789')
      expect(await textOf(store, 'a', { start: 3 })).toBe('3456789')
      expect(await textOf(store, 'a', { end: 3 })).toBe('012')
      expect(await textOf(store, 'a', { start: 3, end: 4 })).toBe('3')
      expect(await textOf(store, 'a', { start: 8, end: 99 })).toBe('89')
      expect(await textOf(store, 'a', { start: 10 })).toBe('')
      expect(await textOf(store, 'a', { start: 99, end: 100 })).toBe('')
      expect(await textOf(store, 'a', { start: 4, end: 4 })).toBe('')
      expect(await textOf(store, 'empty')).toBe('')
      expect(await textOf(store, 'empty', { end: 5 })).toBe('')
    })

    test('rejects with conflict where the object is another one by now', async () => {
      const bucket = await newBucket({ a: 'first' })
      const store = world.store(bucket)
      const { etag = '' } = (await store.head('a')) ?? {}
      expect(await textOf(store, 'a', { etag, start: 1 })).toBe('irst')
      expect(await textOf(store, 'a', { etag, end: 0 })).toBe('')
      await world.put(bucket, 'a', Buffer.from('second'))
      const expected = {
        code: 'conflict',
        message: `object "a" of bucket "${bucket}" is another one by now`,
      }
      await expect(store.read('a', { etag, start: 1 })).rejects.toMatchObject(expected)
      await expect(store.read('a', { etag, end: 0 })).rejects.toMatchObject(expected)
    })

    test('rejects with not-found where there is nothing', async () => {
      const bucket = await newBucket()
      const message = `bucket "${bucket}" has no object "a"`
      const store = world.store(bucket)
      await expect(store.read('a')).rejects.toMatchObject({ code: 'not-found', message })
      await expect(store.read('a', { end: 0 })).rejects.toMatchObject({ code: 'not-found' })
      await expect(world.store('nowhere').read('a')).rejects.toMatchObject({
        code: 'not-found',
        message: 'there is no bucket "nowhere"',
      })
    })

    test('tries again what may pass, and says what does not', async () => {
      const bucket = await newBucket({ a: 'xyz' })
      const store = world.store(bucket)
      const busy: FaultEffect = { type: 'error', status: 500, code: 'InternalError' }
      fail('GetObject', busy, 2)
      expect(await textOf(store, 'a')).toBe('xyz')
      expect(emulator.requests({ operation: 'GetObject' })).toBe(3)
      fail('GetObject', { type: 'error', status: 403, code: 'AccessDenied' })
      await expect(store.read('a')).rejects.toMatchObject({
        code: 'permission-denied',
        message: expect.stringContaining(`object "a" of bucket "${bucket}": `),
        service: { code: 'AccessDenied', status: 403 },
      })
      fail('GetObject', busy, 9)
      await expect(store.read('a')).rejects.toMatchObject({ code: 'unavailable', retryable: true })
    })

    test('says that an answer broke off, after the bytes that came', async () => {
      const store = world.store(await newBucket({ a: '0123456789' }))
      fail('GetObject', { type: 'truncate', bytes: 4 })
      let text = ''
      const error = await errorOf(async () => {
        for await (const chunk of await store.read('a')) text += Buffer.from(chunk).toString()
      })
      expect(error).toMatchObject({ code: 'unavailable', retryable: true })
      expect(text).toBe('0123')
    })
  })

  describe('an abort', () => {
    const reason = new Error('enough')
    const signal = AbortSignal.abort(reason)

    test('keeps requests from being sent', async () => {
      const bucket = await newBucket({ a: '' })
      const store = world.store(bucket)
      await expect(store.head('a', { signal })).rejects.toBe(reason)
      await expect(store.read('a', { signal })).rejects.toBe(reason)
      await expect(entriesOf(store, '', signal)).rejects.toBe(reason)
      expect(emulator.requests({ bucket })).toBe(0)
    })

    test('ends the waiting for an answer', async () => {
      const store = world.store(await newBucket({ a: 'xyz' }))
      for (const [operation, call] of [
        ['HeadObject', async (late: AbortSignal) => store.head('a', { signal: late })],
        ['GetObject', async (late: AbortSignal) => store.read('a', { signal: late })],
        ['ListObjectsV2', async (late: AbortSignal) => entriesOf(store, '', late)],
      ] as const) {
        fail(operation, { type: 'hang' })
        const controller = new AbortController()
        const outcome = Promise.allSettled([call(controller.signal)])
        await emulator.waitForHeld(1, { operation })
        controller.abort(reason)
        expect(await outcome, operation).toEqual([{ status: 'rejected', reason }])
      }
    })
  })

  describe('of an object that does not end', () => {
    test('nothing is read that nobody takes, and ending early closes the connection', async () => {
      const endless = await startEndless()
      const store = world.store('reports', endless.url)
      for await (const chunk of await store.read('a')) {
        expect(chunk.length).toBeGreaterThan(0)
        // As long as it takes until the server gets rid of no more.
        for (let sent = -1; sent !== endless.sent();) {
          sent = endless.sent()
          for (let look = 0; look < 10; look += 1) await store.head('a')
        }
        break
      }
      await endless.closed
      expect(endless.sent()).toBeLessThan(64 * mebibyte)
      await endless.close()
    })

    test('an answer that comes after an abort is closed', async () => {
      const endless = await startEndless()
      const answering = endless.hold()
      const store = world.store('reports', endless.url)
      const controller = new AbortController()
      const reason = new Error('enough')
      const outcome = Promise.allSettled([store.read('a', { signal: controller.signal })])
      const answer = await answering
      controller.abort(reason)
      expect(await outcome).toEqual([{ status: 'rejected', reason }])
      answer()
      await endless.closed
      await endless.close()
    })

    test('an abort closes the connection, also one that is silent', async () => {
      const endless = await startEndless(mebibyte)
      const store = world.store('reports', endless.url)
      const controller = new AbortController()
      const reason = new Error('enough')
      let length = 0
      const reading = async () => {
        for await (const chunk of await store.read('a', { signal: controller.signal })) {
          length += chunk.length
          if (length === mebibyte) setImmediate(() => controller.abort(reason))
        }
      }
      await expect(reading()).rejects.toBe(reason)
      await endless.closed
      expect(length).toBe(mebibyte)
      await endless.close()
    })
  })
}

async function entriesOf(store: ReportStore, prefix: string, signal?: AbortSignal) {
  const entries = []
  const options = signal === undefined ? {} : { signal }
  for await (const entry of store.list(prefix, options)) entries.push(entry)
  return entries
}

/** Of folder after folder. */
async function allKeys(store: ReportStore, prefix: string): Promise<string[]> {
  const keys = []
  for (const { key } of await entriesOf(store, prefix)) {
    if (!key.endsWith('/')) keys.push(key)
    else if ((await store.head(key)) === undefined) keys.push(...(await allKeys(store, key)))
    else keys.push(key, ...(await allKeys(store, key)))
  }
  return keys
}

/** Reads by one of the ways there are. */
export async function textOf(
  store: ReportStore,
  key: string,
  options: { readonly start?: number; readonly end?: number; readonly etag?: string } = {},
): Promise<string> {
  const chunks = []
  for await (const chunk of await store.read(key, options)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** What the work is rejected with, which is one of ours. */
export async function errorOf(work: () => Promise<unknown>): Promise<InventoryError> {
  try {
    await work()
  } catch (error) {
    if (isInventoryError(error)) return error
    throw error
  }
  throw new Error('it was not rejected')
}

/** What a manifest says of its files, read from where a delivery put it. */
export async function deliveredFiles(
  emulator: Emulator,
  cloud: 's3' | 'oss',
  source: string,
  store: ReportStore,
): Promise<readonly { readonly key: string; readonly size: number }[]> {
  const delivery = await emulator.deliver(cloud, source, 'daily')
  if (!delivery.delivered) throw new Error(delivery.reason)
  const manifest: { files: { key: string; size: number }[] } = JSON.parse(
    await textOf(store, delivery.manifestKey),
  )
  return manifest.files
}

/** Where the folders and files directly below a prefix lie. */
export async function keysBelow(store: ReportStore, prefix: string): Promise<readonly string[]> {
  return (await entriesOf(store, prefix)).map(({ key }) => key)
}
