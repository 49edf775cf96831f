import { createHash } from 'node:crypto'

import { InventoryError } from '@bucket-inventory/core'
import type { ReadObjectOptions, ReportStore, StoreEntry } from '@bucket-inventory/core'

/** A map of keys to contents as a store, for tests of what reads reports. What the map holds later is seen later. */
export function memoryReportStore(objects: ReadonlyMap<string, Uint8Array | string>): ReportStore {
  const contentOf = (key: string) => {
    const content = objects.get(key)
    return content === undefined ? undefined : Buffer.from(content)
  }
  return {
    async *list(prefix, { signal } = {}) {
      for (const entry of entriesBelow(objects, prefix)) {
        signal?.throwIfAborted()
        yield entry
      }
    },
    async head(key, { signal } = {}) {
      signal?.throwIfAborted()
      const content = contentOf(key)
      return content && { key, size: content.length, etag: etagOf(content) }
    },
    async read(key, options = {}) {
      options.signal?.throwIfAborted()
      const content = contentOf(key)
      if (content === undefined) {
        throw new InventoryError('not-found', `there is no object "${key}"`)
      }
      if (options.etag !== undefined && options.etag !== etagOf(content)) {
        throw new InventoryError('conflict', `object "${key}" is another one by now`)
      }
      return chunksOf(content, options)
    },
  }
}

function entriesBelow(
  objects: ReadonlyMap<string, Uint8Array | string>,
  prefix: string,
): StoreEntry[] {
  const entries = new Map<string, number>()
  for (const [key, content] of objects) {
    if (!key.startsWith(prefix) || key === prefix) continue
    const slash = key.indexOf('/', prefix.length)
    if (slash === -1) entries.set(key, Buffer.byteLength(content))
    else entries.set(key.slice(0, slash + 1), 0)
  }
  return [...entries].map(([key, size]) => ({ key, size })).toSorted(byKey)
}

function byKey(left: StoreEntry, right: StoreEntry): number {
  return Buffer.compare(Buffer.from(left.key), Buffer.from(right.key))
}

async function* chunksOf(
  content: Uint8Array,
  { start = 0, end = content.length, signal }: ReadObjectOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  const stop = Math.min(end, content.length)
  for (let position = start; position < stop; position += chunkSize) {
    signal?.throwIfAborted()
    yield content.subarray(position, Math.min(position + chunkSize, stop))
  }
}

// As a socket gives them.
const chunkSize = 64 * 1024

function etagOf(content: Uint8Array): string {
  return createHash('md5').update(content).digest('hex')
}
