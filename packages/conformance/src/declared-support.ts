import { configurationPaths, isWithin, supportOfPath, supportOfValue } from '@bucket-inventory/core'
import type {
  BucketCapabilities,
  ConfigurationPath,
  Support,
  ValuePath,
} from '@bucket-inventory/core'

const weakestFirst: readonly Support[] = [
  'unsupported',
  'emulated',
  'unverified',
  'coerced',
  'native',
]

/** What a path can only be asked for together with. */
const companions: Readonly<Partial<Record<ConfigurationPath, readonly [ValuePath, string]>>> = {
  'schedule.dayOfMonth': ['schedule.every', 'month'],
  'schedule.deleteAfterRun': ['schedule.every', 'once'],
  'destination.encryption.keyId': ['destination.encryption.type', 'kms'],
}

/** What the tables declare of a path, or of one value of it: no more than of what it lies in, or needs beside it. */
export function declaredSupport(
  tables: BucketCapabilities,
  path: ConfigurationPath,
  value?: string,
): Support {
  const supports = configurationPaths
    .filter((ancestor) => isWithin(path, ancestor))
    .map((ancestor) => supportOfPath(tables, ancestor).support)
  if (value !== undefined && isValuePath(tables, path)) {
    supports.push(supportOfValue(tables, path, value))
  }
  const companion = companions[path]
  if (companion !== undefined) {
    const support = declaredSupport(tables, companion[0], companion[1])
    supports.push(support === 'native' || support === 'unverified' ? support : 'unsupported')
  }
  return weakestFirst.find((support) => supports.includes(support)) ?? 'native'
}

/** Whether the tables say something about each value of the path. */
export function isValuePath(
  tables: BucketCapabilities,
  path: ConfigurationPath,
): path is ValuePath {
  return Object.hasOwn(tables.values, path)
}

/** The values of the path that are declared so. */
export function valuesDeclared(
  tables: BucketCapabilities,
  path: ValuePath,
  wanted: Support,
): string[] {
  return Object.keys(tables.values[path]).filter(
    (value) => declaredSupport(tables, path, value) === wanted,
  )
}
