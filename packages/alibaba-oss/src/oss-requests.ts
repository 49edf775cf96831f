import { abortable, InventoryError } from '@bucket-inventory/core'
import { unwritableCharacter } from '@bucket-inventory/xml'

import { isOssBucketName } from './oss-arn.ts'
import type { OssConnection } from './oss-connection.ts'
import type { OssAnswer, OssRequest } from './oss-transport.ts'
import { retryRequest } from './retry-request.ts'
import type { RetryOptions } from './retry-request.ts'
import { toInventoryError } from './to-inventory-error.ts'
import type { RequestContext } from './to-inventory-error.ts'

interface Sending extends Omit<RequestContext, 'region' | 'successStatuses'> {
  readonly signal: AbortSignal | undefined
}

/**
 * The requests, as texts. What may be sent again without harm is, where that may help; a put is sent once. Every
 * rejection is an `InventoryError`, but for an aborted signal's own reason.
 */
export class OssRequests {
  readonly #connection: OssConnection
  readonly #retry: RetryOptions

  constructor(connection: OssConnection, retry: RetryOptions) {
    this.#connection = connection
    this.#retry = retry
  }

  /** Creates; rejects with `already-exists` where the id is taken. */
  async put(bucket: string, id: string, document: string, signal?: AbortSignal): Promise<void> {
    const text = await this.#send(
      { bucket, id, signal },
      {
        method: 'PUT',
        bucket,
        subres: { inventory: '', inventoryId: id },
        mime: 'xml',
        content: Buffer.from(document, 'utf8'),
        successStatuses: [200],
      },
    )
    // The service says nothing; a proxy or a portal in between might.
    if (text.trim() === '') return
    throw new InventoryError(
      'protocol',
      `inventory "${id}" of bucket "${bucket}": the answer is not the empty one of OSS`,
      { service: { status: 200 } },
    )
  }

  /** The document, whatever it is. */
  async get(bucket: string, id: string, signal?: AbortSignal): Promise<string> {
    return this.#sendAgain(
      { bucket, id, signal },
      {
        method: 'GET',
        bucket,
        subres: { inventory: '', inventoryId: id },
        successStatuses: [200],
      },
    )
  }

  /** The document of one page, whatever it is. */
  async list(bucket: string, token: string | undefined, signal?: AbortSignal): Promise<string> {
    return this.#sendAgain(
      { bucket, signal },
      {
        method: 'GET',
        bucket,
        subres: {
          inventory: '',
          ...(token === undefined ? {} : { 'continuation-token': token }),
        },
        successStatuses: [200],
      },
    )
  }

  async delete(bucket: string, id: string, signal?: AbortSignal): Promise<void> {
    await this.#sendAgain(
      { bucket, id, signal },
      {
        method: 'DELETE',
        bucket,
        subres: { inventory: '', inventoryId: id },
        successStatuses: [204],
      },
    )
  }

  /** One page of the buckets of the account, whatever it is. */
  async listBuckets(token: string | undefined, signal?: AbortSignal): Promise<string> {
    return this.#sendAgain(
      { missing: 'list of buckets', signal },
      {
        method: 'GET',
        // Without one ali-oss writes the word "undefined" into the host where the endpoint is an IP address.
        bucket: '',
        subres: {},
        query: { 'max-keys': '1000', ...(token === undefined ? {} : { marker: token }) },
        successStatuses: [200],
      },
    )
  }

  /** The document of the tags of a bucket, whatever it is. */
  async tags(bucket: string, signal?: AbortSignal): Promise<string> {
    return this.#sendAgain(
      { bucket, missing: 'tags of buckets', signal },
      { method: 'GET', bucket, subres: { tagging: '' }, successStatuses: [200] },
    )
  }

  /** The document of one page of what is directly below a prefix, whatever it is. Keys in it are URL-encoded. */
  async listObjects(
    bucket: string,
    prefix: string,
    token: string | undefined,
    signal?: AbortSignal,
  ): Promise<string> {
    return this.#sendAgain(
      { bucket, missing: 'objects', signal },
      {
        method: 'GET',
        bucket,
        subres: token === undefined ? {} : { 'continuation-token': token },
        query: {
          'list-type': '2',
          delimiter: '/',
          'encoding-type': 'url',
          'max-keys': '1000',
          ...(prefix === '' ? {} : { prefix }),
        },
        successStatuses: [200],
      },
    )
  }

  /** The document that says whose bucket it is, where, and what it keeps, whatever it is. */
  async bucketInfo(bucket: string, signal?: AbortSignal): Promise<string> {
    return this.#sendAgain(
      { bucket, missing: 'information on buckets', signal },
      { method: 'GET', bucket, subres: { bucketInfo: '' }, successStatuses: [200] },
    )
  }

  /** The document of the lifecycle rules of a bucket, whatever it is. Rejects with `not-found` where it has none. */
  async lifecycle(bucket: string, signal?: AbortSignal): Promise<string> {
    return this.#sendAgain(
      { bucket, missing: 'lifecycle rules', signal },
      { method: 'GET', bucket, subres: { lifecycle: '' }, successStatuses: [200] },
    )
  }

  /** The policy of a bucket, whatever it is. Rejects with `not-found` where it has none. */
  async policy(bucket: string, signal?: AbortSignal): Promise<string> {
    return this.#sendAgain(
      { bucket, missing: 'policies', signal },
      { method: 'GET', bucket, subres: { policy: '' }, successStatuses: [200] },
    )
  }

  /** Replaces all lifecycle rules of a bucket; those that were let overlap each other still may. */
  async putLifecycle(bucket: string, document: string, signal?: AbortSignal): Promise<void> {
    await this.#send(
      { bucket, missing: 'lifecycle rules', signal },
      {
        method: 'PUT',
        bucket,
        subres: { lifecycle: '' },
        headers: { 'x-oss-allow-same-action-overlap': 'true' },
        mime: 'xml',
        content: Buffer.from(document, 'utf8'),
        successStatuses: [200],
      },
    )
  }

  /** The document that lists one object below a prefix, or none, whatever it is. */
  async anyObject(bucket: string, prefix: string, signal?: AbortSignal): Promise<string> {
    return this.#sendAgain(
      { bucket, missing: 'objects', signal },
      {
        method: 'GET',
        bucket,
        subres: {},
        query: {
          'list-type': '2',
          'encoding-type': 'url',
          'max-keys': '1',
          ...(prefix === '' ? {} : { prefix }),
        },
        successStatuses: [200],
      },
    )
  }

  async #sendAgain(sending: Sending, request: OssRequest): Promise<string> {
    return retryRequest(() => this.#send(sending, request), this.#retry, sending.signal)
  }

  /** The one place where errors are classified. */
  async #send({ signal, ...context }: Sending, request: OssRequest): Promise<string> {
    signal?.throwIfAborted()
    refuseUnsendable(context)
    try {
      return textOf(await abortable(this.#answer(request, signal), signal))
    } catch (error) {
      signal?.throwIfAborted()
      throw toInventoryError(error, {
        ...context,
        region: this.#connection.region,
        successStatuses: request.successStatuses,
      })
    }
  }

  /** Credentials may take their time: nothing leaves once it is aborted. */
  async #answer(request: OssRequest, signal: AbortSignal | undefined): Promise<OssAnswer> {
    const transport = await this.#connection.transport()
    signal?.throwIfAborted()
    return transport.request(request)
  }
}

/** The bucket becomes part of the host, the id of the address: an empty one would mean all inventories. */
function refuseUnsendable({ bucket, id }: Pick<RequestContext, 'bucket' | 'id'>): void {
  if (bucket !== undefined && !isOssBucketName(bucket)) {
    throw new InventoryError('invalid-input', `"${bucket}" is no name of an OSS bucket`)
  }
  if (id === '') {
    throw new InventoryError('invalid-configuration', 'the id of an inventory is empty')
  }
  const character = id === undefined ? undefined : unwritableCharacter(id)
  if (character !== undefined) {
    throw new InventoryError(
      'invalid-configuration',
      `${JSON.stringify(id)} is no id of an inventory: it holds ${character}`,
    )
  }
}

/** Rejects what broke off on its way as if it had not come. */
function textOf({ data, res, status }: OssAnswer): string {
  if (typeof res === 'object' && res !== null && Reflect.get(res, 'aborted') === true) {
    throw Object.assign(new Error('the answer broke off'), { status })
  }
  if (data === undefined || data === null || data === '') return ''
  if (typeof data === 'string') return data
  if (!(data instanceof Uint8Array)) throw new TypeError('the answer holds no bytes')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data)
  } catch {
    throw new InventoryError('protocol', 'the answer is no text in UTF-8', { service: { status } })
  }
}
