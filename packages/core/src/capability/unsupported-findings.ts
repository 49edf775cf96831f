import {
  isConfigurationPath,
  isWithin,
  leafPaths,
  valueAt,
} from '../configuration/configuration-path.ts'
import type { ConfigurationPath } from '../configuration/configuration-path.ts'
import type { InventoryConfiguration } from '../configuration/inventory-configuration.ts'
import { normaliseConfiguration } from '../configuration/normalise-configuration.ts'
import type { Consequence, Finding, LossyFinding } from '../translation/finding.ts'
import { supportOfPath, supportOfValue } from './capabilities-for.ts'
import type { BucketCapabilities } from './capabilities-for.ts'
import type { ValuePath } from './capabilities.ts'

const valuePaths: readonly ValuePath[] = [
  'schedule.every',
  'versions',
  'filter.storageClasses',
  'fields',
  'destination.format',
  'destination.encryption.type',
  'incremental.fields',
]

/**
 * A `lossy` finding for each path and value that the tables call unsupported and that the translation says nothing about:
 * what keeps new neutral paths from slipping silently through an adapter that is older than they are.
 */
export function unsupportedFindings(
  configuration: InventoryConfiguration,
  tables: BucketCapabilities,
  found: readonly Finding[],
): LossyFinding[] {
  const unsaid = unsupportedIn(configuration, tables).filter(
    ({ path }) =>
      !found.some((finding) => isWithin(path, finding.path) || isWithin(finding.path, path)),
  )
  if (unsaid.length === 0) return []
  // What says nothing, as an empty filter, is not lost.
  const normal = normaliseConfiguration(configuration)
  return unsaid
    .filter(({ path }) => valueAt(normal, path) !== undefined)
    .map(({ path, asked, message }) => ({
      verdict: 'lossy',
      path,
      asked,
      consequence: consequenceOf(path),
      message,
      reference: supportOfPath(tables, path).reference,
    }))
}

/** What is asked for and not carried, whatever anybody says about it. */
function unsupportedIn(configuration: InventoryConfiguration, tables: BucketCapabilities) {
  const paths = unsupportedPaths(tables)
    .map((path) => ({
      path,
      asked: valueAt(configuration, path),
      message: `${path} is not carried`,
    }))
    .filter(({ asked }) => asked !== undefined)
  const values = valuePaths.flatMap((path) =>
    wordsAt(configuration, path)
      .filter((word) => supportOfValue(tables, path, word) === 'unsupported')
      .map((word) => ({ path, asked: word, message: `"${word}" of ${path} is not carried` })),
  )
  return [...paths, ...values]
}

/** Tables are asked again for each configuration of a bucket. */
const unsupported = new WeakMap<BucketCapabilities, readonly ConfigurationPath[]>()

function unsupportedPaths(tables: BucketCapabilities): readonly ConfigurationPath[] {
  const known = unsupported.get(tables)
  if (known !== undefined) return known
  const paths = leafPaths.filter((path) => supportOfPath(tables, path).support === 'unsupported')
  unsupported.set(tables, paths)
  return paths
}

function wordsAt(configuration: InventoryConfiguration, path: ValuePath): string[] {
  if (!isConfigurationPath(path)) return []
  const value = valueAt(configuration, path)
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.filter((word) => typeof word === 'string')
}

function consequenceOf(path: ConfigurationPath): Consequence {
  if (path.startsWith('filter')) return 'lists-more'
  if (path.startsWith('destination.encryption')) return 'less-protected'
  if (path === 'destination.format') return 'other-format'
  if (path === 'versions' || path === 'fields' || path.startsWith('incremental'))
    return 'lists-less'
  return 'other-schedule'
}
