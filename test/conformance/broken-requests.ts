import { InventoryError } from '@bucket-inventory/core'
import type { InventoryConfiguration } from '@bucket-inventory/core'

import { sabotage, without } from './sabotage.ts'
import type { Sabotage } from './sabotage.ts'

/** Providers whose requests do not do what they should, or say what they did not do. */
export const brokenRequests: readonly Sabotage[] = [
  sabotage('cannot take back what it gave', /^gives back what can be put/, (provider) => {
    const given = new WeakSet<InventoryConfiguration>()
    return {
      get: async (bucket, id, options) => {
        const configuration = await provider.get(bucket, id, options)
        given.add(configuration)
        return configuration
      },
      put: async (bucket, native, options) => {
        if (given.has(native)) throw new InventoryError('unknown', 'it came from here')
        return provider.put(bucket, native, options)
      },
    }
  }),
  sabotage(
    'lists less than it holds',
    /^lists what can be put|^lists the only one/,
    (provider) => ({
      async *list(bucket, options) {
        for await (const configuration of provider.list(bucket, options)) {
          yield without(without(configuration, 'destination.prefix'), 'filter')
        }
      },
    }),
  ),
  sabotage('keeps what it is given instead of a copy', /^stores a copy/, (provider) => {
    const stored = new Map<string, InventoryConfiguration>()
    return {
      put: async (_bucket, native) => {
        stored.set(native.id, native)
        return { outcome: 'created' }
      },
      get: async (bucket, id) => stored.get(id) ?? provider.get(bucket, id),
    }
  }),
  sabotage('gives what it keeps instead of a copy', /^gives a copy/, (provider) => {
    const kept = new Map<string, InventoryConfiguration>()
    return {
      get: async (bucket, id) => {
        const configuration = kept.get(id) ?? (await provider.get(bucket, id))
        kept.set(id, configuration)
        return configuration
      },
    }
  }),
  sabotage('translates to what it is given', /^translates to a copy/, (provider) => ({
    translate: (native) => ({ provider: provider.name, complete: true, native, findings: [] }),
  })),
  sabotage('interprets as what it is given', /^interprets without changing/, () => ({
    interpret: (configuration) => ({ configuration, findings: [] }),
  })),
  sabotage('names everything alike', /^knows the id/, () => ({ idOf: () => 'inventory' })),
  sabotage('writes another document each time', /^(writes one document|translates back)/, () => {
    let written = 0
    return {
      document: () => {
        written += 1
        return `document ${written}`
      },
    }
  }),
  sabotage('asks the service what an id is', /^sends nothing to translate/, (provider) => ({
    idOf: (native) => {
      void provider.delete('photos', native.id)
      return native.id
    },
  })),
  sabotage('lists what is not there', /^lists nothing/, (provider) => ({
    async *list(bucket, options) {
      yield* provider.list(bucket, options)
      throw new InventoryError('not-found', `no inventories in ${bucket}`)
    },
  })),
  sabotage('lists one page', /^lists \d+ once each/, (provider) => ({
    async *list(bucket, options) {
      let left = 19
      for await (const configuration of provider.list(bucket, options)) {
        if (left === 0) return
        left -= 1
        yield configuration
      }
    },
  })),
  sabotage('goes on where the last list ended', /^begins again/, (provider) => {
    const seen = new Set<string>()
    return {
      async *list(bucket, options) {
        for await (const configuration of provider.list(bucket, options)) {
          if (seen.has(configuration.id)) continue
          seen.add(configuration.id)
          yield configuration
        }
      },
    }
  }),
  sabotage('lists before anybody reads', /^asks for nothing before/, (provider) => ({
    list: (bucket, options) => {
      const list = provider.list(bucket, options)
      const first = list.next()
      return (async function* rest() {
        const { done, value } = await first
        if (done !== true) yield value
        yield* list
      })()
    },
  })),
  sabotage('does not delete', /^deletes what is there|^puts again under/, () => ({
    delete: async () => ({ existed: true }),
  })),
  sabotage(
    'says that everything was there',
    /^deletes what is not there|^deletes twice/,
    (provider) => ({
      delete: async (bucket, id, options) => {
        await provider.delete(bucket, id, options)
        return { existed: true }
      },
    }),
  ),
  sabotage('deletes by prefix', /^deletes only/, (provider) => ({
    delete: async (bucket, id, options) => {
      for await (const configuration of provider.list(bucket)) {
        if (configuration.id.startsWith(id)) await provider.delete(bucket, configuration.id)
      }
      return provider.delete(bucket, id, options)
    },
  })),
  sabotage('deletes the bucket', /^leaves the bucket/, (provider) => {
    let gone = false
    return {
      delete: async (bucket, id, options) => {
        gone = true
        return provider.delete(bucket, id, options)
      },
      put: async (bucket, native, options) =>
        provider.put(gone ? `no-${bucket}` : bucket, native, options),
    }
  }),
  sabotage('always says created', /^(replaces, and does not|takes the same)/, (provider) => ({
    put: async (bucket, native, options) => {
      await provider.put(bucket, native, options)
      return { outcome: 'created' }
    },
  })),
  sabotage(
    'always says replaced',
    /^(creates, and does not|asks for no last look where nothing is replaced)/,
    (provider) => ({
      put: async (bucket, native, options) => {
        await provider.put(bucket, native, options)
        return { outcome: 'replaced' }
      },
    }),
  ),
  sabotage('knows no modes', /^refuses to (create|replace)/, (provider) => ({
    put: (bucket, native) => provider.put(bucket, native),
  })),
  sabotage('refuses with anything', /^does not vouch for filter\.size\.min/, (provider) => ({
    put: async (bucket, native, options) => {
      if (native.filter?.size !== undefined) throw new Error('400 Bad Request')
      return provider.put(bucket, native, options)
    },
  })),
  sabotage('loses more than it says', /^does not vouch for filter\.size\.min/, (provider) => ({
    put: (bucket, native, options) =>
      provider.put(bucket, without(native, 'destination.accountId'), options),
  })),
  sabotage('leaves its own behind', /^replaces one and leaves/, (provider) => ({
    put: async (bucket, native, options) => {
      await provider.put(bucket, { ...native, id: `probe-of-${native.id}` })
      return provider.put(bucket, native, options)
    },
  })),
]
