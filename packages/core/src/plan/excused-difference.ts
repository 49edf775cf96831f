import { supportOfPath } from '../capability/capabilities-for.ts'
import type { BucketCapabilities } from '../capability/capabilities-for.ts'
import { isConfigurationPath, isWithin } from '../configuration/configuration-path.ts'
import type { Finding } from '../translation/finding.ts'
import type { Difference } from './differences.ts'

/** Whether the translation said that nothing shows that the service honours the path. */
export function isUnverified({ path }: Difference, findings: readonly Finding[]): boolean {
  return findings.some(
    (finding) => finding.verdict === 'unverified' && isWithin(path, finding.path),
  )
}

/** Left to the service, such as a default key, which then shows what it took. */
export function isFilledIn(difference: Difference, findings: readonly Finding[]): boolean {
  return difference.desired === undefined && isUnverified(difference, findings)
}

/**
 * Nobody can tell what the service does not keep from what it was never sent. So it is too with a bound that was rounded and
 * is applied on reading in any case, where nothing shows that the service honours bounds.
 */
export function isUnshown(
  difference: Difference,
  findings: readonly Finding[],
  tables: BucketCapabilities,
): boolean {
  const { path, actual } = difference
  if (actual !== undefined) return false
  return (
    isUnverified(difference, findings) ||
    (isConfigurationPath(path) &&
      supportOfPath(tables, path).support === 'unverified' &&
      findings.some((finding) => finding.verdict === 'emulated' && isWithin(path, finding.path)))
  )
}
