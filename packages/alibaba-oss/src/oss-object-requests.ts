import { abortable, InventoryError } from '@bucket-inventory/core'

import { isOssBucketName } from './oss-arn.ts'
import { isOssBody, readWhole } from './oss-body.ts'
import type { OssBody } from './oss-body.ts'
import type { OssConnection } from './oss-connection.ts'
import { ossRefusal } from './oss-refusal.ts'
import type { OssAnswer, OssRequest } from './oss-transport.ts'
import { retryRequest } from './retry-request.ts'
import type { RetryOptions } from './retry-request.ts'
import { toInventoryError } from './to-inventory-error.ts'

/** Which object is asked for. */
export interface OssObjectQuery {
  readonly bucket: string
  readonly key: string
  readonly headers?: Readonly<Record<string, string>>
  /** Such as the version. Default: none. */
  readonly subresources?: Readonly<Record<string, string>>
  readonly signal: AbortSignal | undefined
}

/**
 * Requests for objects. What an answer without success says is read here, as ali-oss reads neither that of a stream nor that of
 * a HEAD. Sent again where that may help, as long as no byte was given.
 */
export class OssObjectRequests {
  readonly #connection: OssConnection
  readonly #retry: RetryOptions

  constructor(connection: OssConnection, retry: RetryOptions) {
    this.#connection = connection
    this.#retry = retry
  }

  /** The headers of an object, in lower case. */
  async head(query: OssObjectQuery): Promise<ReadonlyMap<string, string>> {
    return this.#sendAgain(query, 'HEAD', async ({ status, headers }) => {
      if (successStatuses.includes(status)) return headersOf(headers)
      throw ossRefusal(status, headersOf(headers), '')
    })
  }

  /** The body of an object, as it comes. */
  async get(query: OssObjectQuery): Promise<OssBody> {
    return this.#sendAgain(query, 'GET', async ({ status, headers, res }) => {
      if (!isOssBody(res)) throw new TypeError('the client gives no stream')
      if (successStatuses.includes(status)) return res
      throw ossRefusal(status, headersOf(headers), await readWhole(res))
    })
  }

  /** What broke off while it was read. */
  broken({ bucket, key }: OssObjectQuery): InventoryError {
    const error = Object.assign(new Error('the answer broke off'), { status: 200 })
    return this.#classified(error, bucket, key)
  }

  async #sendAgain<Result>(
    query: OssObjectQuery,
    method: 'GET' | 'HEAD',
    take: (answer: OssAnswer) => Promise<Result>,
  ): Promise<Result> {
    const { bucket, key, headers = {}, subresources = {}, signal } = query
    requireSendable(bucket, key)
    const request: OssRequest = {
      method,
      bucket,
      object: key,
      subres: subresources,
      headers,
      customResponse: method === 'GET',
      successStatuses: everyStatus,
    }
    const send = async () => {
      signal?.throwIfAborted()
      try {
        return await abortable(this.#answer(request, signal).then(take), signal)
      } catch (error) {
        signal?.throwIfAborted()
        throw this.#classified(error, bucket, key)
      }
    }
    return retryRequest(send, this.#retry, signal)
  }

  /** ali-oss cannot be stopped: an answer that nobody waits for any more is closed as soon as it comes. */
  async #answer(request: OssRequest, signal: AbortSignal | undefined): Promise<OssAnswer> {
    const transport = await this.#connection.transport()
    signal?.throwIfAborted()
    const answer = await transport.request(request)
    if (signal?.aborted === true && isOssBody(answer.res)) answer.res.destroy()
    signal?.throwIfAborted()
    return answer
  }

  #classified(error: unknown, bucket: string, key: string): InventoryError {
    const { region } = this.#connection
    return toInventoryError(error, { bucket, key, missing: 'objects', region, successStatuses })
  }
}

const successStatuses: readonly number[] = [200, 206]

const everyStatus: readonly number[] = Array.from({ length: 500 }, (_, index) => 100 + index)

/** The bucket becomes part of the host, the key of the path, in which ali-oss resolves dots. */
function requireSendable(bucket: string, key: string): void {
  if (!isOssBucketName(bucket)) {
    throw new InventoryError('invalid-input', `"${bucket}" is no name of an OSS bucket`)
  }
  if (key === '') throw new InventoryError('invalid-input', 'the key of an object is empty')
  if (key.split('/').some((part) => part === '.' || part === '..')) {
    throw new InventoryError('unsupported', `ali-oss cannot ask for "${key}": it resolves the dots`)
  }
}

function headersOf(headers: unknown): ReadonlyMap<string, string> {
  const entries = typeof headers === 'object' && headers !== null ? Object.entries(headers) : []
  return new Map(entries.map(([name, value]) => [name.toLowerCase(), String(value)]))
}
