import type { ComparisonSummary, SideSummary } from '@bucket-inventory/compare'
import { formatInstant } from '@bucket-inventory/core'

import type { CompareOutput } from './compare-output.ts'

/** What was written besides. */
export interface WrittenComparison {
  readonly folder?: string
  readonly page?: string
}

/** A summary as `compare --json` prints it: instants are text. */
export function compareDocument(
  summary: ComparisonSummary,
  written: WrittenComparison,
): CompareOutput {
  const { watermark, byPrefix, byStorageClass, warnings } = summary
  return {
    conclusion: summary.conclusion,
    trust: summary.trust,
    counts: summary.counts,
    bytes: summary.bytes,
    evidence: summary.evidence,
    left: sideDocument(summary.left),
    right: sideDocument(summary.right),
    watermark: {
      differs: formatInstant(watermark.differs),
      missing: formatInstant(watermark.missing),
    },
    confirmed: summary.confirmed,
    byPrefix: [...byPrefix],
    byStorageClass: [...byStorageClass],
    warnings: [...warnings],
    method: summary.method,
    ...written,
  }
}

function sideDocument({ time, ...side }: SideSummary): CompareOutput['left'] {
  return { ...side, time: formatInstant(time) }
}
