import {
  allPages,
  InventoryError,
  isInventoryError,
  readAnswer,
  sameValue,
} from '@bucket-inventory/core'
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

import { s3DeliveryAccess } from './access/s3-delivery-access.ts'
import { anyS3Object } from './any-s3-object.ts'
import { fromS3Configuration } from './from-s3-configuration.ts'
import { listS3Buckets } from './list-s3-buckets.ts'
import { lookAtS3Object } from './look-at-s3-object.ts'
import { isDirectoryBucket } from './s3-arn.ts'
import { s3Capabilities } from './s3-capabilities.ts'
import type { S3Configuration } from './s3-configuration.ts'
import type { S3ConnectionOptions } from './s3-connection.ts'
import { readS3Document, readS3Page, writeS3Document } from './s3-document.ts'
import type { S3ProviderOptions } from './s3-provider-options.ts'
import { S3ReportStore } from './s3-report-store.ts'
import { S3Requests } from './s3-requests.ts'
import { s3RoleCredentials } from './s3-role-credentials.ts'
import { isNoSuchConfiguration } from './to-inventory-error.ts'
import { toS3Configuration } from './to-s3-configuration.ts'

/** Makes a provider of S3 Inventory. Nothing is loaded and nothing is sent before the first request. */
export function createS3Provider(
  options: S3ProviderOptions = {},
): InventoryProvider<S3Configuration> {
  return new S3Provider(options)
}

/** S3 Inventory behind the port. One for each connection: credentials, region, endpoint. */
export class S3Provider implements InventoryProvider<S3Configuration> {
  readonly name = 'aws-s3'
  readonly scheme = 's3'
  readonly capabilities = s3Capabilities
  readonly access: DeliveryAccess
  readonly #options: S3ProviderOptions
  readonly #connection: S3ConnectionOptions
  readonly #requests: S3Requests
  readonly #elsewhere = new Map<string, S3Requests>()

  constructor(options: S3ProviderOptions = {}) {
    this.#options = options
    this.#connection = connectionOf(options)
    this.#requests = new S3Requests(this.#connection)
    this.access = s3DeliveryAccess({
      options: this.#connection,
      requests: this.#requests,
      requestsIn: (region) => this.#requestsIn(region),
    })
  }

  with(settings: ProviderSettings): S3Provider {
    if (this.#options.client !== undefined && Object.keys(settings).length > 0) {
      throw new InventoryError(
        'unsupported',
        `the S3 provider was given a client, whose ${Object.keys(settings).join(', ')} cannot be changed`,
      )
    }
    return new S3Provider({ ...this.#options, ...settings })
  }

  /** The region of the environment decides the partition of ARNs. */
  async prepare(): Promise<void> {
    await this.#requests.learnRegion()
  }

  scope(bucket: string): BucketScope {
    const { region } = this.#requests
    return {
      ...(region === undefined ? {} : { region }),
      ...(isDirectoryBucket(bucket) ? { bucketType: 'directory' } : {}),
    }
  }

  translate(
    configuration: InventoryConfiguration,
    scope: BucketScope,
  ): Translation<S3Configuration> {
    return toS3Configuration(configuration, scope)
  }

  interpret(native: S3Configuration, scope: BucketScope): StoredInventory {
    return fromS3Configuration(native, scope)
  }

  document(native: S3Configuration): string {
    return writeS3Document(native)
  }

  idOf(native: S3Configuration): string {
    return native.Id
  }

  /**
   * One request, and one before it where the mode or a last look needs to know what is there; nothing holds others back in
   * between.
   */
  async put(
    bucket: string,
    native: S3Configuration,
    options: PutOptions<S3Configuration> = {},
  ): Promise<PutResult> {
    const { mode = 'upsert', beforeReplace, signal } = options
    const document = writeS3Document(native)
    if (mode === 'upsert' && beforeReplace === undefined) {
      await this.#requests.put(bucket, native.Id, document, signal)
      return { outcome: 'written' }
    }
    const previous = await this.#find(bucket, native.Id, signal)
    if (previous === undefined && mode === 'replace') throw notFound(bucket, native.Id)
    if (previous !== undefined) {
      if (sameValue(previous, native)) return { outcome: 'unchanged' }
      if (mode === 'create') {
        throw new InventoryError(
          'already-exists',
          `bucket "${bucket}" already has an inventory "${native.Id}", and it is another one`,
        )
      }
      await beforeReplace?.(previous)
    }
    await this.#requests.put(bucket, native.Id, document, signal)
    return { outcome: previous === undefined ? 'created' : 'replaced' }
  }

  async get(bucket: string, id: string, options: RequestOptions = {}): Promise<S3Configuration> {
    requireId(id)
    const text = await this.#requests.get(bucket, id, options.signal)
    const subject = `inventory "${id}" of bucket "${bucket}"`
    const native = readAnswer(subject, () => readS3Document(text))
    if (native.Id === id) return native
    throw new InventoryError('protocol', `${subject}: got "${native.Id.slice(0, 80)}" instead`)
  }

  list(
    bucket: string,
    { signal }: RequestOptions = {},
  ): AsyncGenerator<S3Configuration | UnreadableEntry> {
    return allPages(
      `bucket "${bucket}"`,
      async (token) => {
        const text = await this.#requests.list(bucket, token, signal)
        return readAnswer(`bucket "${bucket}"`, () => readS3Page(text))
      },
      signal,
    )
  }

  async delete(
    bucket: string,
    id: string,
    options: DeleteOptions<S3Configuration> = {},
  ): Promise<{ readonly existed: boolean }> {
    const { beforeDelete, signal } = options
    requireId(id)
    let seen = false
    if (beforeDelete !== undefined) {
      const previous = await this.#find(bucket, id, signal)
      if (previous === undefined) return { existed: false }
      await beforeDelete(previous)
      seen = true
    }
    const look = async () => {
      if (!seen) await this.get(bucket, id, signal === undefined ? {} : { signal })
      seen = true
    }
    try {
      await this.#requests.delete(bucket, id, look, signal)
      return { existed: true }
    } catch (error) {
      // Seen and then gone: an attempt whose answer was lost has deleted it.
      if (isMissingConfiguration(error)) return { existed: seen }
      throw error
    }
  }

  /**
   * The general purpose buckets of the account, of every region. A client that was given asks for tags in its own region
   * only: buckets of others reject with `invalid-input`.
   */
  listBuckets(options: ListBucketsOptions = {}): AsyncGenerator<BucketListing> {
    return listS3Buckets(this.#requests, (region) => this.#requestsIn(region), options)
  }

  /** The objects of a bucket in the region of the provider, as destinations are in that of their sources. */
  reportStore(bucket: string): ReportStore {
    return new S3ReportStore(bucket, this.#requests)
  }

  /**
   * In the region of the provider. S3 says of a bucket that is not there what it says of an object: `undefined`. Without the
   * right to list the bucket a missing object is `permission-denied`. An object that is encrypted with a key of the
   * customer's own (SSE-C) is `unsupported`.
   */
  objectAt(
    bucket: string,
    key: string,
    options: LookOptions = {},
  ): Promise<ObjectLook | undefined> {
    return lookAtS3Object(bucket, key, this.#requests, options)
  }

  /** In the region of the provider; without the right to list the bucket it is `permission-denied`. */
  anyObject(bucket: string, prefix: string, { signal }: RequestOptions = {}): Promise<boolean> {
    return anyS3Object(bucket, prefix, this.#requests, signal)
  }

  #requestsIn(region: string | undefined): S3Requests {
    const { client } = this.#options
    if (client !== undefined || region === undefined || region === this.#requests.region) {
      return this.#requests
    }
    const requests = this.#elsewhere.get(region) ?? new S3Requests({ ...this.#connection, region })
    this.#elsewhere.set(region, requests)
    return requests
  }

  async #find(
    bucket: string,
    id: string,
    signal: AbortSignal | undefined,
  ): Promise<S3Configuration | undefined> {
    try {
      return await this.get(bucket, id, signal === undefined ? {} : { signal })
    } catch (error) {
      if (isMissingConfiguration(error)) return undefined
      throw error
    }
  }
}

/** With the credentials of the last role, where there are roles. */
function connectionOf({ roles = [], ...options }: S3ProviderOptions): S3ConnectionOptions {
  const [first, ...others] = roles
  if (first === undefined) return options
  if (options.client !== undefined) {
    throw new InventoryError(
      'unsupported',
      'the S3 provider was given a client, which cannot take on roles: give it the credentials of the role',
    )
  }
  return { ...options, credentials: s3RoleCredentials([first, ...others], options) }
}

/** Not found, and it is the inventory that is missing, not the bucket. */
function isMissingConfiguration(error: unknown): boolean {
  return isInventoryError(error, 'not-found') && isNoSuchConfiguration(error.service?.code)
}

/** An empty id would be sent as a request on all of them. */
function requireId(id: string): void {
  if (id !== '') return
  throw new InventoryError('invalid-configuration', 'the id of an inventory is empty')
}

function notFound(bucket: string, id: string): InventoryError {
  return new InventoryError('not-found', `bucket "${bucket}" has no inventory "${id}"`)
}
