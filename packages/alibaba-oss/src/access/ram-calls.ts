import { abortable, InventoryError } from '@bucket-inventory/core'

import type { OssConnection } from '../oss-connection.ts'
import { retryRequest } from '../retry-request.ts'
import type { RetryOptions } from '../retry-request.ts'
import { valueAt } from './ram-answer.ts'
import { openRam } from './ram-client.ts'
import type { RamClient } from './ram-client.ts'
import { toRamError } from './to-ram-error.ts'

/** Sends to RAM, with a client for as long as the credentials are the same. */
export class RamCalls {
  readonly #connection: OssConnection
  readonly #retry: RetryOptions
  #opened: { readonly key: string; readonly client: Promise<RamClient> } | undefined

  constructor(connection: OssConnection, retry: RetryOptions) {
    this.#connection = connection
    this.#retry = retry
  }

  /** Sent again where that may help. */
  async look(
    about: string,
    action: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    return retryRequest(() => this.write(about, action, query, signal), this.#retry, signal)
  }

  /** Sent once. The one place where errors are classified. */
  async write(
    about: string,
    action: string,
    query: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    signal?.throwIfAborted()
    try {
      const client = await this.#client()
      signal?.throwIfAborted()
      return valueAt(await abortable(client.callApi(callOf(action), { query }, {}), signal), 'body')
    } catch (error) {
      signal?.throwIfAborted()
      throw toRamError(about, error)
    }
  }

  async #client(): Promise<RamClient> {
    const { ram } = this.#connection
    if (ram === undefined) {
      throw new InventoryError(
        'unsupported',
        'it is not known where RAM is beside this endpoint: say "ramEndpoint"',
      )
    }
    const credentials = await this.#connection.credentials()
    const key = JSON.stringify(credentials)
    if (this.#opened?.key !== key) this.#opened = { key, client: openRam(credentials, ram) }
    return this.#opened.client
  }
}

function callOf(action: string): object {
  return {
    action,
    version: '2015-05-01',
    protocol: 'HTTPS',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  }
}
