import { allPages, InventoryError, isInventoryError, readAnswer } from '@bucket-inventory/core'
import type {
  ReadObjectOptions,
  ReportStore,
  RequestOptions,
  StoredObject,
  StoreEntry,
} from '@bucket-inventory/core'

import { isS3Body, readS3Body } from './s3-body.ts'
import { readS3ObjectPage } from './s3-object-list.ts'
import type { S3Requests } from './s3-requests.ts'
import { toInventoryError } from './to-inventory-error.ts'

/**
 * The objects of a bucket of S3, for reading reports. No owner of the bucket is expected: reports may be delivered to another
 * account.
 */
export class S3ReportStore implements ReportStore {
  readonly #bucket: string
  readonly #requests: S3Requests

  constructor(bucket: string, requests: S3Requests) {
    this.#bucket = bucket
    this.#requests = requests
  }

  /** Page by page, each asked for when it is needed; of each the objects first. */
  async *list(
    prefix: string,
    { signal }: RequestOptions = {},
  ): AsyncGenerator<StoreEntry, void, undefined> {
    const subject = `bucket "${this.#bucket}"`
    const page = async (token: string | undefined) => {
      const text = await this.#requests.listObjects(this.#bucket, prefix, token, signal)
      return readAnswer(subject, () => readS3ObjectPage(text))
    }
    for await (const entry of allPages(subject, page, signal)) {
      // An object of the folder's own name is not below it.
      if (entry.key !== prefix) yield entry
    }
  }

  async head(key: string, { signal }: RequestOptions = {}): Promise<StoredObject | undefined> {
    requireKey(key)
    try {
      return this.#described(key, await this.#requests.headObject(this.#bucket, key, { signal }))
    } catch (error) {
      if (isInventoryError(error, 'not-found')) return undefined
      throw error
    }
  }

  async read(key: string, options: ReadObjectOptions = {}): Promise<AsyncIterable<Uint8Array>> {
    const { start = 0, end, etag, signal } = options
    requireKey(key)
    if (end !== undefined && end <= start) return this.#readNothing(key, options)
    const last = end === undefined ? '' : end - 1
    const range = start === 0 && end === undefined ? undefined : `bytes=${start}-${last}`
    try {
      const output = await this.#requests.getObject(this.#bucket, key, { range, etag, signal })
      const body = valueAt(output, 'Body')
      if (!isS3Body(body)) throw this.#unreadable(key, 'the SDK gives no bytes')
      return readS3Body(body, (error) => this.#broken(key, error), signal)
    } catch (error) {
      if (isInventoryError(error) && error.service?.code === 'InvalidRange') return nothing()
      throw error
    }
  }

  /** No request can ask for no bytes. */
  async #readNothing(
    key: string,
    { etag, signal }: ReadObjectOptions,
  ): Promise<AsyncIterable<Uint8Array>> {
    const object = await this.head(key, signal === undefined ? {} : { signal })
    const subject = `object "${key}" of bucket "${this.#bucket}"`
    if (object === undefined) throw new InventoryError('not-found', `there is no ${subject}`)
    if (etag === undefined || etag === object.etag) return nothing()
    throw new InventoryError('conflict', `${subject} is another one by now`)
  }

  #described(key: string, output: unknown): StoredObject {
    const [size, etag] = [valueAt(output, 'ContentLength'), valueAt(output, 'ETag')]
    if (typeof size !== 'number' || !Number.isSafeInteger(size)) {
      throw this.#unreadable(key, 'the answer says no size')
    }
    return { key, size, ...(typeof etag === 'string' ? { etag } : {}) }
  }

  #unreadable(key: string, reason: string): InventoryError {
    return new InventoryError('protocol', `object "${key}" of bucket "${this.#bucket}": ${reason}`)
  }

  #broken(key: string, error: unknown): InventoryError {
    const { region } = this.#requests
    return toInventoryError(error, { bucket: this.#bucket, key, missing: 'objects', region })
  }
}

/** A request for no key would list the bucket. */
function requireKey(key: string): void {
  if (key === '') throw new InventoryError('invalid-input', 'the key of an object is empty')
}

async function* nothing(): AsyncGenerator<Uint8Array, void, undefined> {}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
