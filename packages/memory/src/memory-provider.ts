import { abortable, capabilitiesFor, InventoryError, sameValue } from '@bucket-inventory/core'
import type {
  BucketListing,
  BucketScope,
  Capabilities,
  DeleteOptions,
  DeliveryAccess,
  InventoryConfiguration,
  InventoryProvider,
  ListBucketsOptions,
  PutOptions,
  PutResult,
  ReportStore,
  RequestOptions,
  StoredInventory,
  Translation,
} from '@bucket-inventory/core'

import { memoryCapabilities } from './memory-capabilities.ts'
import { toMemoryConfiguration } from './to-memory-configuration.ts'

/** What the provider holds at first, and as what it behaves. */
export interface MemoryProviderOptions {
  /** Buckets that are there from the start, those without tags by their name. Default: none. */
  readonly buckets?: readonly (string | MemoryBucket)[]
  /** Region of every bucket, as overlays of the table ask for it. Default: none. */
  readonly region?: string
  /** What is carried, and how the service behaves: it does what the table says. Default: {@link memoryCapabilities}. */
  readonly capabilities?: Capabilities
  /** Awaited by every request before it looks at or changes anything; an abort does not wait for it. Default: nothing. */
  readonly beforeRequest?: (operation: MemoryOperation) => void | Promise<void>
  /** Objects of a destination bucket: the facet of the port as it is. Default: the provider has none. */
  readonly reportStore?: (bucket: string) => ReportStore
  /** What delivery needs: the facet of the port as it is. Default: the provider has none. */
  readonly access?: DeliveryAccess
}

export interface MemoryBucket {
  readonly name: string
  /** Of the objects in it. Default: none. */
  readonly keys?: readonly string[]
  /** Default: none. */
  readonly tags?: Readonly<Record<string, string>>
}

/** What a request is for. */
export type MemoryOperation =
  | 'put'
  | 'get'
  | 'list'
  | 'delete'
  | 'list-buckets'
  | 'get-tags'
  | 'list-objects'

/** A provider that holds its configurations in memory: every promise of the port, and no service. */
export function createMemoryProvider(options: MemoryProviderOptions = {}): MemoryProvider {
  return new MemoryProvider(options)
}

/**
 * The reference implementation of the port, and what a new adapter is copied from. Its native configuration is the neutral
 * one, as far as the capability table carries it.
 */
export class MemoryProvider implements InventoryProvider<InventoryConfiguration> {
  readonly name = 'memory'
  readonly scheme = 'memory'
  readonly capabilities: Capabilities
  readonly reportStore?: (bucket: string) => ReportStore
  readonly access?: DeliveryAccess
  readonly #scope: BucketScope
  readonly #beforeRequest: (operation: MemoryOperation) => void | Promise<void>
  readonly #buckets = new Map<string, Map<string, InventoryConfiguration>>()
  readonly #tags = new Map<string, Readonly<Record<string, string>>>()
  readonly #keys = new Map<string, readonly string[]>()
  #requests = 0

  constructor(options: MemoryProviderOptions = {}) {
    const { buckets = [], region, capabilities = memoryCapabilities, beforeRequest } = options
    this.capabilities = capabilities
    this.#scope = region === undefined ? {} : { region }
    this.#beforeRequest = beforeRequest ?? (() => undefined)
    if (options.reportStore !== undefined) this.reportStore = options.reportStore
    if (options.access !== undefined) this.access = options.access
    for (const bucket of buckets) {
      if (typeof bucket === 'string') this.createBucket(bucket)
      else this.createBucket(bucket.name, bucket.tags, bucket.keys)
    }
  }

  /** Requests so far: what a client of a real service would have sent. */
  get requests(): number {
    return this.#requests
  }

  /** Makes a bucket without inventories; one that is there stays as it is. */
  createBucket(
    bucket: string,
    tags: Readonly<Record<string, string>> = {},
    keys: readonly string[] = [],
  ): void {
    if (this.#buckets.has(bucket)) return
    this.#buckets.set(bucket, new Map())
    this.#tags.set(bucket, { ...tags })
    this.#keys.set(bucket, [...keys])
  }

  scope(_bucket: string): BucketScope {
    return this.#scope
  }

  translate(
    configuration: InventoryConfiguration,
    scope: BucketScope,
  ): Translation<InventoryConfiguration> {
    return toMemoryConfiguration(configuration, capabilitiesFor(this.capabilities, scope))
  }

  interpret(native: InventoryConfiguration, _scope: BucketScope): StoredInventory {
    return { configuration: structuredClone(native), findings: [] }
  }

  /** JSON: it carries any text, so nothing is rejected here. */
  document(native: InventoryConfiguration): string {
    return JSON.stringify(native, undefined, 2)
  }

  idOf(native: InventoryConfiguration): string {
    return native.id
  }

  async put(
    bucket: string,
    native: InventoryConfiguration,
    options: PutOptions<InventoryConfiguration> = {},
  ): Promise<PutResult> {
    const { mode = 'upsert', beforeReplace, signal } = options
    const next = structuredClone(native)
    await this.#request('put', options)
    const stored = this.#inventoriesOf(bucket)
    const previous = stored.get(next.id)
    if (previous === undefined) {
      if (mode === 'replace') throw notFound(bucket, next.id)
      this.#refuseOneTooMany(bucket, stored.size)
      stored.set(next.id, next)
      return { outcome: 'created' }
    }
    if (sameValue(previous, next)) return { outcome: 'unchanged' }
    if (mode === 'create') {
      throw new InventoryError(
        'already-exists',
        `bucket "${bucket}" already has an inventory "${next.id}", and it is another one`,
      )
    }
    await beforeReplace?.(structuredClone(previous))
    signal?.throwIfAborted()
    if (stored.get(next.id) !== previous) throw changed(bucket, next.id, 'replaced')
    stored.set(next.id, next)
    return { outcome: 'replaced' }
  }

  async get(
    bucket: string,
    id: string,
    options: RequestOptions = {},
  ): Promise<InventoryConfiguration> {
    await this.#request('get', options)
    const found = this.#inventoriesOf(bucket).get(id)
    if (found === undefined) throw notFound(bucket, id)
    return structuredClone(found)
  }

  /** What is there when the list is asked for: a list does not see what is written while it is read. */
  async *list(
    bucket: string,
    options: RequestOptions = {},
  ): AsyncGenerator<InventoryConfiguration> {
    await this.#request('list', options)
    const listed = [...this.#inventoriesOf(bucket).values()]
    for (const configuration of listed) {
      options.signal?.throwIfAborted()
      yield structuredClone(configuration)
    }
  }

  async delete(
    bucket: string,
    id: string,
    options: DeleteOptions<InventoryConfiguration> = {},
  ): Promise<{ readonly existed: boolean }> {
    const { beforeDelete, signal } = options
    await this.#request('delete', options)
    const stored = this.#inventoriesOf(bucket)
    const previous = stored.get(id)
    if (previous === undefined) return { existed: false }
    await beforeDelete?.(structuredClone(previous))
    signal?.throwIfAborted()
    if (stored.get(id) !== previous) throw changed(bucket, id, 'deleted')
    stored.delete(id)
    return { existed: true }
  }

  /** In the order in which they were made. Tags cost a request for each, as with services. */
  async *listBuckets(options: ListBucketsOptions = {}): AsyncGenerator<BucketListing> {
    const { tags = false, names = () => true, signal } = options
    await this.#request('list-buckets', options)
    for (const bucket of [...this.#buckets.keys()].filter(names)) {
      if (tags) await this.#request('get-tags', options)
      signal?.throwIfAborted()
      yield {
        bucket,
        ...(this.#scope.region === undefined ? {} : { region: this.#scope.region }),
        ...(tags ? { tags: { ...this.#tags.get(bucket) } } : {}),
      }
    }
  }

  async anyObject(bucket: string, prefix: string, options: RequestOptions = {}): Promise<boolean> {
    await this.#request('list-objects', options)
    const keys = this.#keys.get(bucket)
    if (keys === undefined) throw noBucket(bucket)
    return keys.some((key) => key.startsWith(prefix))
  }

  /** The one place where a request begins: counted, slowed down, and aborted with the signal's own reason. */
  async #request(operation: MemoryOperation, { signal }: RequestOptions): Promise<void> {
    signal?.throwIfAborted()
    this.#requests += 1
    await abortable(Promise.resolve(this.#beforeRequest(operation)), signal)
    signal?.throwIfAborted()
  }

  #inventoriesOf(bucket: string): Map<string, InventoryConfiguration> {
    const stored = this.#buckets.get(bucket)
    if (stored !== undefined) return stored
    throw noBucket(bucket)
  }

  #refuseOneTooMany(bucket: string, size: number): void {
    const { maximumConfigurations } = this.capabilities.behaviour
    if (size < maximumConfigurations) return
    throw new InventoryError(
      'limit-exceeded',
      `bucket "${bucket}" already has ${maximumConfigurations} inventories, and can have no more`,
    )
  }
}

/** A last look takes its time. */
function changed(bucket: string, id: string, undone: 'replaced' | 'deleted'): InventoryError {
  return new InventoryError(
    'conflict',
    `inventory "${id}" of bucket "${bucket}" was changed by somebody else meanwhile; nothing was ${undone}`,
  )
}

function noBucket(bucket: string): InventoryError {
  return new InventoryError('not-found', `there is no bucket "${bucket}"`)
}

function notFound(bucket: string, id: string): InventoryError {
  return new InventoryError('not-found', `bucket "${bucket}" has no inventory "${id}"`)
}
