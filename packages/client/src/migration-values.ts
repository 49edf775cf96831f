import { isInventoryError, isWithin, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { ConfigurationPath, InventoryConfiguration, Problem } from '@bucket-inventory/core'

/** Values of a configuration, by the path that holds each. */
export type ValuesByPath = ReadonlyMap<ConfigurationPath, unknown>

/** What says something only beside one word of another path. */
const companions: readonly (readonly [ConfigurationPath, ConfigurationPath, string])[] = [
  ['schedule.dayOfMonth', 'schedule.every', 'month'],
  ['schedule.deleteAfterRun', 'schedule.every', 'once'],
  ['destination.encryption.keyId', 'destination.encryption.type', 'kms'],
]

/** What a value is tried in, to tell what is wrong with it alone. */
const sample = {
  id: 'daily',
  schedule: { every: 'day' },
  destination: { bucket: 'reports', format: 'csv' },
}

/**
 * The configuration with these values over its own. What it says beside a word that is replaced, as the day of a month that
 * is a week now, goes with it. Throws `invalid-configuration` with every problem of the result.
 */
export function withValues(
  configuration: InventoryConfiguration,
  values: ValuesByPath,
): InventoryConfiguration {
  return values.size === 0
    ? configuration
    : parseInventoryConfiguration(overlay(configuration, values))
}

/** What is wrong with one value, whatever stands beside it; paths go on from its own, as `[2]` of a list. */
export function problemsOfValue(path: ConfigurationPath, value: unknown): Problem[] {
  const beside = companions.flatMap(([dependent, other, word]) =>
    dependent === path ? [[other, word] as const] : [],
  )
  const enabled = isWithin(path, 'incremental') ? [['incremental.enabled', true] as const] : []
  const values = new Map<ConfigurationPath, unknown>([...beside, ...enabled, [path, value]])
  const problems = problemsOf(() => parseInventoryConfiguration(overlay(sample, values)))
  return problems.flatMap((problem) => {
    const rest = problem.path.slice(path.length)
    const own = problem.path.startsWith(path) && (rest === '' || /^[.[]/.test(rest))
    return own ? [{ ...problem, path: rest }] : []
  })
}

/** What the parser throws with; nothing where it does not. */
function problemsOf(parse: () => unknown): readonly Problem[] {
  try {
    parse()
    return []
  } catch (error) {
    if (!isInventoryError(error, 'invalid-configuration')) throw error
    return error.problems
  }
}

function overlay(configuration: object, values: ValuesByPath): object {
  const copy = structuredClone(configuration)
  for (const [path, value] of values) setAt(copy, path.split('.'), value)
  for (const [dependent, other, word] of companions) {
    const replaced = values.has(other) && values.get(other) !== word
    if (replaced && !values.has(dependent)) setAt(copy, dependent.split('.'), undefined)
  }
  return copy
}

/** Makes what lies on the way; `undefined` takes away, and makes nothing. */
function setAt(target: object, [key, ...rest]: readonly string[], value: unknown): void {
  if (key === undefined) return
  const child: unknown = Reflect.get(target, key)
  if (rest.length > 0) {
    const next = typeof child === 'object' && child !== null ? child : {}
    if (value !== undefined) Reflect.set(target, key, next)
    setAt(next, rest, value)
  } else if (value === undefined) {
    Reflect.deleteProperty(target, key)
  } else {
    Reflect.set(target, key, value)
  }
}
