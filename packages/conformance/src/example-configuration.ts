import { isConfigurationPath, supportOfPath } from '@bucket-inventory/core'
import type {
  BucketCapabilities,
  ConfigurationPath,
  Destination,
  InventoryConfiguration,
  ValuePath,
} from '@bucket-inventory/core'

import { declaredSupport, valuesDeclared } from './declared-support.ts'

/** Values by path, to be set in a configuration; `undefined` sets nothing. */
export type ExampleValues = { readonly [Path in ConfigurationPath]?: unknown }

/** The smallest configuration that the tables declare carried, with the identity that the destination gives. */
export function exampleConfiguration(
  tables: BucketCapabilities,
  destination: Destination,
): InventoryConfiguration {
  const { bucket, accountId, roleArn } = destination
  const base: InventoryConfiguration = {
    id: 'conformance',
    enabled: true,
    schedule: { every: 'day' },
    versions: 'current',
    fields: [],
    destination: { bucket, format: 'csv' },
  }
  const holds = (path: ConfigurationPath) => declaredSupport(tables, path) !== 'unsupported'
  return withValues(base, {
    'schedule.every': carriedWord(tables, 'schedule.every'),
    versions: carriedWord(tables, 'versions'),
    'destination.format': carriedWord(tables, 'destination.format'),
    'destination.accountId': holds('destination.accountId') ? accountId : undefined,
    'destination.roleArn': holds('destination.roleArn') ? roleArn : undefined,
  })
}

/** What to set for a configuration that asks for the path, and for what it only comes together with. */
export function valuesFor(
  path: ConfigurationPath,
  tables: BucketCapabilities,
  destination: Destination,
): ExampleValues {
  const { minimum = -Infinity, maximum = Infinity } = supportOfPath(tables, path)
  const within = (number: number) => Math.min(Math.max(number, minimum), maximum)
  const keyId = keyOf(destination)
  const examples: ExampleValues = {
    id: 'conformance-of-id',
    enabled: false,
    'schedule.dayOfMonth': within(3),
    'schedule.deleteAfterRun': true,
    'filter.prefix': 'photos/2026/',
    'filter.lastModified.from': '2021-11-25T23:40:49Z',
    'filter.lastModified.to': '2021-12-01T08:33:12Z',
    'filter.size.min': within(1024),
    'filter.size.max': within(1_048_576),
    fields: valuesDeclared(tables, 'fields', 'native').slice(0, 3).toReversed(),
    'destination.bucket': destination.bucket,
    'destination.prefix': 'reports/daily',
    'destination.accountId': destination.accountId ?? '012345678901',
    'destination.roleArn': destination.roleArn ?? 'conformance:role/reports',
    'destination.encryption.keyId': keyId ?? 'conformance-key',
    'incremental.enabled': true,
    'incremental.everySeconds': within(600),
  }
  return { ...surroundings(path, tables), [path]: examples[path] }
}

/** What to set for a configuration that asks for one value of a path. */
export function valuesForWord(
  path: ValuePath,
  word: string,
  tables: BucketCapabilities,
  destination: Destination,
): ExampleValues {
  if (path === 'destination.encryption.type') {
    const keyId = word === 'kms' ? keyOf(destination) : undefined
    return { [path]: word, 'destination.encryption.keyId': keyId }
  }
  const list =
    path === 'fields' || path === 'filter.storageClasses' || path === 'incremental.fields'
  return { ...surroundings(path, tables), [path]: list ? [word] : word }
}

/** A copy of the configuration with these values set. */
export function withValues(
  base: InventoryConfiguration,
  values: ExampleValues,
): InventoryConfiguration {
  const copy = structuredClone(base)
  for (const [path, value] of Object.entries(values)) {
    if (value !== undefined && isConfigurationPath(path))
      setAt(copy, path.split('.'), structuredClone(value))
  }
  return copy
}

/** The key that the world gives, if any. */
export function keyOf({ encryption }: Destination): string | undefined {
  return encryption?.type === 'kms' ? encryption.keyId : undefined
}

/** What the path only comes together with. */
function surroundings(path: ConfigurationPath, tables: BucketCapabilities): ExampleValues {
  if (path === 'schedule.dayOfMonth') return { 'schedule.every': 'month' }
  if (path === 'schedule.deleteAfterRun') return { 'schedule.every': 'once' }
  if (path === 'destination.encryption.keyId') return { 'destination.encryption.type': 'kms' }
  if (path.startsWith('incremental.')) {
    return {
      'incremental.enabled': true,
      'incremental.fields': valuesDeclared(tables, 'incremental.fields', 'native').slice(0, 1),
    }
  }
  return {}
}

function carriedWord(tables: BucketCapabilities, path: ValuePath): string {
  const [word] = valuesDeclared(tables, path, 'native')
  if (word === undefined) throw new Error(`the capability table declares no ${path} native`)
  return word
}

function setAt(target: object, keys: readonly string[], value: unknown): void {
  const [key, ...rest] = keys
  if (key === undefined) return
  if (rest.length === 0) {
    Reflect.set(target, key, value)
    return
  }
  const child: unknown = Reflect.get(target, key)
  const next = typeof child === 'object' && child !== null ? child : {}
  Reflect.set(target, key, next)
  setAt(next, rest, value)
}
