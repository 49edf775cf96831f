import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

import type { ReportColumn, ScannedVersion } from './report-column.ts'

/** How a service writes CSV. */
export interface CsvStyle {
  readonly encodeKey: (key: string) => string
  readonly writeInstant: (milliseconds: number) => string
  /** Whether the first field of a row stands in quotes like the others. */
  readonly quotesFirst: boolean
}

/** Rows as CSV without a header, compressed into one member. */
export async function writeCsv(
  columns: readonly ReportColumn[],
  rows: readonly ScannedVersion[],
  style: CsvStyle,
): Promise<Buffer> {
  const lines = rows.map((row) => `${writeRow(columns, row, style)}\n`)
  return compress(lines.join(''))
}

const compress = promisify<string, Buffer>(gzip)

function writeRow(columns: readonly ReportColumn[], row: ScannedVersion, style: CsvStyle): string {
  const fields = columns.map((column, index) => {
    const text = writeValue(column, row, style)
    return index === 0 && !style.quotesFirst ? text : `"${text.replaceAll('"', '""')}"`
  })
  return fields.join(',')
}

function writeValue({ type, read }: ReportColumn, row: ScannedVersion, style: CsvStyle): string {
  const value = read(row)
  if (value === undefined) return ''
  if (type === 'key') return style.encodeKey(String(value))
  return type === 'instant' ? style.writeInstant(Number(value)) : String(value)
}
