import type { CheckedOptions } from './check-options.ts'
import type { ReportSide } from './compared-report.ts'
import { otherPrefixes } from './comparison-summary.ts'
import type {
  ComparisonSummary,
  ComparisonWarning,
  SideSummary,
  VerdictCounts,
} from './comparison-summary.ts'
import {
  warningOfPrefixes,
  warningsOfConfirmation,
  warningsOfMatching,
} from './comparison-warnings.ts'
import type { ObjectConfirmation } from './confirm-objects.ts'
import { evidenceCounts } from './evidence-counts.ts'
import type { Matching, SideStatistics } from './matching.ts'
import { lumped } from './tally.ts'
import type { SideTally, Tally } from './tally.ts'
import type { Watermark } from './watermark.ts'

/** All that a comparison came to. */
export interface ComparisonResult {
  readonly left: ReportSide
  readonly right: ReportSide
  readonly options: CheckedOptions
  readonly mark: Watermark
  readonly tally: Tally
  readonly matching: Pick<Matching, 'prefixes' | 'statistics'>
  readonly confirmation: ObjectConfirmation | undefined
  /** Those that were known before anything was read. */
  readonly warnings: readonly ComparisonWarning[]
}

/** The summary of a comparison that has ended. */
export function summarizeComparison(result: ComparisonResult): ComparisonSummary {
  const { left, right, options, mark, tally, matching, confirmation } = result
  const { prefixes, statistics } = matching
  const total = tally.classes.total()
  return {
    ...total,
    evidence: evidenceCounts(tally.codes),
    byPrefix: [...groupsByName([otherPrefixes, ...prefixes])]
      .map(([prefix, groups]) => ({ prefix, ...tally.prefixes.of(...groups) }))
      .filter(hasObjects)
      .toSorted((one, other) => compareTexts(one.prefix, other.prefix)),
    byStorageClass: tally.classNames
      .map((storageClass, number) => ({ storageClass, ...tally.classes.of(number) }))
      .filter(hasObjects)
      .toSorted((one, other) => compareTexts(one.storageClass, other.storageClass)),
    left: sideSummary(left, tally.sides.left, statistics.left),
    right: sideSummary(right, tally.sides.right, statistics.right),
    trust: options.trust,
    watermark: { differs: mark.differs, missing: mark.missing },
    confirmed: {
      looked: confirmation?.looked ?? 0,
      settled: confirmation?.settled ?? 0,
      notLooked: (confirmation?.beyond ?? 0) + (confirmation?.failed.objects ?? 0),
    },
    method: statistics.method,
    warnings: [
      ...result.warnings,
      ...warningsOfMatching([left, right], statistics),
      ...warningOfPrefixes(tally.prefixes.of(lumped).counts),
      ...warningsOfConfirmation(confirmation),
    ],
    conclusion: conclusionOf(total.counts),
  }
}

/** Prefixes that are no UTF-8 may have one name. */
function groupsByName(names: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const groups = new Map<string, number[]>()
  for (const [group, name] of names.entries()) {
    const known = groups.get(name)
    if (known === undefined) groups.set(name, [group])
    else known.push(group)
  }
  return groups
}

function conclusionOf(counts: VerdictCounts): ComparisonSummary['conclusion'] {
  const wrong =
    counts.missing +
    counts.extra +
    counts['size-differs'] +
    counts['content-differs'] +
    counts['metadata-differs']
  if (wrong > 0) return 'differs'
  const open = counts['in-flight'] + counts['cannot-tell']
  return open > 0 || counts.same === 0 ? 'cannot-tell' : 'proven'
}

function sideSummary(
  { name, report }: ReportSide,
  { objects, bytes }: SideTally,
  { skipped }: SideStatistics,
): SideSummary {
  const { sourceBucket, dialect, time } = report.manifest
  return { name, bucket: sourceBucket, provider: dialect, time, objects, bytes, skipped }
}

function hasObjects({ counts }: { readonly counts: VerdictCounts }): boolean {
  return Object.values(counts).some((objects) => objects > 0)
}

/** By code units, whatever the language of the system. */
function compareTexts(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
