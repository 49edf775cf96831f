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
 * what keeps new neutral paths from slipping silently through an adapter that is older than they are. Paths that the model
 * of this version does not know are found too.
 */
export function unsupportedFindings(
  written: InventoryConfiguration,
  tables: BucketCapabilities,
  found: readonly Finding[],
): LossyFinding[] {
  // What says nothing, as an empty filter, is not lost.
  const configuration = normaliseConfiguration(written)
  const said = (path: string) =>
    found.some((finding) => isWithin(path, finding.path) || isWithin(finding.path, path))
  const lossy = (path: ConfigurationPath, asked: unknown, message: string): LossyFinding => ({
    verdict: 'lossy',
    path,
    asked,
    consequence: consequenceOf(path),
    message,
    reference: supportOfPath(tables, path).reference,
  })
  const paths = leafPaths
    .filter((path) => supportOfPath(tables, path).support === 'unsupported')
    .filter((path) => valueAt(configuration, path) !== undefined && !said(path))
    .map((path) => lossy(path, valueAt(configuration, path), `${path} is not carried`))
  const values = valuePaths
    .filter((path) => !said(path))
    .flatMap((path) =>
      wordsAt(configuration, path)
        .filter((word) => supportOfValue(tables, path, word) === 'unsupported')
        .map((word) => lossy(path, word, `"${word}" of ${path} is not carried`)),
    )
  return [...paths, ...values]
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
