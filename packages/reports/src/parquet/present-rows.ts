/* oxlint-disable typescript/no-non-null-assertion -- as many levels as are asked for are there */
import { batchRows } from './column-decoder.ts'
import type { DataPage } from './data-page.ts'

/** Which rows of a page have a value. */
export class PresentRows {
  /** 0 for each of the rows that has none, where some have one and some have not. */
  readonly levels = new Uint32Array(batchRows)

  /** Reads about the next rows, and says how many have a value. */
  read({ levels: reader }: DataPage, rows: number): number {
    if (reader === undefined) return rows
    const same = reader.readSame(rows)
    if (same >= 0) return same * rows
    const { levels } = this
    reader.read(levels, 0, rows)
    let present = 0
    for (let row = 0; row < rows; row++) present += levels[row]!
    return present
  }

  /** Moves as many values as are there, which are at the begin of the rows from `start`, to their rows. */
  spread(
    values: Float64Array | Uint32Array,
    start: number,
    rows: number,
    present: number,
    absent: number,
  ): void {
    if (present === rows) return
    if (present === 0) {
      values.fill(absent, start, start + rows)
      return
    }
    const { levels } = this
    // From the last, so that none is written over before it is moved.
    for (let row = rows - 1, from = start + present; row >= 0; row--) {
      values[start + row] = levels[row] === 0 ? absent : values[--from]!
    }
  }
}
