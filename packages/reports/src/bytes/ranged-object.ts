import type { ReportStore, RequestOptions, StoredObject } from '@bucket-inventory/core'

import type { RangedBytes } from './ranged-bytes.ts'
import { readObject } from './read-object.ts'

export interface RangedObjectOptions extends RequestOptions {
  /** Told of every chunk. */
  readonly onBytes?: (count: number) => void
}

/** An object of a store, each range of which is a request of its own, taken up again where its connection breaks. */
export function rangedObject(
  store: ReportStore,
  object: StoredObject,
  { signal, onBytes }: RangedObjectOptions = {},
): RangedBytes {
  return {
    size: object.size,
    async read(start, end) {
      const chunks: Uint8Array[] = []
      let length = 0
      const request = { start, end, ...(signal === undefined ? {} : { signal }) }
      for await (const chunk of readObject(store, object, request)) {
        onBytes?.(chunk.length)
        chunks.push(chunk)
        length += chunk.length
      }
      const [only] = chunks
      return only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks, length)
    },
  }
}
