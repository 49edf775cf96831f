import { InventoryError } from '@bucket-inventory/core'
import type { ReportStore } from '@bucket-inventory/core'
import { memoryReportStore } from '@bucket-inventory/reports'
import { describe, expect, it } from 'vitest'

import { smallObjectStore } from './small-object-store.ts'

/** A store whose reads fail so often first, with what was asked of it. */
function failing(errors: readonly Error[] = []) {
  const left = [...errors]
  const reads: string[] = []
  const inner = memoryReportStore(new Map([['manifest.json', '{"a":1}']]))
  const store: ReportStore = {
    list: (prefix) => inner.list(prefix),
    head: async () => {
      throw new Error('never asked for')
    },
    read: async (key, options) => {
      reads.push(key)
      const error = left.shift()
      if (error !== undefined) throw error
      return inner.read(key, options)
    },
  }
  return { store: smallObjectStore(store), reads }
}

async function textOf(store: ReportStore, range: { start?: number; end?: number } = {}) {
  const chunks: Uint8Array[] = []
  for await (const chunk of await store.read('manifest.json', range)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

const unavailable = new InventoryError('unavailable', 'the connection broke')

describe('a store of small objects', () => {
  it('reads what it is asked about, once', async () => {
    const { store, reads } = failing()
    expect(await store.head('manifest.json')).toStrictEqual({ key: 'manifest.json', size: 7 })
    expect(await textOf(store)).toBe('{"a":1}')
    expect(await textOf(store, { start: 2, end: 3 })).toBe('a')
    expect(await store.head('none')).toBeUndefined()
    await expect(store.read('none')).rejects.toMatchObject({ code: 'not-found' })
    expect(reads).toStrictEqual(['manifest.json', 'none'])
  })

  it('takes a broken connection up once more, and no further', async () => {
    const once = failing([unavailable])
    expect(await textOf(once.store)).toBe('{"a":1}')
    expect(once.reads).toHaveLength(2)
    const twice = failing([unavailable, unavailable])
    await expect(twice.store.head('manifest.json')).rejects.toBe(unavailable)
    expect(twice.reads).toHaveLength(2)
  })

  it.each([
    new InventoryError('throttled', 'slow down'),
    new InventoryError('not-found', 'no bucket', { service: { code: 'NoSuchBucket' } }),
    new InventoryError('permission-denied', 'no right'),
  ])('rejects with whatever else there is: $message', async (error) => {
    const { store, reads } = failing([error])
    await expect(store.head('manifest.json')).rejects.toBe(error)
    expect(reads).toHaveLength(1)
  })

  it('reads no further than to know that an object is too large', async () => {
    let given = 0
    const endless: ReportStore = {
      list: (prefix) => memoryReportStore(new Map()).list(prefix),
      head: async () => undefined,
      read: async () => mebibytes(),
    }
    async function* mebibytes() {
      const chunk = new Uint8Array(1024 * 1024)
      for (;;) {
        given += 1
        yield chunk
      }
    }
    const head = await smallObjectStore(endless).head('manifest.json')
    expect(head?.size).toBe(65 * 1024 * 1024)
    expect(given).toBe(65)
  })
})
