import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator, Fault, Switches } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { S3Inventories } from './emulator-s3-inventories.ts'
import { sendSigned } from './emulator-signed-request.ts'

let emulator: Emulator
let s3: S3Inventories
let defaults: Switches
let buckets = 0

beforeAll(async () => {
  emulator = await startEmulator()
  defaults = emulator.switches
})

afterAll(() => emulator.close())

beforeEach(async () => {
  buckets += 1
  s3 = new S3Inventories(emulator.s3, `photos-${buckets}`)
  await emulator.createBucket({ cloud: 's3', name: s3.bucket })
})

afterEach(() => {
  s3.close()
  emulator.setSwitches(defaults)
  emulator.resetFaults()
})

const operation = 'PutBucketInventoryConfiguration'

function inject(fault: Omit<Fault, 'cloud' | 'bucket'>): void {
  emulator.inject({ cloud: 's3', bucket: s3.bucket, ...fault })
}

function getDocument() {
  return sendSigned(emulator.s3, { target: `/${s3.bucket}?id=daily&inventory` })
}

describe('a server', () => {
  test('that ignores ?inventory deletes the bucket', async () => {
    await s3.put('daily')
    emulator.setSwitches({ inventory: 'ignored' })
    expect(await s3.delete('daily')).toBe(204)
    expect(emulator.buckets('s3')).not.toContain(s3.bucket)
    expect(emulator.requests({ operation: 'DeleteBucket', bucket: s3.bucket })).toBe(1)
  })

  test('that lists objects instead is not told from an empty list by the SDK', async () => {
    await s3.put('daily')
    emulator.setSwitches({ inventory: 'ignored' })
    expect((await s3.list()).ids).toEqual([])
  })

  test('without the feature says so', async () => {
    emulator.setSwitches({ inventory: 'not-implemented' })
    await expect(s3.put('daily')).rejects.toMatchObject({ name: 'NotImplemented' })
  })
})

describe('a fault', () => {
  test.each([
    ['before', []],
    ['after', ['daily']],
  ] as const)('as an error document comes %s the change', async (when, left) => {
    inject({ operation, when, effect: { type: 'error', status: 503, code: 'SlowDown' } })
    await expect(s3.put('daily')).rejects.toMatchObject({
      name: 'SlowDown',
      $metadata: { httpStatusCode: 503 },
    })
    expect((await s3.list()).ids).toEqual(left)
  })

  test.each([
    ['before', []],
    ['after', ['daily']],
  ] as const)('as a reset comes %s the change', async (when, left) => {
    inject({ operation, when, effect: { type: 'reset' } })
    await expect(s3.put('daily')).rejects.toMatchObject({ code: 'ECONNRESET' })
    expect((await s3.list()).ids).toEqual(left)
    expect(emulator.recentRequests({ bucket: s3.bucket })[0]).not.toHaveProperty('status')
  })

  test.each([
    ['before', []],
    ['after', ['daily']],
  ] as const)('as a page of a proxy comes %s the change', async (when, left) => {
    const text = '<html><body>Bad Gateway</body></html>'
    inject({
      operation,
      when,
      effect: { type: 'body', status: 502, contentType: 'text/html', text },
    })
    await expect(s3.put('daily')).rejects.toMatchObject({ $metadata: { httpStatusCode: 502 } })
    expect((await s3.list()).ids).toEqual(left)
  })

  test.each([
    ['before', []],
    ['after', ['daily']],
  ] as const)('as silence comes %s the change', async (when, left) => {
    inject({ operation, when, effect: { type: 'hang' } })
    const client = new AbortController()
    const put = s3.put('daily', {}, { abortSignal: client.signal })
    await emulator.waitForHeld(1, { operation, bucket: s3.bucket })
    expect((await s3.list()).ids).toEqual(left)
    client.abort()
    await expect(put).rejects.toMatchObject({ name: 'AbortError' })
    const [held] = emulator.recentRequests({ operation, bucket: s3.bucket })
    expect(held).not.toHaveProperty('status')
    expect((await s3.list()).ids).toEqual(left)
    expect(emulator.requests({ operation, bucket: s3.bucket })).toBe(1)
  })

  test('cuts an answer', async () => {
    await s3.put('daily')
    inject({ effect: { type: 'truncate', bytes: 100 } })
    await expect(getDocument()).rejects.toThrow('aborted')
    expect((await getDocument()).text).toContain('<Id>daily</Id>')
  })

  test('delays an answer, before the change or after it', async () => {
    for (const when of ['before', 'after'] as const) {
      inject({ operation, when, effect: { type: 'delay', milliseconds: 30 } })
      const start = performance.now()
      const answer = s3.put(when)
      await answer
      expect(performance.now() - start).toBeGreaterThanOrEqual(29)
    }
    expect((await s3.list()).ids).toEqual(['after', 'before'])
  })

  test('lets a write be seen late, and a delete too', async () => {
    inject({ operation, effect: { type: 'stale', reads: 2 } })
    await s3.put('daily')
    await expect(s3.get('daily')).rejects.toMatchObject({ name: 'NoSuchConfiguration' })
    expect((await s3.list()).ids).toEqual([])
    expect((await s3.list()).ids).toEqual(['daily'])
    inject({ operation: 'DeleteBucketInventoryConfiguration', effect: { type: 'stale', reads: 1 } })
    await s3.delete('daily')
    expect((await s3.list()).ids).toEqual(['daily'])
    expect((await s3.list()).ids).toEqual([])
  })

  test('lets one request be served as if it had no ?inventory', async () => {
    await s3.put('daily')
    inject({
      operation: 'DeleteBucketInventoryConfiguration',
      effect: { type: 'ignore-inventory' },
    })
    await s3.delete('daily')
    expect(emulator.buckets('s3')).not.toContain(s3.bucket)
  })

  test('skips some and hits some', async () => {
    inject({
      operation,
      after: 1,
      times: 2,
      effect: { type: 'error', status: 500, code: 'InternalError' },
    })
    const outcomes: boolean[] = []
    for (const id of ['a', 'b', 'c', 'd'])
      outcomes.push(
        await s3.put(id).then(
          () => true,
          () => false,
        ),
      )
    expect(outcomes).toEqual([true, false, false, true])
    expect(emulator.requests({ operation, bucket: s3.bucket })).toBe(4)
  })
})
