/** What is wrong with bytes, as said by code that knows neither the file nor where in it they are. */
export class ParquetFault extends Error {
  override readonly name = 'ParquetFault'
  readonly code: 'corrupt-report' | 'unsupported'
  /** Where one value is meant: its row, counted from the first that is being decoded. */
  readonly row: number | undefined

  constructor(code: ParquetFault['code'], message: string, row?: number) {
    super(message)
    this.code = code
    this.row = row
  }
}
