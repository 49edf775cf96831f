import { setImmediate as nextTurn } from 'node:timers/promises'

import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type {
  InventoryConfiguration,
  InventoryProvider,
  RequestOptions,
} from '@bucket-inventory/core'
import type { MemoryProvider } from '@bucket-inventory/memory'

import { sabotage } from './sabotage.ts'
import type { Sabotage } from './sabotage.ts'

/** Providers that fail with the wrong error, or cannot be aborted. */
export const brokenFailures: readonly Sabotage[] = [
  sabotage(
    'throws plain errors',
    /^rejects (an unknown|get|a list of|put to|a deletion|a .* without)/,
    (provider) =>
      around(provider, async (run) => {
        try {
          return await run()
        } catch (error) {
          throw new Error('it did not work', { cause: error })
        }
      }),
  ),
  sabotage('makes buckets as it needs them', /^rejects (a list of|put to|a deletion)/, (provider) =>
    around(provider, (run) => {
      provider.createBucket('no-photos')
      return run()
    }),
  ),
  sabotage('takes a full bucket for a passing trouble', /^holds \d+, and rejects/, (provider) => ({
    put: async (bucket, native, options) => {
      try {
        return await provider.put(bucket, native, options)
      } catch (error) {
        throw new InventoryError('unavailable', 'try again later', { cause: error })
      }
    },
  })),
  sabotage(
    'does not look at signals',
    /^(sends nothing for|rejects a .* on its way|ends a list)/,
    (provider) => around(provider, (run) => run({})),
  ),
  sabotage(
    'wraps the reason of a signal',
    /^(sends nothing for|rejects a .* on its way|ends a list)/,
    (provider) =>
      around(provider, async (run) => {
        try {
          return await run()
        } catch (error) {
          throw new InventoryError('unknown', 'it was aborted', { cause: error })
        }
      }),
  ),
  sabotage('waits for the answer when it is aborted', /^rejects a .* on its way/, (provider) =>
    around(provider, async (run, { signal }) => {
      const result = await run({})
      signal?.throwIfAborted()
      return result
    }),
  ),
  sabotage('is broken by an abort that comes too late', /^is not disturbed/, (provider) => {
    let broken = false
    return around(provider, (run, { signal }) => {
      if (broken) throw new InventoryError('unavailable', 'the connection was closed')
      signal?.addEventListener('abort', () => {
        broken = true
      })
      return run()
    })
  }),
  sabotage('can be aborted between deletion and creation', /^leaves the old one/, (provider) => ({
    put: async (bucket, native, options = {}) => {
      const previous = await provider.get(bucket, native.id, options).catch(ifNone)
      if (previous !== undefined) {
        await options.beforeReplace?.(previous)
        await provider.delete(bucket, native.id)
        await nextTurn()
      }
      return provider.put(bucket, native, options)
    },
  })),
]

/** Every request goes through `how`, which runs it with the caller's options or its own. */
function around(
  provider: MemoryProvider,
  how: <Result>(
    run: (options?: RequestOptions) => Promise<Result>,
    options: RequestOptions,
  ) => Promise<Result>,
): Partial<InventoryProvider<InventoryConfiguration>> {
  return {
    put: (bucket, native, options = {}) =>
      how((own = options) => provider.put(bucket, native, own), options),
    get: (bucket, id, options = {}) =>
      how((own = options) => provider.get(bucket, id, own), options),
    delete: (bucket, id, options = {}) =>
      how((own = options) => provider.delete(bucket, id, own), options),
    async *list(bucket, options = {}) {
      yield* await how(async (own = options) => all(provider.list(bucket, own)), options)
    },
  }
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}

function ifNone(error: unknown): undefined {
  if (!isInventoryError(error, 'not-found')) throw error
}
