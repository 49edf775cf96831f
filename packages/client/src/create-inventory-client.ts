import {
  BucketInventories,
  formatLocation,
  InventoryError,
  parseLocation,
  parsePlace,
  translateFor,
} from '@bucket-inventory/core'
import type {
  BucketInventoriesOptions,
  CapabilityOverrides,
  Declaration,
  DeleteConfigurationOptions,
  InventoryProvider,
  Location,
  ProviderName,
  RequestOptions,
} from '@bucket-inventory/core'

import { applyPlan } from './apply-plan.ts'
import { comparedReport } from './compared-report.ts'
import { confirmObjects } from './confirm-objects.ts'
import { declaredConnections } from './declared-connections.ts'
import type { DeclaredWorld } from './declared-fleet.ts'
import { fleetOfDeclaration, fleetOfPlaces } from './fleet-of.ts'
import type { FleetPlace } from './fleet-of.ts'
import type { InventoryClient } from './inventory-client.ts'
import { oneInventory } from './one-inventory.ts'
import type { OpenedBucket } from './opened-bucket.ts'
import { planDeclaration } from './plan-declaration.ts'
import { planMigration } from './plan-migration.ts'
import { reportMethods } from './report-methods.ts'
import { resolveLocation } from './resolve-location.ts'
import type { KnownProviders } from './resolve-location.ts'

export interface InventoryClientOptions
  extends KnownProviders, Pick<BucketInventoriesOptions, 'settle'> {
  /** Entries of the capability tables that the caller knows better, by provider. Default: none. */
  readonly overrides?: Readonly<Record<string, CapabilityOverrides>>
}

/** Makes the facade of some providers. Throws `invalid-input` if two of them share a name or a scheme. */
export function createInventoryClient(options: InventoryClientOptions): InventoryClient {
  const { providers, overrides = {}, settle } = options
  requireDistinct(providers, 'name')
  requireDistinct(providers, 'scheme')

  const opener = (known: KnownProviders) => {
    // A provider with other settings has connections of its own: one for all buckets that share them.
    const configured = new Map<string, InventoryProvider>()
    return (location: Location): OpenedBucket => {
      const key = formatLocation({ ...location, bucket: '' })
      const provider = configured.get(key) ?? resolveLocation(location, known)
      configured.set(key, provider)
      const own = overridesOf(overrides, provider.name)
      const inventories = new BucketInventories(provider, location.bucket, {
        ...(own === undefined ? {} : { overrides: own }),
        ...(settle === undefined ? {} : { settle }),
      })
      return { location, inventories }
    }
  }
  const openKnown = opener(options)
  const bucket: InventoryClient['bucket'] = (written) => openKnown(parsed(written)).inventories

  // One for each set of declared connections, as a provider keeps sockets open.
  const worlds = new Map<string, DeclaredWorld>()
  const worldOf = (declared: Declaration['connections'] = {}): DeclaredWorld => {
    const key = JSON.stringify(declared)
    const known = worlds.get(key)
    if (known !== undefined) return known
    const connections = { ...options.connections, ...declaredConnections(declared, options) }
    const world = { open: opener({ providers, connections }), connections }
    worlds.set(key, world)
    return world
  }

  return {
    bucket,
    translate: (configuration, { provider: name, ...scope }) => {
      const provider = providers.find((candidate) => candidate.name === name)
      if (provider === undefined) throw unknownProvider(name, providers)
      const own = scope.overrides ?? overridesOf(overrides, name)
      const whole = { ...scope, ...(own === undefined ? {} : { overrides: own }) }
      return translateFor(provider, whole, configuration)
    },
    put: async (location, configuration, settings) => bucket(location).put(configuration, settings),
    get: async (
      place: string | Location,
      second?: string | RequestOptions,
      third?: RequestOptions,
    ) => {
      const { location, id, settings } = oneInventory(place, second, third)
      return bucket(location).get(id, settings)
    },
    list: async function* (location, settings) {
      yield* bucket(location).list(settings)
    },
    delete: async (
      place: string | Location,
      second?: string | DeleteConfigurationOptions,
      third?: DeleteConfigurationOptions,
    ) => {
      const { location, id, settings } = oneInventory(place, second, third)
      return bucket(location).delete(id, settings)
    },
    plan: async (declaration, settings) =>
      planDeclaration(declaration, worldOf(declaration.connections), settings),
    fleet: async (source, settings = {}) =>
      typeof source === 'object' && 'apiVersion' in source
        ? fleetOfDeclaration(source, worldOf(source.connections), settings)
        : fleetOfPlaces(isMany(source) ? source : [source], openKnown),
    planMigration: async (from, to, settings) =>
      planMigration(openKnown(parsed(from)), openKnown(parsed(to)), settings),
    apply: async (plan, settings) => applyPlan(plan, worldOf(plan.connections).open, settings),
    comparedReport: async (place, settings = {}) => {
      const { destination } = settings
      const reached = destination === undefined ? undefined : openKnown(parsed(destination))
      return comparedReport(parsePlace(place), openKnown, reached, settings)
    },
    confirmObjects: (left, right) =>
      confirmObjects(openKnown(parsed(left)), openKnown(parsed(right))),
    ...reportMethods((written) => openKnown(parsed(written))),
  }
}

/** `Array.isArray` does not tell a readonly array from the rest. */
function isMany(places: FleetPlace | readonly FleetPlace[]): places is readonly FleetPlace[] {
  return Array.isArray(places)
}

function parsed(written: string | Location): Location {
  return typeof written === 'string' ? parseLocation(written) : written
}

function requireDistinct(providers: readonly InventoryProvider[], key: 'name' | 'scheme'): void {
  const seen = new Set<string>()
  for (const provider of providers) {
    const value = provider[key]
    if (seen.has(value)) {
      throw new InventoryError(
        'invalid-input',
        `two providers have the ${key} "${value}"; give the second as a connection, under a name of its own`,
      )
    }
    seen.add(value)
  }
}

function overridesOf(
  overrides: Readonly<Record<string, CapabilityOverrides>>,
  provider: ProviderName,
): CapabilityOverrides | undefined {
  return Object.hasOwn(overrides, provider) ? overrides[provider] : undefined
}

function unknownProvider(name: string, providers: readonly InventoryProvider[]): InventoryError {
  const known = providers.map((provider) => provider.name).toSorted()
  return new InventoryError(
    'invalid-input',
    `no provider is named "${name}"; known: ${known.join(', ')}`,
  )
}
