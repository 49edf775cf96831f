/** What records are; in a table they lie in this order: rows of the left side, joined checksums of both, rows of the right. */
export type RecordKind = 'left' | 'checksums' | 'right'

/** Rows that are staged: {@link RecordSource.build} makes records of them. */
export interface StagedRun {
  readonly rows: number
  /** That the records of them take at most. */
  readonly bytes: number
  /** Number of the first in the report. */
  readonly firstRow: number
}

/** Something that records are made of. */
export interface RecordSource {
  /** Stages all rows, run by run. What is staged holds until the next run is asked for, or another source is staged. */
  runs(): AsyncGenerator<StagedRun, void, undefined>
  /** Makes records of what is staged, from this address on, and lists them; returns how many. */
  build(run: StagedRun, at: number): number
  /** How much of it is taken, up to 1; a half where that is not known. */
  readonly share: number
}
