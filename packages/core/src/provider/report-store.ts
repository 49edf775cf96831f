import type { RequestOptions } from './request-options.ts'

/** Objects in a bucket or folder, as far as reading reports needs them. Keys are raw, never URL-encoded. */
export interface ReportStore {
  /** Reading an object twice costs next to nothing, as in a folder: what must be read whole first is not kept. Default: false. */
  readonly local?: boolean
  /** Everything directly below `prefix` (it ends with `/` or is empty): objects, and folders as keys ending in `/`. */
  list(prefix: string, options?: RequestOptions): AsyncIterable<StoreEntry>
  /** `undefined` where there is no such object. */
  head(key: string, options?: RequestOptions): Promise<StoredObject | undefined>
  /** Must reject with `not-found`. Ending the iteration early closes the connection. */
  read(key: string, options?: ReadObjectOptions): Promise<AsyncIterable<Uint8Array>>
}

export interface StoreEntry {
  readonly key: string
  /** Bytes; 0 for a folder. */
  readonly size: number
}

export interface StoredObject extends StoreEntry {
  readonly etag?: string
}

export interface ReadObjectOptions extends RequestOptions {
  /** Byte to begin with. Default: 0. */
  readonly start?: number
  /** Byte to end before. Default: the end of the object. */
  readonly end?: number
  /** Reject with `conflict` if the object is another one by now. */
  readonly etag?: string
  /** Each chunk is done with when the next is asked for, so that its memory may be used again. Default: false. */
  readonly reuse?: boolean
}
