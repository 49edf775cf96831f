/**
 * What went wrong.
 *
 * - `corrupt`: the bytes are not what the format promises; the file is damaged, cut short or no ORC file.
 * - `unsupported`: a valid file that uses what this reader does not read; the message names it.
 * - `unrepresentable`: a value that the asked kind of column cannot hold without loss, such as a `long` beyond 2^53.
 * - `unknown-column`: the file has no column of that name, or several.
 */
export type OrcErrorCode = 'corrupt' | 'unsupported' | 'unrepresentable' | 'unknown-column'

/** Where in the file it went wrong, as far as it is known. */
export interface OrcErrorPlace {
  /** Offset in the file of the section or compressed chunk in question. */
  readonly offset?: number
  readonly column?: string
  /** Number of the row in the file, from 0. */
  readonly row?: number
  readonly cause?: unknown
}

/** The one error of this package. Whatever a source itself rejects with is passed on as it is. */
export class OrcError extends Error {
  readonly code: OrcErrorCode
  readonly offset: number | undefined
  readonly column: string | undefined
  readonly row: number | undefined

  constructor(code: OrcErrorCode, message: string, place: OrcErrorPlace = {}) {
    const { offset, column, row, cause } = place
    const where = [
      ...(column === undefined ? [] : [`column "${column}"`]),
      ...(row === undefined ? [] : [`row ${row}`]),
      ...(offset === undefined ? [] : [`byte ${offset}`]),
    ].join(', ')
    super(where === '' ? message : `${where}: ${message}`, cause === undefined ? {} : { cause })
    this.name = 'OrcError'
    this.code = code
    this.offset = offset
    this.column = column
    this.row = row
  }
}
