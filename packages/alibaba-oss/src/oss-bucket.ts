import { InventoryError, readAnswer } from '@bucket-inventory/core'
import type { Page, UnreadableEntry } from '@bucket-inventory/core'

import type { OssConfiguration } from './oss-configuration.ts'
import { readOssDocument, readOssPage, writeOssDocument } from './oss-document.ts'
import type { OssRequests } from './oss-requests.ts'
import type { RetryOptions } from './retry-request.ts'
import { isMissingInventory } from './to-inventory-error.ts'

/** The inventories of one bucket as the service has them: one request each, read and written as configurations. */
export class OssBucket {
  readonly name: string
  readonly retry: RetryOptions
  readonly #requests: OssRequests

  constructor(name: string, requests: OssRequests, retry: RetryOptions) {
    this.name = name
    this.retry = retry
    this.#requests = requests
  }

  /** Rejects with `already-exists` where the id is taken, whatever has it. */
  async put(native: OssConfiguration, signal?: AbortSignal): Promise<void> {
    await this.#requests.put(this.name, native.Id, writeOssDocument(native), signal)
  }

  async get(id: string, signal?: AbortSignal): Promise<OssConfiguration> {
    const text = await this.#requests.get(this.name, id, signal)
    const subject = `inventory "${id}" of bucket "${this.name}"`
    const native = readAnswer(subject, () => readOssDocument(text))
    if (native.Id === id) return native
    throw new InventoryError('protocol', `${subject}: got "${native.Id.slice(0, 80)}" instead`)
  }

  /** `undefined` where there is no such inventory. Rejects with `not-found` where there is no such bucket. */
  async find(id: string, signal?: AbortSignal): Promise<OssConfiguration | undefined> {
    try {
      return await this.get(id, signal)
    } catch (error) {
      if (isMissingInventory(error)) return undefined
      throw error
    }
  }

  async page(
    token: string | undefined,
    signal?: AbortSignal,
  ): Promise<Page<OssConfiguration | UnreadableEntry>> {
    const text = await this.#requests.list(this.name, token, signal)
    return readAnswer(`bucket "${this.name}"`, () => readOssPage(text))
  }

  async delete(id: string, signal?: AbortSignal): Promise<void> {
    try {
      await this.#requests.delete(this.name, id, signal)
    } catch (error) {
      if (!isMissingInventory(error)) throw error
    }
  }
}
