import type { OrcStatistics } from './orc-statistics.ts'

/** Neighbouring rows of a stripe, 10,000 mostly, of which the writer noted statistics. */
export interface OrcRowGroup {
  /** Index of the stripe in the file. */
  readonly stripe: number
  /** Index in the stripe, from 0. */
  readonly index: number
  /** Number in the file of its first row, from 0. */
  readonly firstRow: number
  readonly rowCount: number
  /** By column, of the columns that were asked for. */
  readonly statistics: ReadonlyMap<string, OrcStatistics>
}
