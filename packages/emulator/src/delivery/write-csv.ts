import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

import type { ReportColumn } from './report-column.ts'

/** How a service writes CSV. */
export interface CsvStyle {
  readonly encodeKey: (key: string) => string
  readonly writeInstant: (milliseconds: number) => string
  /** Whether the first field of a row stands in quotes like the others. */
  readonly quotesFirst: boolean
  /** What stands where there is no value. */
  readonly missing: string
}

/** Rows as CSV without a header. */
export function writeCsv<Row>(
  columns: readonly ReportColumn<Row>[],
  rows: readonly Row[],
  style: CsvStyle,
): string {
  return rows.map((row) => `${writeRow(columns, row, style)}\n`).join('')
}

/** The same, compressed into one member. */
export async function compressedCsv<Row>(
  columns: readonly ReportColumn<Row>[],
  rows: readonly Row[],
  style: CsvStyle,
): Promise<Buffer> {
  return compress(writeCsv(columns, rows, style))
}

const compress = promisify<string, Buffer>(gzip)

function writeRow<Row>(columns: readonly ReportColumn<Row>[], row: Row, style: CsvStyle): string {
  const fields = columns.map((column, index) => {
    const text = writeValue(column, row, style)
    return index === 0 && !style.quotesFirst ? text : `"${text.replaceAll('"', '""')}"`
  })
  return fields.join(',')
}

function writeValue<Row>({ type, read }: ReportColumn<Row>, row: Row, style: CsvStyle): string {
  const value = read(row)
  if (value === undefined) return style.missing
  if (type === 'key') return style.encodeKey(String(value))
  return type === 'instant' ? style.writeInstant(Number(value)) : String(value)
}
