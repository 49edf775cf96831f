import { formatInstant, isInventoryError } from '@bucket-inventory/core'

import { called } from './compared-report.ts'
import type { ReportSide } from './compared-report.ts'
import type { ComparisonWarning, VerdictCounts } from './comparison-summary.ts'
import type { ObjectConfirmation } from './confirm-objects.ts'
import type { MatchStatistics } from './matching.ts'

/** What a person should know before anything is read. */
export function warningsOfReports(left: ReportSide, right: ReportSide): ComparisonWarning[] {
  const [one, other] = [left.report.manifest, right.report.manifest]
  const isSame = one.dialect === other.dialect && one.sourceBucket === other.sourceBucket
  return [
    ...(isSame
      ? [
          {
            code: 'same-bucket' as const,
            message: `both reports list the bucket "${one.sourceBucket}": a bucket is compared with itself at two times, not with its copy`,
          },
        ]
      : []),
    ...[left, right].flatMap((side) =>
      side.overdue
        ? [
            {
              code: 'overdue' as const,
              side: side.side,
              message: `${called(side)} is compared by its report of ${formatInstant(side.report.manifest.time)}, though a newer one should be there`,
            },
          ]
        : [],
    ),
  ]
}

/** What came to light while both were matched. */
export function warningsOfMatching(
  sides: readonly [ReportSide, ReportSide],
  statistics: MatchStatistics,
): ComparisonWarning[] {
  return sides.flatMap((side): ComparisonWarning[] => {
    const { rows, duplicates, duplicateKeys, malformedEscapes } = statistics[side.side]
    const keys = duplicateKeys.map((key) => JSON.stringify(key)).join(', ')
    return [
      ...(rows === 0
        ? [
            {
              code: 'no-rows' as const,
              side: side.side,
              message: `${called(side)} has no row that is compared: see whether it is the right report, and what it is narrowed to`,
            },
          ]
        : []),
      ...(duplicates > 0
        ? [
            {
              code: 'duplicate-keys' as const,
              side: side.side,
              message: `${called(side)} has ${duplicates} rows whose key was there before, such as ${keys}: of these the same is never said unless their contents are the same too`,
            },
          ]
        : []),
      ...(malformedEscapes > 0
        ? [
            {
              code: 'malformed-escapes' as const,
              side: side.side,
              message: `keys of ${called(side)} have ${malformedEscapes} escapes that are none: they were compared as they are written`,
            },
          ]
        : []),
    ]
  })
}

/** Of the objects whose prefixes are not kept apart. */
export function warningOfPrefixes(counts: VerdictCounts): ComparisonWarning[] {
  const objects = Object.values(counts).reduce((sum, one) => sum + one, 0)
  if (objects === 0) return []
  const message = `${objects} objects are counted together, as their prefixes were too many: count by fewer delimiters`
  return [{ code: 'prefixes-lumped', message }]
}

/** What was not looked at, or not told by looking. */
export function warningsOfConfirmation(
  confirmation: ObjectConfirmation | undefined,
): ComparisonWarning[] {
  if (confirmation === undefined) return []
  const { beyond, failed } = confirmation
  return [
    ...(beyond > 0
      ? [
          {
            code: 'confirm-limit' as const,
            message: `${beyond} objects that differ were not looked at, as that was enough: raise the limit to look at more`,
          },
        ]
      : []),
    ...(failed.objects > 0
      ? [
          {
            code: 'confirm-failed' as const,
            message: `${failed.objects} objects could not be looked at, so that they are called what the reports say; first: ${inWords(failed.error)}`,
          },
        ]
      : []),
  ]
}

function inWords(error: unknown): string {
  if (isInventoryError(error)) return `${error.code}, ${error.message}`
  return error instanceof Error ? error.message : String(error)
}
