import { flatColumns } from './flat-columns.ts'
import type { Cell, RowField } from './flat-columns.ts'
import { instantTexts } from './instant-text.ts'
import type { RowLayout } from './row-texts.ts'

/** The line of names above the rows. */
export function csvHead(fields: readonly RowField[]): string {
  const names = fields.flatMap((field) => flatColumns(field).map(({ name }) => name))
  return `${names.map(quotedWhereNeeded).join(',')}\n`
}

/**
 * RFC 4180, with lines that end in LF: quotes only where they are needed, an empty cell where there is no value. Times are
 * ISO 8601 in UTC; what has parts has a column for each (`flatColumns`).
 */
export function csvLayout(fields: readonly RowField[]): RowLayout {
  const instant = instantTexts()
  // Alone on its line, an empty cell would be no row to many readers.
  const empty = fields.flatMap(flatColumns).length === 1 ? '""' : ''
  return {
    begin: '',
    end: '\n',
    leavesOut: false,
    cell: (field) => {
      const writers = flatColumns(field).map(({ type, cell }) => {
        const write = type === 'instant' ? (value: Cell) => instant(Number(value)) : textOf
        return (value: unknown) => {
          const flat = cell(value)
          return flat === undefined ? empty : write(flat)
        }
      })
      const [only] = writers
      if (only !== undefined && writers.length === 1) return only
      return (value) => writers.map((write) => write(value)).join(',')
    },
  }
}

function textOf(value: Cell): string {
  return typeof value === 'string' ? quotedWhereNeeded(value) : String(value)
}

export function quotedWhereNeeded(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
