import { allPages, InventoryError, isInventoryError, readAnswer } from '@bucket-inventory/core'
import type {
  BucketListing,
  BucketScope,
  DeleteOptions,
  DeliveryAccess,
  InventoryConfiguration,
  InventoryProvider,
  ListBucketsOptions,
  LookOptions,
  ObjectLook,
  ProviderSettings,
  PutOptions,
  PutResult,
  ReportStore,
  RequestOptions,
  StoredInventory,
  Translation,
  UnreadableEntry,
} from '@bucket-inventory/core'

import { OssDeliveryAccess } from './access/oss-delivery-access.ts'
import { createConfiguration } from './create-configuration.ts'
import { fromOssConfiguration } from './from-oss-configuration.ts'
import { listOssBuckets } from './list-oss-buckets.ts'
import { lookAtOssObject } from './look-at-oss-object.ts'
import { OssBucket } from './oss-bucket.ts'
import { ossCapabilities } from './oss-capabilities.ts'
import type { OssConfiguration } from './oss-configuration.ts'
import { OssConnection } from './oss-connection.ts'
import type { OssConnectionOptions } from './oss-connection.ts'
import { writeOssDocument } from './oss-document.ts'
import { readOssObjectPage } from './oss-object-list.ts'
import { OssObjectRequests } from './oss-object-requests.ts'
import { endpointInRegion } from './oss-region.ts'
import { OssReportStore } from './oss-report-store.ts'
import { OssRequests } from './oss-requests.ts'
import { replaceConfiguration } from './replace-configuration.ts'
import type { RetryOptions } from './retry-request.ts'
import { sameConfiguration } from './same-configuration.ts'
import { toOssConfiguration } from './to-oss-configuration.ts'
import { scratchPrefix } from './try-configuration.ts'

export interface OssProviderOptions extends OssConnectionOptions {
  /** For get, list and delete, and for a put whose answer was lost. Default: 3 attempts. */
  readonly retry?: RetryOptions
}

/** Makes a provider of OSS bucket inventory. Nothing is loaded and nothing is sent before the first request. */
export function createOssProvider(
  options: OssProviderOptions = {},
): InventoryProvider<OssConfiguration> {
  return new OssProvider(options)
}

/** OSS bucket inventory behind the port. One for each connection: credentials, region, endpoint. */
export class OssProvider implements InventoryProvider<OssConfiguration> {
  readonly name = 'alibaba-oss'
  readonly scheme = 'oss'
  readonly capabilities = ossCapabilities
  readonly scratchPrefix = scratchPrefix
  /** Roles are looked at and made with the package `@alicloud/ram20150501`, where it is installed. */
  readonly access: DeliveryAccess
  readonly #options: OssProviderOptions
  readonly #connection: OssConnection
  readonly #requests: OssRequests
  readonly #objects: OssObjectRequests
  readonly #elsewhere = new Map<string, OssRequests>()

  constructor(options: OssProviderOptions = {}) {
    const { retry = {} } = options
    this.#options = options
    this.#connection = new OssConnection(options)
    this.#requests = new OssRequests(this.#connection, retry)
    this.#objects = new OssObjectRequests(this.#connection, retry)
    this.access = new OssDeliveryAccess(this.#connection, this.#requests, retry)
  }

  with(settings: ProviderSettings): OssProvider {
    if (this.#options.client !== undefined && Object.keys(settings).length > 0) {
      throw new InventoryError(
        'unsupported',
        `the OSS provider was given a client, whose ${Object.keys(settings).join(', ')} cannot be changed`,
      )
    }
    return new OssProvider({ ...this.#options, ...settings })
  }

  scope(_bucket: string): BucketScope {
    const { region } = this.#connection
    return region === undefined ? {} : { region }
  }

  translate(
    configuration: InventoryConfiguration,
    scope: BucketScope,
  ): Translation<OssConfiguration> {
    return toOssConfiguration(configuration, scope)
  }

  interpret(native: OssConfiguration, scope: BucketScope): StoredInventory {
    return fromOssConfiguration(native, scope)
  }

  document(native: OssConfiguration): string {
    return writeOssDocument(native)
  }

  idOf(native: OssConfiguration): string {
    return native.Id
  }

  /** One request where nothing has the id. The service replaces nothing, so a replacement takes several. */
  async put(
    bucket: string,
    native: OssConfiguration,
    options: PutOptions<OssConfiguration> = {},
  ): Promise<PutResult> {
    const { mode = 'upsert', signal } = options
    const place = this.#bucket(bucket)
    // Refused before any request, also where the first one is a get; the others write it at once.
    if (mode === 'replace') writeOssDocument(native)
    const previous =
      mode === 'replace' ? await place.get(native.Id, signal) : await create(place, native, signal)
    if (previous === undefined) return { outcome: 'created' }
    if (sameConfiguration(previous, native)) return { outcome: 'unchanged' }
    if (mode === 'create') {
      throw new InventoryError(
        'already-exists',
        `bucket "${bucket}" already has an inventory "${native.Id}", and it is another one`,
      )
    }
    await replaceConfiguration(place, previous, native, options)
    return { outcome: 'replaced' }
  }

  async get(bucket: string, id: string, options: RequestOptions = {}): Promise<OssConfiguration> {
    return this.#bucket(bucket).get(id, options.signal)
  }

  list(
    bucket: string,
    { signal }: RequestOptions = {},
  ): AsyncGenerator<OssConfiguration | UnreadableEntry> {
    const place = this.#bucket(bucket)
    return allPages(
      `bucket "${bucket}"`,
      (token) => place.page(token, signal).catch(ifNone),
      signal,
    )
  }

  /**
   * Looks first: the service does not say whether there was anything to delete, and a server that does not know
   * `?inventory` would delete the bucket.
   */
  async delete(
    bucket: string,
    id: string,
    options: DeleteOptions<OssConfiguration> = {},
  ): Promise<{ readonly existed: boolean }> {
    const { beforeDelete, signal } = options
    const place = this.#bucket(bucket)
    const found = await this.#look(place, id, options)
    if (found === 'nothing') return { existed: false }
    if (found !== 'unreadable') await beforeDelete?.(found)
    await place.delete(id, signal)
    return { existed: true }
  }

  /** What is there. That it cannot be read is an answer only where the service itself is asked to delete it unseen. */
  async #look(
    place: OssBucket,
    id: string,
    { beforeDelete, signal }: DeleteOptions<OssConfiguration>,
  ): Promise<OssConfiguration | 'nothing' | 'unreadable'> {
    try {
      return (await place.find(id, signal)) ?? 'nothing'
    } catch (error) {
      signal?.throwIfAborted()
      const unseen = beforeDelete === undefined && this.#connection.isService
      if (unseen && isUnreadable(error)) return 'unreadable'
      throw error
    }
  }

  /**
   * The buckets of the account, of every region. A client that was given asks for tags in its own region only: buckets of
   * others reject with `invalid-input`.
   */
  listBuckets(options: ListBucketsOptions = {}): AsyncGenerator<BucketListing> {
    return listOssBuckets(this.#requests, (region) => this.#requestsIn(region), options)
  }

  /** The objects of a bucket in the region of the provider, as destinations are in that of their sources. */
  reportStore(bucket: string): ReportStore {
    return new OssReportStore(bucket, this.#requests, this.#objects)
  }

  /** In the region of the provider. Keys with `.` or `..` between slashes are `unsupported` by ali-oss. */
  objectAt(
    bucket: string,
    key: string,
    options: LookOptions = {},
  ): Promise<ObjectLook | undefined> {
    return lookAtOssObject(bucket, key, this.#objects, options)
  }

  /** In the region of the provider. */
  async anyObject(
    bucket: string,
    prefix: string,
    { signal }: RequestOptions = {},
  ): Promise<boolean> {
    const text = await this.#requests.anyObject(bucket, prefix, signal)
    return readAnswer(
      `the objects of bucket "${bucket}"`,
      () => readOssObjectPage(text).entries.length > 0,
    )
  }

  #requestsIn(region: string | undefined): OssRequests {
    const { client, endpoint, retry = {} } = this.#options
    if (client !== undefined || region === undefined || region === this.#connection.region) {
      return this.#requests
    }
    const there = {
      ...this.#options,
      region,
      // Roles are assumed once for all regions.
      roles: [],
      credentials: () => this.#connection.credentials(),
      ...(endpoint === undefined ? {} : { endpoint: endpointInRegion(endpoint, region) }),
    }
    const requests = this.#elsewhere.get(region) ?? new OssRequests(new OssConnection(there), retry)
    this.#elsewhere.set(region, requests)
    return requests
  }

  #bucket(name: string): OssBucket {
    return new OssBucket(name, this.#requests, this.#options.retry ?? {})
  }
}

/** What has the id already, `undefined` where it was created. */
async function create(
  bucket: OssBucket,
  native: OssConfiguration,
  signal: AbortSignal | undefined,
): Promise<OssConfiguration | undefined> {
  const result = await createConfiguration(bucket, native, signal === undefined ? {} : { signal })
  return result.created ? undefined : result.existing
}

/** A bucket without any inventory has no list: the service answers 404, in two ways. */
function ifNone(error: unknown): { readonly entries: []; readonly next: undefined } {
  if (!isInventoryError(error) || error.service?.code?.startsWith('NoSuchInventory') !== true)
    throw error
  return { entries: [], next: undefined }
}

/** There, but not to be read: the service itself can delete it all the same. */
function isUnreadable(error: unknown): boolean {
  return isInventoryError(error, 'protocol') || isInventoryError(error, 'permission-denied')
}
