import { failingProvider } from '@bucket-inventory/conformance'
import type {
  Capabilities,
  InventoryConfiguration,
  InventoryProvider,
} from '@bucket-inventory/core'
import type { MemoryProvider } from '@bucket-inventory/memory'

type Provider = InventoryProvider<InventoryConfiguration>

/** A provider that breaks one promise, and the cases that must notice. */
export interface Sabotage {
  /** Completes "a provider that …". */
  readonly name: string
  readonly caught: RegExp
  readonly breakIt: (provider: MemoryProvider) => Provider
  /** Default: both tables. */
  readonly capabilities?: Capabilities
}

/** The provider with some members replaced. */
export function sabotage(
  name: string,
  caught: RegExp,
  replaced: (provider: MemoryProvider) => Partial<Provider>,
  capabilities?: Capabilities,
): Sabotage {
  return {
    name,
    caught,
    breakIt: (provider) => ({ ...failingProvider(provider), ...replaced(provider) }),
    ...(capabilities === undefined ? {} : { capabilities }),
  }
}

/** What comes back is not what was stored. */
export function readsBack(
  name: string,
  caught: RegExp,
  alter: (configuration: InventoryConfiguration) => InventoryConfiguration,
  capabilities?: Capabilities,
): Sabotage {
  return sabotage(
    name,
    caught,
    (provider) => ({
      get: async (bucket, id, options) => alter(await provider.get(bucket, id, options)),
    }),
    capabilities,
  )
}

/** A copy with every text changed, names of members aside. */
export function withTexts(
  configuration: InventoryConfiguration,
  change: (text: string) => string,
): InventoryConfiguration {
  const copy = structuredClone(configuration)
  changeTexts(copy, change)
  return copy
}

/** A copy without what is at a path. */
export function without(
  configuration: InventoryConfiguration,
  path: string,
): InventoryConfiguration {
  const copy = structuredClone(configuration)
  const keys = path.split('.')
  const last = keys.pop() ?? path
  let parent: unknown = copy
  for (const key of keys) {
    parent = typeof parent === 'object' && parent !== null ? Reflect.get(parent, key) : undefined
  }
  if (typeof parent === 'object' && parent !== null) Reflect.deleteProperty(parent, last)
  return copy
}

function changeTexts(value: object, change: (text: string) => string): void {
  for (const [key, child] of Object.entries(value)) {
    if (typeof child === 'string') Reflect.set(value, key, change(child))
    else if (typeof child === 'object' && child !== null) changeTexts(child, change)
  }
}
