import type { BucketScope } from '../capability/capabilities.ts'
import { leafPaths, valueAt } from '../configuration/configuration-path.ts'
import type { FindingPath } from '../configuration/configuration-path.ts'
import type { InventoryConfiguration } from '../configuration/inventory-configuration.ts'
import { normaliseConfiguration } from '../configuration/normalise-configuration.ts'
import { InventoryError } from '../inventory-error.ts'
import type { InventoryProvider } from '../provider/inventory-provider.ts'
import { sameValue } from './same-value.ts'

/** One path in which two configurations are not one. */
export interface Difference {
  readonly path: FindingPath
  /** `undefined`: not there. */
  readonly desired: unknown
  readonly actual: unknown
}

/**
 * What keeps the two from being one to the provider: `interpret(translate(x))` of both, compared path by path, with the
 * order of fields where it decides the columns. Empty means equal. Throws `untranslatable` where one needs input.
 */
export function differences<Native>(
  provider: InventoryProvider<Native>,
  scope: BucketScope,
  desired: InventoryConfiguration,
  actual: InventoryConfiguration,
): Difference[] {
  return configurationDifferences(
    effectiveConfiguration(provider, scope, desired),
    effectiveConfiguration(provider, scope, actual),
    provider.capabilities.behaviour.fieldOrderSignificant,
  )
}

/**
 * What keeps two configurations from saying the same, path by path, without a provider's rules. Set `fieldOrder` where
 * the order of fields says something. Default: true.
 */
export function configurationDifferences(
  desired: InventoryConfiguration,
  actual: InventoryConfiguration,
  fieldOrder = true,
): Difference[] {
  if (sameValue(desired, actual)) return []
  const left = comparable(desired, fieldOrder)
  const right = comparable(actual, fieldOrder)
  const owners = new Set([...Object.keys(left.native ?? {}), ...Object.keys(right.native ?? {})])
  const neutral = leafPaths.map((path): Difference => ({
    path,
    desired: valueAt(left, path),
    actual: valueAt(right, path),
  }))
  // Not by path, as the name of a provider may hold a dot.
  const native = [...owners].map((owner): Difference => ({
    path: `native.${owner}`,
    desired: left.native?.[owner],
    actual: right.native?.[owner],
  }))
  return [...neutral, ...native].filter(
    (difference) => !sameValue(difference.desired, difference.actual),
  )
}

/** The configuration as the provider would give it back. Throws `untranslatable` where it needs input. */
export function effectiveConfiguration<Native>(
  provider: InventoryProvider<Native>,
  scope: BucketScope,
  configuration: InventoryConfiguration,
): InventoryConfiguration {
  const translation = provider.translate(configuration, scope)
  if (!translation.complete) {
    const findings = translation.findings.filter((finding) => finding.verdict === 'needs-input')
    throw new InventoryError(
      'untranslatable',
      `inventory "${configuration.id}" cannot be compared on ${provider.name}: it needs ${findings.map((finding) => finding.path).join(', ')}`,
      { findings },
    )
  }
  return provider.interpret(translation.native, scope).configuration
}

function comparable(
  configuration: InventoryConfiguration,
  fieldOrder: boolean,
): InventoryConfiguration {
  const normal = normaliseConfiguration(configuration)
  return fieldOrder ? normal : { ...normal, fields: normal.fields.toSorted() }
}
