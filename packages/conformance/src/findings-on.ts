import { isWithin } from '@bucket-inventory/core'
import type { Finding, FindingPath, Translation, Verdict } from '@bucket-inventory/core'

/** The verdicts by which something is not carried exactly. */
export const changingVerdicts: readonly Verdict[] = ['coerced', 'dropped', 'emulated', 'lossy']

/** Whether the finding is about the path: at it, above it or below it. */
export function concerns(finding: Finding, path: FindingPath): boolean {
  return isWithin(path, finding.path) || isWithin(finding.path, path)
}

/** The findings about the path with one of the verdicts. */
export function findingsOn(
  translation: Translation,
  path: FindingPath,
  verdicts: readonly Verdict[],
): Finding[] {
  return translation.findings.filter(
    (finding) => verdicts.includes(finding.verdict) && concerns(finding, path),
  )
}

/** The findings as text, for messages. */
export function describeFindings({ findings }: Translation): string {
  if (findings.length === 0) return 'no finding at all'
  return findings.map(({ verdict, path, message }) => `${verdict} ${path}: ${message}`).join('; ')
}
