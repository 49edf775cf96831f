import type { ConfigurationPath } from '../configuration/configuration-path.ts'
import { isNativeWord } from '../vocabulary/native-word.ts'
import type {
  BucketScope,
  Capabilities,
  CapabilityOverlay,
  CapabilityOverrides,
  CapabilityTable,
  PathCapability,
  Support,
  ValueCapabilities,
  ValuePath,
} from './capabilities.ts'

/** The tables that hold for one bucket. */
export interface BucketCapabilities {
  readonly paths: CapabilityTable
  readonly values: ValueCapabilities
}

/** What overlays made of a table so far: at most one entry for each set of overlays that holds together. */
const overlaid = new WeakMap<Capabilities, Map<string, BucketCapabilities>>()

/** The tables that hold for one bucket: base, then overlays in order, then overrides. The same object for the same answer. */
export function capabilitiesFor(
  capabilities: Capabilities,
  scope: BucketScope = {},
): BucketCapabilities {
  const known = overlaid.get(capabilities) ?? new Map<string, BucketCapabilities>()
  overlaid.set(capabilities, known)
  // Asked for each translation: no more than one short text is made where the answer is known.
  let key = ''
  for (const [index, layer] of capabilities.overlays.entries())
    if (holds(layer, scope)) key += `${index} `
  let tables = known.get(key)
  if (tables === undefined) {
    const held = capabilities.overlays.filter((layer) => holds(layer, scope))
    tables = held.reduce<BucketCapabilities>(overlay, capabilities)
    known.set(key, tables)
  }
  return scope.overrides === undefined ? tables : overlay(tables, scope.overrides)
}

function overlay(base: BucketCapabilities, layer: CapabilityOverrides): BucketCapabilities {
  return {
    paths: { ...base.paths, ...layer.paths },
    values: mergeValues(base.values, layer.values ?? {}),
  }
}

/** What is done with a path. One that the table does not name, as an adapter older than the path, counts as unsupported. */
export function supportOfPath(tables: BucketCapabilities, path: ConfigurationPath): PathCapability {
  const named: Partial<CapabilityTable> = tables.paths
  return named[path] ?? { support: 'unsupported', reference: '', note: 'unknown to this adapter' }
}

/**
 * What is done with one value of a path. A provider's own qualified word is the provider's to judge and counts as
 * `native` here; a neutral one that the table does not name is unsupported.
 */
export function supportOfValue(
  tables: BucketCapabilities,
  path: ValuePath,
  value: string,
): Support {
  if (isNativeWord(value)) return 'native'
  const table: Readonly<Record<string, Support | undefined>> = tables.values[path]
  return (Object.hasOwn(table, value) ? table[value] : undefined) ?? 'unsupported'
}

function holds(overlay: CapabilityOverlay, scope: BucketScope): boolean {
  const { regions, bucketTypes } = overlay
  return (
    (regions === undefined || (scope.region !== undefined && regions.includes(scope.region))) &&
    (bucketTypes === undefined ||
      (scope.bucketType !== undefined && bucketTypes.includes(scope.bucketType)))
  )
}

function mergeValues(
  base: ValueCapabilities,
  layer: NonNullable<CapabilityOverrides['values']>,
): ValueCapabilities {
  return {
    'schedule.every': { ...base['schedule.every'], ...layer['schedule.every'] },
    versions: { ...base.versions, ...layer.versions },
    'filter.storageClasses': {
      ...base['filter.storageClasses'],
      ...layer['filter.storageClasses'],
    },
    fields: { ...base.fields, ...layer.fields },
    'destination.format': { ...base['destination.format'], ...layer['destination.format'] },
    'destination.encryption.type': {
      ...base['destination.encryption.type'],
      ...layer['destination.encryption.type'],
    },
    'incremental.fields': { ...base['incremental.fields'], ...layer['incremental.fields'] },
  }
}
