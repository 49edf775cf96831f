import type { VerdictCounts } from './comparison-summary.ts'

/** Numbers in the order of `comparisonVerdicts`, by verdict. */
export function verdictCounts(numbers: ArrayLike<number>): VerdictCounts {
  return {
    same: numbers[0] ?? 0,
    missing: numbers[1] ?? 0,
    extra: numbers[2] ?? 0,
    'size-differs': numbers[3] ?? 0,
    'content-differs': numbers[4] ?? 0,
    'metadata-differs': numbers[5] ?? 0,
    'in-flight': numbers[6] ?? 0,
    'cannot-tell': numbers[7] ?? 0,
  }
}
