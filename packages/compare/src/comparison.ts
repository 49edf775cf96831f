import type { ComparedObject } from './compared-object.ts'
import type { ComparisonSummary } from './comparison-summary.ts'

/** Iterate it once; the list comes in batches, in an order that depends on the inputs only. */
export interface Comparison extends AsyncIterable<readonly ComparedObject[]> {
  /** Resolves when everything was compared; compares, and lists nothing, if nobody iterates. */
  summary(): Promise<ComparisonSummary>
}
