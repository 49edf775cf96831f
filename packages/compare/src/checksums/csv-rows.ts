import { InventoryError } from '@bucket-inventory/core'

import { CsvRowScanner } from './csv-row-scanner.ts'

/** One row of a CSV file, its fields without quotes. They are views: valid until the next rows are asked for. */
export interface CsvRow {
  /** Where it begins, from 1. */
  readonly line: number
  readonly fields: readonly Buffer[]
}

export interface CsvRowsOptions {
  /** How the file is called in errors. */
  readonly file: string
  /** Asked with the fields before one whose quotes do not fit: true, and that field is the rest of its line. Default: never. */
  readonly isRestOfLine?: (fields: readonly Buffer[]) => boolean
}

/**
 * The rows of a CSV file by RFC 4180, some at a time: fields may be quoted and hold line breaks, lines end with LF or CR LF,
 * blank ones and a byte order mark are skipped. A quote where none may be, and a row beyond 128 KiB, are `invalid-input`.
 */
export async function* readCsvRows(
  bytes: AsyncIterable<Uint8Array>,
  { file, isRestOfLine = () => false }: CsvRowsOptions,
): AsyncGenerator<readonly CsvRow[], void, undefined> {
  let left: Buffer = Buffer.alloc(0)
  let line = 1
  let begun = false
  const rowsOf = (block: Buffer, isLast: boolean): CsvRow[] => {
    const rows: CsvRow[] = []
    let at = 0
    if (!begun) {
      if (!isLast && block.length < byteOrderMark.length) {
        left = block
        return rows
      }
      begun = true
      if (block.subarray(0, byteOrderMark.length).equals(byteOrderMark)) at = byteOrderMark.length
    }
    while (at < block.length) {
      const row = new CsvRowScanner(block, at, isLast, isRestOfLine)
      const fields = row.scan()
      if (fields === 'stray-quote') throw wrong(file, line, 'has a quote where none may be')
      const length = (fields === 'incomplete' ? block.length : row.at) - at
      if (length > longestRow) throw wrong(file, line, `begins a row beyond ${longestRow} bytes`)
      if (fields === 'incomplete') break
      const isBlank = fields.length === 1 && fields[0]?.length === 0
      if (!isBlank) rows.push({ line, fields })
      line += linesIn(block, at, row.at)
      at = row.at
    }
    left = block.subarray(at)
    return rows
  }
  for await (const chunk of bytes) {
    const rows = rowsOf(
      left.length === 0 ? Buffer.from(chunk) : Buffer.concat([left, chunk]),
      false,
    )
    if (rows.length > 0) yield rows
  }
  const rows = rowsOf(left, true)
  if (left.length > 0) throw wrong(file, line, 'begins a quoted field that does not end')
  if (rows.length > 0) yield rows
}

const longestRow = 128 * 1024
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])
const lineFeed = 0x0a

function linesIn(block: Buffer, start: number, end: number): number {
  let lines = 0
  for (let at = block.indexOf(lineFeed, start); at !== -1 && at < end;) {
    lines++
    at = block.indexOf(lineFeed, at + 1)
  }
  return lines
}

function wrong(file: string, line: number, problem: string): InventoryError {
  return new InventoryError('invalid-input', `"${file}" line ${line} ${problem}`, {
    position: { file, line },
  })
}
