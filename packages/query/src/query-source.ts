import type { ReadOptions, ReportReader } from '@bucket-inventory/reports'

/** What a table of a query is of. */
export type QuerySource = ReportSource | ComparisonSource

/** A report: a row for each object that matches. */
export interface ReportSource {
  readonly report: ReportReader
  /** As of reading: the residual of its configuration, a filter of one's own, or both merged. Default: all rows. */
  readonly where?: NonNullable<ReadOptions['where']>
}

/** The folder that `compare --out` or `writeComparison` wrote, with its list as NDJSON: a row for each object that is listed. */
export interface ComparisonSource {
  readonly comparison: string
}
