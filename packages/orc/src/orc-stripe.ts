import type { OrcStatistics } from './orc-statistics.ts'

/** A part of a file that holds some of its rows, and is read by itself. */
export interface OrcStripe {
  /** Index in the file, from 0. */
  readonly index: number
  /** Number in the file of its first row, from 0. */
  readonly firstRow: number
  readonly rowCount: number
  /** Where it begins in the file. */
  readonly offset: number
  /** Compressed bytes of all its columns. */
  readonly byteLength: number
  /** By column; without an entry where the writer noted nothing. */
  readonly statistics: ReadonlyMap<string, OrcStatistics>
}
