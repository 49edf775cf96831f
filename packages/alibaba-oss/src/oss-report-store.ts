import { allPages, InventoryError, isInventoryError, readAnswer } from '@bucket-inventory/core'
import type {
  ReadObjectOptions,
  ReportStore,
  RequestOptions,
  StoredObject,
  StoreEntry,
} from '@bucket-inventory/core'

import { readOssBody } from './oss-body.ts'
import { readOssObjectPage } from './oss-object-list.ts'
import type { OssObjectRequests } from './oss-object-requests.ts'
import type { OssRequests } from './oss-requests.ts'

/** The objects of a bucket of OSS, for reading reports. Keys with `.` or `..` between slashes are `unsupported` by ali-oss. */
export class OssReportStore implements ReportStore {
  readonly #bucket: string
  readonly #requests: OssRequests
  readonly #objects: OssObjectRequests

  constructor(bucket: string, requests: OssRequests, objects: OssObjectRequests) {
    this.#bucket = bucket
    this.#requests = requests
    this.#objects = objects
  }

  /** Page by page, each asked for when it is needed; of each the objects first. */
  async *list(
    prefix: string,
    { signal }: RequestOptions = {},
  ): AsyncGenerator<StoreEntry, void, undefined> {
    const subject = `bucket "${this.#bucket}"`
    const page = async (token: string | undefined) => {
      const text = await this.#requests.listObjects(this.#bucket, prefix, token, signal)
      return readAnswer(subject, () => readOssObjectPage(text))
    }
    for await (const entry of allPages(subject, page, signal)) {
      // An object of the folder's own name is not below it.
      if (entry.key !== prefix) yield entry
    }
  }

  async head(key: string, { signal }: RequestOptions = {}): Promise<StoredObject | undefined> {
    try {
      return described(key, await this.#objects.head({ bucket: this.#bucket, key, signal }))
    } catch (error) {
      const isMissing = isInventoryError(error, 'not-found')
      if (isMissing && error.service?.code !== 'NoSuchBucket') return undefined
      throw error
    }
  }

  async read(key: string, options: ReadObjectOptions = {}): Promise<AsyncIterable<Uint8Array>> {
    const { start = 0, end, etag, signal } = options
    if (end !== undefined && end <= start) return this.#readNothing(key, options)
    const last = end === undefined ? '' : end - 1
    const query = {
      bucket: this.#bucket,
      key,
      signal,
      headers: {
        ...(start === 0 && end === undefined ? {} : { Range: `bytes=${start}-${last}` }),
        // Without it a range beyond the end gives the whole object.
        'x-oss-range-behavior': 'standard',
        ...(etag === undefined ? {} : { 'If-Match': etag }),
      },
    }
    try {
      const body = await this.#objects.get(query)
      return readOssBody(body, () => this.#objects.broken(query), signal)
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
}

function described(key: string, headers: ReadonlyMap<string, string>): StoredObject {
  const size = Number(headers.get('content-length') ?? NaN)
  const etag = headers.get('etag')
  if (!Number.isSafeInteger(size)) {
    throw new InventoryError('protocol', `object "${key}": the answer says no size`)
  }
  return { key, size, ...(etag === undefined ? {} : { etag }) }
}

async function* nothing(): AsyncGenerator<Uint8Array, void, undefined> {}
