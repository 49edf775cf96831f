import { formatLocation, InventoryError } from '@bucket-inventory/core'
import type { InventoryProvider, Location, ProviderSettings } from '@bucket-inventory/core'

/** What a location can name. */
export interface KnownProviders {
  /** One for each scheme. */
  readonly providers: readonly InventoryProvider[]
  /** The same services under names of their own: other accounts, regions, endpoints. Default: none. */
  readonly connections?: Readonly<Record<string, InventoryProvider>>
}

/**
 * The provider of a location: the connection it names, else the one of its scheme, with the region and profile of the
 * location. Throws `invalid-input` that lists what is known, `unsupported` where a provider cannot change its settings.
 */
export function resolveLocation(location: Location, known: KnownProviders): InventoryProvider {
  const provider =
    location.connection === undefined
      ? ofScheme(location, known.providers)
      : ofConnection(location, location.connection, known.connections ?? {})
  return withSettings(provider, settingsOf(location), `"${formatLocation(location)}"`)
}

/** The provider with other settings, itself where there are none. Throws `unsupported` where it cannot change them. */
export function withSettings(
  provider: InventoryProvider,
  settings: ProviderSettings,
  where: string,
): InventoryProvider {
  const names = Object.keys(settings)
  if (names.length === 0) return provider
  if (provider.with !== undefined) return provider.with(settings)
  throw new InventoryError(
    'unsupported',
    `${where}: ${provider.name} takes no ${names.join(' and ')} from outside; set it where the provider is made`,
  )
}

function ofScheme(location: Location, providers: readonly InventoryProvider[]): InventoryProvider {
  const provider = providers.find(({ scheme }) => scheme === location.scheme)
  if (provider !== undefined) return provider
  throw new InventoryError(
    'invalid-input',
    `"${formatLocation(location)}": no provider has the scheme "${location.scheme}"; ${list(
      'known',
      providers.map(({ scheme }) => scheme),
    )}`,
  )
}

function ofConnection(
  location: Location,
  name: string,
  connections: Readonly<Record<string, InventoryProvider>>,
): InventoryProvider {
  const provider = Object.hasOwn(connections, name) ? connections[name] : undefined
  if (provider === undefined) {
    throw new InventoryError(
      'invalid-input',
      `"${formatLocation(location)}": no connection is named "${name}"; ${list('known', Object.keys(connections))}`,
    )
  }
  if (provider.scheme !== location.scheme) {
    throw new InventoryError(
      'invalid-input',
      `"${formatLocation(location)}": the connection "${name}" is one to ${provider.name}; write ${formatLocation({ ...location, scheme: provider.scheme })}`,
    )
  }
  return provider
}

function settingsOf({ region, profile }: Location): ProviderSettings {
  return {
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  }
}

function list(title: string, names: readonly string[]): string {
  return `${title}: ${names.length === 0 ? 'none' : names.toSorted().join(', ')}`
}
