import type { InventoryProvider } from '@bucket-inventory/core'

/** What to fail, and how often. */
export interface ProviderFailure {
  readonly operation: ProviderOperation
  /** What it rejects with: an `InventoryError`, as every provider's, or anything else to try a caller with. */
  readonly error: unknown
  /** How many calls of the operation succeed first. Default: 0. */
  readonly after?: number
  /** How many calls fail then. Default: 1. */
  readonly times?: number
  /** `after`: the service does what it is asked, and only the answer is lost. Default: `before`. */
  readonly when?: 'before' | 'after'
}

/** What may send a request. */
export type ProviderOperation = 'put' | 'get' | 'list' | 'delete'

/**
 * The same provider, failing on purpose and by count, for those who test what is built on providers. Each failure counts
 * the calls of its operation by itself; where two are due, the first one wins. A list fails when its first entry is read. With other settings it is another provider, which counts anew.
 */
export function failingProvider<Native>(
  provider: InventoryProvider<Native>,
  ...failures: readonly ProviderFailure[]
): InventoryProvider<Native> {
  const calls = { put: 0, get: 0, list: 0, delete: 0 }
  const due = (operation: ProviderOperation) => {
    const call = calls[operation]
    calls[operation] += 1
    return failures.find(
      ({ operation: failing, after = 0, times = 1 }) =>
        failing === operation && call >= after && call < after + times,
    )
  }
  const call = async <Result>(operation: ProviderOperation, run: () => Promise<Result>) => {
    const failure = due(operation)
    if (failure === undefined) return run()
    if (failure.when === 'after') await run()
    throw failure.error
  }
  const { prepare, scratchPrefix, reportStore, objectAt, anyObject, listBuckets, access } = provider
  const { with: withSettings } = provider
  return {
    name: provider.name,
    scheme: provider.scheme,
    capabilities: provider.capabilities,
    ...(prepare === undefined ? {} : { prepare: () => prepare.call(provider) }),
    scope: (bucket) => provider.scope(bucket),
    translate: (configuration, scope) => provider.translate(configuration, scope),
    interpret: (native, scope) => provider.interpret(native, scope),
    document: (native) => provider.document(native),
    idOf: (native) => provider.idOf(native),
    put: (bucket, native, options) => call('put', () => provider.put(bucket, native, options)),
    get: (bucket, id, options) => call('get', () => provider.get(bucket, id, options)),
    async *list(bucket, options) {
      const failure = due('list')
      if (failure !== undefined && failure.when !== 'after') throw failure.error
      yield* provider.list(bucket, options)
      if (failure !== undefined) throw failure.error
    },
    delete: (bucket, id, options) => call('delete', () => provider.delete(bucket, id, options)),
    ...(scratchPrefix === undefined ? {} : { scratchPrefix }),
    ...(reportStore === undefined
      ? {}
      : { reportStore: (bucket) => reportStore.call(provider, bucket) }),
    ...(objectAt === undefined
      ? {}
      : { objectAt: (bucket, key, options) => objectAt.call(provider, bucket, key, options) }),
    ...(anyObject === undefined
      ? {}
      : {
          anyObject: (bucket, prefix, options) => anyObject.call(provider, bucket, prefix, options),
        }),
    ...(listBuckets === undefined
      ? {}
      : { listBuckets: (options) => listBuckets.call(provider, options) }),
    ...(access === undefined ? {} : { access }),
    ...(withSettings === undefined
      ? {}
      : {
          with: (settings) => failingProvider(withSettings.call(provider, settings), ...failures),
        }),
  }
}
