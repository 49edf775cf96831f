import { InventoryError } from '@bucket-inventory/core'
import type { ReadObjectOptions, ReportStore, StoredObject } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { memoryReportStore } from '../stores/memory-report-store.ts'
import { readObject } from './read-object.ts'

const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251))

interface World {
  readonly objects: Map<string, Uint8Array>
  readonly store: ReportStore
  readonly object: StoredObject
  readonly reads: ReadObjectOptions[]
  closed: number
}

/** A store of one object whose connections, in turn, break after so many bytes. */
async function world(breakAfter: readonly (number | Error)[]): Promise<World> {
  const objects = new Map<string, Uint8Array>([['file', content]])
  const inner = memoryReportStore(objects)
  const object = await inner.head('file')
  if (object === undefined) throw new Error('the object is not there')
  const reads: ReadObjectOptions[] = []
  const made: World = {
    objects,
    object,
    reads,
    closed: 0,
    store: {
      ...inner,
      async read(key, options = {}) {
        const limit = breakAfter[reads.length] ?? Infinity
        reads.push(options)
        if (limit instanceof Error) throw limit
        const bytes = await inner.read(key, options)
        return (async function* () {
          try {
            let given = 0
            for await (const chunk of bytes) {
              if (given + chunk.length > limit) {
                yield chunk.subarray(0, limit - given)
                throw new InventoryError('unavailable', 'connection reset')
              }
              given += chunk.length
              yield chunk
            }
          } finally {
            made.closed += 1
          }
        })()
      },
    },
  }
  return made
}

async function whole(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const isContent = (bytes: Buffer) => bytes.equals(content)

const quick = { interval: 1 }

describe('reading an object', () => {
  it('asks once, with its etag, when nothing breaks', async () => {
    const { store, object, reads } = await world([])
    expect(await whole(readObject(store, object))).toSatisfy(isContent)
    expect(reads).toMatchObject([{ etag: object.etag }])
    expect(reads[0]).not.toHaveProperty('start')
  })

  it('goes on at the byte where a connection broke', async () => {
    const made = await world([100_000, 0, 7])
    const { store, object, reads } = made
    expect(await whole(readObject(store, object, quick))).toSatisfy(isContent)
    expect(reads.map(({ start }) => start)).toStrictEqual([undefined, 100_000, 100_000, 100_007])
    expect(new Set(reads.map(({ etag }) => etag))).toStrictEqual(new Set([object.etag]))
    expect(made.closed).toBe(4)
  })

  it('takes a connection that ends early for a broken one', async () => {
    const { store, object, reads } = await world([])
    const short: ReportStore = {
      ...store,
      read: (key, options) =>
        store.read(key, reads.length === 0 ? { ...options, end: 1000 } : (options ?? {})),
    }
    expect(await whole(readObject(short, object, quick))).toSatisfy(isContent)
    expect(reads.map(({ start }) => start)).toStrictEqual([undefined, 1000])
  })

  it('takes a connection that is silent for a broken one, and closes it', async () => {
    const { store, object, reads } = await world([])
    const signals: (AbortSignal | undefined)[] = []
    const silent: ReportStore = {
      ...store,
      async read(key, options = {}) {
        signals.push(options.signal)
        const bytes = await store.read(key, options)
        if (reads.length > 1) return bytes
        return (async function* () {
          for await (const chunk of bytes) {
            yield chunk
            await new Promise(() => undefined)
          }
        })()
      },
    }
    const patient = { ...quick, silence: 20 }
    expect(await whole(readObject(silent, object, patient))).toSatisfy(isContent)
    expect(reads.map(({ start }) => start)).toStrictEqual([undefined, 65_536])
    expect(signals.map((signal) => signal?.aborted)).toStrictEqual([true, false])
  })

  it('gives up on what is silent for ever, and blames no reader that is slow', async () => {
    const { store, object } = await world([])
    const dumb: ReportStore = { ...store, read: () => new Promise(() => undefined) }
    const patient = { ...quick, attempts: 2, silence: 20 }
    await expect(whole(readObject(dumb, object, patient))).rejects.toMatchObject({
      code: 'unavailable',
      message: '"file" cannot be read: nothing came for 0.02 seconds',
      position: { file: 'file', byte: 0 },
    })
    let length = 0
    for await (const chunk of readObject(store, object, { ...patient, attempts: 1 })) {
      length += chunk.length
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
    expect(length).toBe(content.length)
  })

  it('gives up after five connections, and says at which byte', async () => {
    const { store, object, reads } = await world([1000, 1000, 1000, 1000, 1000, 1000])
    await expect(whole(readObject(store, object, quick))).rejects.toMatchObject({
      code: 'unavailable',
      retryable: true,
      position: { file: 'file', byte: 5000 },
      message: expect.stringContaining('byte 5000 of 300000: connection reset'),
    })
    expect(reads).toHaveLength(5)
  })

  it('counts anew after a mebibyte', async () => {
    const big = Buffer.alloc(3 << 20, 'x')
    const { store, objects, reads } = await world([1 << 20, 1 << 20, 0, 10])
    objects.set('file', big)
    const object = await store.head('file')
    if (object === undefined) throw new Error('the object is not there')
    expect(await whole(readObject(store, object, { ...quick, attempts: 4 }))).toHaveLength(
      big.length,
    )
    expect(reads).toHaveLength(5)
  })

  it('does not try again what would fail again, and says of which object it is', async () => {
    const service = { code: 'AccessDenied', status: 403 }
    const denied = new InventoryError('permission-denied', 'no right', { service })
    const { store, object, reads } = await world([100, denied])
    await expect(whole(readObject(store, object, quick))).rejects.toMatchObject({
      code: 'permission-denied',
      retryable: false,
      message: '"file" cannot be read beyond byte 100 of 300000: no right',
      position: { file: 'file', byte: 100 },
      service,
      cause: denied,
    })
    expect(reads).toHaveLength(2)
  })

  it('rejects what is no error of ours as it is', async () => {
    const mistake = new TypeError('a mistake')
    const { store, object } = await world([mistake])
    await expect(whole(readObject(store, object, quick))).rejects.toBe(mistake)
  })

  it('rejects with protocol what a store gives that knows no ranges', async () => {
    const made = await world([100_000])
    const whollyGiven: ReportStore = {
      ...made.store,
      read: (key, { etag = '' } = {}) => made.store.read(key, { etag }),
    }
    await expect(whole(readObject(whollyGiven, made.object, quick))).rejects.toMatchObject({
      code: 'protocol',
      message: expect.stringContaining('as if it knew no ranges'),
    })
    expect(made.closed).toBe(2)
  })

  it('rejects with conflict when the object changed between two connections', async () => {
    const { store, object, objects } = await world([100_000])
    const bytes = readObject(store, object, quick)
    await bytes.next()
    objects.set('file', Buffer.from('another'))
    await expect(whole(bytes)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('begin again'),
      position: { file: 'file', byte: 100_000 },
    })
  })

  it('asks for nothing of an empty object', async () => {
    const { store, objects, reads } = await world([])
    objects.set('file', new Uint8Array())
    const object = await store.head('file')
    if (object === undefined) throw new Error('the object is not there')
    expect(await whole(readObject(store, object))).toHaveLength(0)
    expect(reads).toHaveLength(0)
  })

  it('closes the connection when the reader stops', async () => {
    const made = await world([])
    for await (const chunk of readObject(made.store, made.object)) {
      expect(chunk.length).toBeGreaterThan(0)
      break
    }
    expect(made.closed).toBe(1)
  })
})

describe('aborting', () => {
  it('rejects with the signal’s own reason before anything is asked for', async () => {
    const { store, object } = await world([])
    const reason = new Error('enough')
    const bytes = readObject(store, object, { signal: AbortSignal.abort(reason) })
    await expect(whole(bytes)).rejects.toBe(reason)
  })

  it('rejects at once while a connection is silent', async () => {
    const { store, object } = await world([])
    const silent: ReportStore = {
      ...store,
      read: async () => ({
        [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }),
      }),
    }
    const controller = new AbortController()
    const reason = new Error('enough')
    const reading = whole(readObject(silent, object, { signal: controller.signal }))
    setImmediate(() => {
      controller.abort(reason)
    })
    await expect(reading).rejects.toBe(reason)
  })

  it('rejects at once while it waits for another try', async () => {
    const { store, object } = await world([0])
    const controller = new AbortController()
    const reason = new Error('enough')
    const options = { interval: 60_000, signal: controller.signal }
    const reading = whole(readObject(store, object, options))
    setTimeout(() => {
      controller.abort(reason)
    }, 10)
    await expect(reading).rejects.toBe(reason)
  })
})
