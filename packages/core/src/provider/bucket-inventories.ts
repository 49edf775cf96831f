import { capabilitiesFor } from '../capability/capabilities-for.ts'
import type { BucketScope, CapabilityOverrides } from '../capability/capabilities.ts'
import type { InventoryConfiguration } from '../configuration/inventory-configuration.ts'
import { InventoryError, isInventoryError } from '../inventory-error.ts'
import { configurationDifferences, differences } from '../plan/differences.ts'
import type { Difference } from '../plan/differences.ts'
import { isUnshown, isUnverified } from '../plan/excused-difference.ts'
import { acceptTranslation } from '../translation/accept-translation.ts'
import type { Finding } from '../translation/finding.ts'
import type { Translation } from '../translation/translation.ts'
import type {
  BucketInventoriesOptions,
  DeleteConfigurationOptions,
  NativeInventory,
  PutConfigurationOptions,
  PutReport,
} from './bucket-inventories-options.ts'
import { confirmWrite } from './confirm-write.ts'
import type { InventoryProvider, StoredInventory, UnreadableEntry } from './inventory-provider.ts'
import type { RequestOptions } from './request-options.ts'
import { translateFor } from './translate-for.ts'
import { untilSettled } from './until-settled.ts'
import type { SettleOptions } from './until-settled.ts'

/**
 * The inventories of one bucket, in neutral words. Validation, policy, capability check and error wrapping happen here,
 * once, for every provider. Every rejection is an `InventoryError`, but for an aborted signal's own reason.
 */
export class BucketInventories<Native = unknown> {
  readonly bucket: string
  readonly provider: InventoryProvider<Native>
  readonly #overrides: CapabilityOverrides | undefined
  readonly #settle: SettleOptions

  constructor(
    provider: InventoryProvider<Native>,
    bucket: string,
    options: BucketInventoriesOptions = {},
  ) {
    if (bucket === '') throw new InventoryError('invalid-input', 'the name of a bucket is empty')
    const { overrides, settle = {} } = options
    this.bucket = bucket
    this.provider = provider
    this.#overrides = overrides
    this.#settle = settle
  }

  /** What is known of the bucket by now, with what the caller knows better. Sends nothing. */
  scope(): BucketScope {
    const scope = this.provider.scope(this.bucket)
    return this.#overrides === undefined ? scope : { ...scope, overrides: this.#overrides }
  }

  /** Pure: what would be sent, and every finding. */
  translate(configuration: InventoryConfiguration): Translation<Native> {
    return translateFor(this.provider, this.scope(), configuration)
  }

  /** What keeps the two from being one to the provider. Empty means equal. Throws `untranslatable` where one needs input. */
  differences(desired: InventoryConfiguration, actual: InventoryConfiguration): Difference[] {
    return differences(this.provider, this.scope(), desired, actual)
  }

  /** Writes what the policy accepts, and reads until it shows. Throws `untranslatable` before any request leaves. */
  async put(
    configuration: InventoryConfiguration,
    options: PutConfigurationOptions = {},
  ): Promise<PutReport> {
    const { loss = 'refuse', mode = 'upsert', confirm = true, beforeReplace, signal } = options
    await this.#prepare(signal)
    const translation = this.translate(configuration)
    const native = acceptTranslation(translation, loss)
    const look = beforeReplace && this.#lastLook(beforeReplace)
    const { outcome } = await this.#wrap(
      signal,
      () =>
        this.provider.put(this.bucket, native, {
          mode,
          ...(signal === undefined ? {} : { signal }),
          ...(look === undefined ? {} : { beforeReplace: look.hook }),
        }),
      look?.rejections,
    )
    const request = signal === undefined ? {} : { signal }
    const unkept =
      confirm && outcome !== 'unchanged'
        ? await confirmWrite({
            subject: this.#subject(configuration.id),
            look: () => this.#lookAgain('accepted', configuration.id, request),
            differ: (found) => this.#differ(native, found),
            excuses: (difference) => this.#excuses(difference, translation.findings),
            settle: this.#settle,
            ...request,
          })
        : []
    return {
      outcome,
      findings: [...translation.findings, ...unkept],
      ...(translation.residual === undefined ? {} : { residual: translation.residual }),
    }
  }

  /** Rejects with `not-found` if the bucket has no such inventory. */
  async get(id: string, options: RequestOptions = {}): Promise<StoredInventory> {
    return this.#interpret(await this.#fetch(id, options))
  }

  /** The same in the provider's own words. */
  async getNative(id: string, options: RequestOptions = {}): Promise<NativeInventory> {
    return this.#inNativeWords(await this.#fetch(id, options))
  }

  /** All of them, page after page. An entry that cannot be read comes as its error and does not end the list. */
  async *list(options: RequestOptions = {}): AsyncGenerator<StoredInventory | UnreadableEntry> {
    for await (const entry of this.#entries(options)) {
      yield isUnreadable(entry) ? entry : this.#interpret(entry)
    }
  }

  /** The same in the provider's own words. */
  async *listNative(
    options: RequestOptions = {},
  ): AsyncGenerator<NativeInventory | UnreadableEntry> {
    for await (const entry of this.#entries(options)) {
      yield isUnreadable(entry) ? entry : this.#inNativeWords(entry)
    }
  }

  /** Deleting what is not there succeeds, and says so. */
  async delete(
    id: string,
    options: DeleteConfigurationOptions = {},
  ): Promise<{ readonly existed: boolean }> {
    requireId(id)
    const { confirm = true, beforeDelete, signal } = options
    const request: RequestOptions = signal === undefined ? {} : { signal }
    const look = beforeDelete && this.#lastLook(beforeDelete)
    const result = await this.#wrap(
      signal,
      () =>
        this.provider.delete(this.bucket, id, {
          ...request,
          ...(look === undefined ? {} : { beforeDelete: look.hook }),
        }),
      look?.rejections,
    )
    if (confirm && result.existed) {
      const gone = async () => (await this.#lookAgain('deleted', id, request)) === undefined
      if (!(await untilSettled(gone, this.#settle, signal))) {
        throw new InventoryError(
          'unavailable',
          `${this.#subject(id)} was deleted, but still shows; ask again later`,
        )
      }
    }
    return result
  }

  async #fetch(id: string, options: RequestOptions): Promise<Native> {
    requireId(id)
    await this.#prepare(options.signal)
    return this.#wrap(options.signal, () => this.provider.get(this.bucket, id, options))
  }

  async *#entries(options: RequestOptions): AsyncGenerator<Native | UnreadableEntry> {
    const { signal } = options
    await this.#prepare(signal)
    const iterator = this.provider.list(this.bucket, options)[Symbol.asyncIterator]()
    try {
      for (;;) {
        const next = await this.#wrap(signal, () => iterator.next())
        if (next.done === true) return
        yield next.value
      }
    } finally {
      await iterator.return?.()
    }
  }

  #inNativeWords(native: Native): NativeInventory {
    return { native, document: this.provider.document(native), inventory: this.#interpret(native) }
  }

  /** Most providers have nothing to learn. */
  async #prepare(signal: AbortSignal | undefined): Promise<void> {
    const { prepare } = this.provider
    if (prepare !== undefined) await this.#wrap(signal, async () => prepare.call(this.provider))
  }

  #differ(sent: Native, found: Native): Difference[] {
    return configurationDifferences(
      this.#interpret(sent).configuration,
      this.#interpret(found).configuration,
      this.provider.capabilities.behaviour.fieldOrderSignificant,
    )
  }

  #excuses(difference: Difference, findings: readonly Finding[]): boolean {
    const tables = capabilitiesFor(this.provider.capabilities, this.scope())
    return isUnverified(difference, findings) || isUnshown(difference, findings, tables)
  }

  /** A failure says that the change itself was made: it must not be taken for one that was not. */
  async #lookAgain(
    done: 'accepted' | 'deleted',
    id: string,
    options: RequestOptions,
  ): Promise<Native | undefined> {
    try {
      return await this.#wrap(options.signal, () => this.provider.get(this.bucket, id, options))
    } catch (error) {
      options.signal?.throwIfAborted()
      if (!isInventoryError(error)) throw error
      const { code, message, retryable, service } = error
      // A server that does not know inventories may have taken the bucket for what was to be deleted.
      if (code === 'not-found' && service?.code !== 'NoSuchBucket') return undefined
      throw new InventoryError(
        code,
        `${this.#subject(id)} was ${done}, but looking whether that shows failed: ${message}`,
        { cause: error, retryable, ...(service === undefined ? {} : { service }) },
      )
    }
  }

  /** For messages. */
  #subject(id: string): string {
    return `inventory "${id}" of bucket "${this.bucket}"`
  }

  #interpret(native: Native): StoredInventory {
    return this.provider.interpret(native, this.scope())
  }

  /** The hook of a caller in the provider's words; what it rejects with is the caller's own, and not for us to wrap. */
  #lastLook(show: (previous: StoredInventory) => void | Promise<void>) {
    const rejections = new Set<unknown>()
    const hook = async (previous: Native) => {
      try {
        await show(this.#interpret(previous))
      } catch (error) {
        rejections.add(error)
        throw error
      }
    }
    return { hook, rejections }
  }

  async #wrap<Result>(
    signal: AbortSignal | undefined,
    send: () => Promise<Result>,
    unwrapped: ReadonlySet<unknown> = new Set(),
  ): Promise<Result> {
    signal?.throwIfAborted()
    try {
      return await send()
    } catch (error) {
      const aborted = signal?.aborted === true && error === signal.reason
      if (isInventoryError(error) || aborted || unwrapped.has(error)) throw error
      const reason = error instanceof Error ? error.message : String(error)
      throw new InventoryError('unknown', `${this.provider.name}: ${reason}`, { cause: error })
    }
  }
}

function requireId(id: string): void {
  if (id === '') throw new InventoryError('invalid-input', 'the id of an inventory is empty')
}

function isUnreadable(entry: unknown): entry is UnreadableEntry {
  return (
    typeof entry === 'object' && entry !== null && 'error' in entry && isInventoryError(entry.error)
  )
}
