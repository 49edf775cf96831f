import type { OrcColumn } from './orc-column.ts'
import { OrcError } from './orc-error.ts'

/** Some rows of one stripe, column by column. Good until the next batch is asked for. */
export interface OrcBatch {
  /** Index of the stripe in the file. */
  readonly stripe: number
  /** Number of the first row in the file, from 0. */
  readonly firstRow: number
  /** Number of rows. */
  readonly length: number
  /** In the order in which they were asked for. */
  readonly columns: readonly OrcColumn[]
  /** Throws for a column that was not asked for. */
  column(name: string): OrcColumn
  /** One plain object for each row, with a property for each column; they may be kept. For convenience, not for speed. */
  rows(): OrcRow[]
}

/** One row as an object, by column. */
export type OrcRow = Record<string, OrcValue>

/** What a column can hold: binary as bytes, dates in days, timestamps in milliseconds. */
export type OrcValue = number | bigint | string | boolean | Uint8Array | null

export class Batch implements OrcBatch {
  readonly stripe: number
  readonly firstRow: number
  readonly length: number
  readonly columns: readonly OrcColumn[]

  constructor(stripe: number, firstRow: number, length: number, columns: readonly OrcColumn[]) {
    this.stripe = stripe
    this.firstRow = firstRow
    this.length = length
    this.columns = columns
  }

  column(name: string): OrcColumn {
    const column = this.columns.find((candidate) => candidate.name === name)
    if (column === undefined) {
      throw new OrcError('unknown-column', 'the column was not asked for', { column: name })
    }
    return column
  }

  rows(): OrcRow[] {
    // By entries, as a column may be called __proto__.
    return Array.from({ length: this.length }, (_, row) =>
      Object.fromEntries(this.columns.map((column) => [column.name, column.get(row)])),
    )
  }
}
