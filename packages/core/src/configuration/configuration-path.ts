import type { InventoryConfiguration } from './inventory-configuration.ts'

type Leaf = string | number | boolean | readonly unknown[] | undefined
type KeyOf<T> = T extends unknown ? keyof T & string : never
type ValueAt<T, K> = T extends unknown
  ? K extends keyof T
    ? Exclude<T[K], undefined>
    : never
  : never
type PathsOf<T> = {
  [K in KeyOf<T>]: [ValueAt<T, K>] extends [Leaf]
    ? K
    : K | `${K}.${PathsOf<Exclude<ValueAt<T, K>, Leaf>>}`
}[KeyOf<T>]

/** `filter.size.min`, `destination.encryption.keyId`, …: every path of the model but `native`. */
export type ConfigurationPath = PathsOf<Omit<InventoryConfiguration, 'native'>>

/** A path of the model, or of what a provider holds beyond it. */
export type FindingPath = ConfigurationPath | `native.${string}`

const paths: Readonly<Record<ConfigurationPath, true>> = {
  id: true,
  enabled: true,
  schedule: true,
  'schedule.every': true,
  'schedule.dayOfMonth': true,
  'schedule.deleteAfterRun': true,
  versions: true,
  filter: true,
  'filter.prefix': true,
  'filter.lastModified': true,
  'filter.lastModified.from': true,
  'filter.lastModified.to': true,
  'filter.size': true,
  'filter.size.min': true,
  'filter.size.max': true,
  'filter.storageClasses': true,
  fields: true,
  destination: true,
  'destination.bucket': true,
  'destination.prefix': true,
  'destination.accountId': true,
  'destination.roleArn': true,
  'destination.format': true,
  'destination.encryption': true,
  'destination.encryption.type': true,
  'destination.encryption.keyId': true,
  incremental: true,
  'incremental.enabled': true,
  'incremental.everySeconds': true,
  'incremental.fields': true,
}

/** Whether the text is a path of the model. */
export function isConfigurationPath(text: string): text is ConfigurationPath {
  return Object.hasOwn(paths, text)
}

/** Every path of the model, parents before their children, in the order of the model. */
export const configurationPaths: readonly ConfigurationPath[] =
  Object.keys(paths).filter(isConfigurationPath)

/** The paths that hold a value: those without children. */
export const leafPaths: readonly ConfigurationPath[] = configurationPaths.filter(
  (path) => !configurationPaths.some((other) => other.startsWith(`${path}.`)),
)

/** Whether `path` is `ancestor` or lies below it. */
export function isWithin(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}.`)
}

/** The paths of the model, taken apart once. */
const keysOf: ReadonlyMap<string, readonly string[]> = new Map(
  configurationPaths.map((path) => [path, path.split('.')]),
)

/** The value at a dotted path, `undefined` where there is none. */
export function valueAt(subject: object, path: FindingPath): unknown {
  let value: unknown = subject
  for (const key of keysOf.get(path) ?? path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = Reflect.get(value, key)
  }
  return value
}
