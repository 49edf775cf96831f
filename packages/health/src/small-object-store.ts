import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type { ReadObjectOptions, ReportStore, RequestOptions } from '@bucket-inventory/core'

/**
 * The same store for whoever looks at manifests and checksums only: what is looked at is read at once, and not asked for
 * again. So a manifest costs one request, where the reader of reports would take three.
 */
export function smallObjectStore(store: ReportStore): ReportStore {
  const known = new Map<string, Promise<Buffer | undefined>>()
  const contentOf = (key: string, options: RequestOptions) => {
    const content = known.get(key) ?? wholeObject(store, key, options)
    known.set(key, content)
    return content
  }
  return {
    list: (prefix, options) => store.list(prefix, options),
    head: async (key, { signal } = {}) => {
      const content = await contentOf(key, signal === undefined ? {} : { signal })
      return content && { key, size: content.length }
    },
    read: async (key, { start, end, signal }: ReadObjectOptions = {}) => {
      const content = await contentOf(key, signal === undefined ? {} : { signal })
      if (content === undefined) throw new InventoryError('not-found', `there is no "${key}"`)
      return oneChunk(content.subarray(start, end))
    },
  }
}

/** A connection that breaks is taken up once more, from the beginning. */
async function wholeObject(
  store: ReportStore,
  key: string,
  options: RequestOptions,
): Promise<Buffer | undefined> {
  try {
    return await readOnce(store, key, options)
  } catch (error) {
    options.signal?.throwIfAborted()
    if (!isInventoryError(error, 'unavailable')) throw error
    return readOnce(store, key, options)
  }
}

/** `undefined` where there is none. What is too large to be a manifest is read no further than to know that. */
async function readOnce(
  store: ReportStore,
  key: string,
  options: RequestOptions,
): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of await store.read(key, options)) {
      chunks.push(chunk)
      size += chunk.length
      if (size > largest) break
    }
  } catch (error) {
    if (isInventoryError(error, 'not-found') && error.service?.code !== 'NoSuchBucket') {
      return undefined
    }
    throw error
  }
  return Buffer.concat(chunks)
}

// The reader of manifests refuses what is larger.
const largest = 64 * 1024 * 1024

async function* oneChunk(content: Uint8Array): AsyncGenerator<Uint8Array, void, undefined> {
  yield content
}
