import { printable } from '../words/printable.ts'
import { cellWidth, cutToCells, padToCells } from './cell-width.ts'
import type { Colour } from './paint.ts'
import type { TextLayout } from './text-options.ts'

export interface BarRow {
  /** Made printable. */
  readonly label: string
  /** Levels below the first. Default: 0. */
  readonly level?: number
  /** Of the bar. Negative ones are as long, and of another colour. */
  readonly value: number
  /** The most important last: in narrow terminals the first are left out. */
  readonly cells: readonly string[]
  /** Default: cyan. */
  readonly colour?: Colour
}

const longestBar = 30
const shortestBar = 6
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉']

/** A title, and rows with a label, a bar and numbers, aligned. Nothing where there are no rows. */
export function barTable(title: string, rows: readonly BarRow[], layout: TextLayout): string[] {
  if (rows.length === 0) return []
  const { width, paint } = layout
  const labels = rows.map(({ label, level = 0 }) => `${'  '.repeat(level)}${printable(label)}`)
  const shown = shownCells(rows, width)
  const cells = rows.map((row) => row.cells.slice(row.cells.length - shown))
  const cellWidths = Array.from({ length: shown }, (_, index) =>
    Math.max(...cells.map((row) => cellWidth(row[index] ?? ''))),
  )
  const numbers = cellWidths.reduce((sum, cell) => sum + cell + 2, 0)
  const longest = Math.max(...labels.map((label) => cellWidth(label)))
  const room = width - 2 - numbers
  const bar = barWidth(room - longest, room)
  const labelWidth = Math.min(longest, room - (bar === 0 ? 0 : bar + 2))
  const most = Math.max(...rows.map(({ value }) => Math.abs(value)))
  const lines = rows.map((row, index) => {
    const label = padToCells(cutToCells(labels[index] ?? '', labelWidth), labelWidth)
    const drawn = bar === 0 ? '' : `  ${paint(row.colour ?? 'cyan', barOf(row.value, most, bar))}`
    const texts = (cells[index] ?? []).map((cell, column) =>
      padToCells(cell, cellWidths[column] ?? 0, 'left'),
    )
    return ['  ', label, drawn, ...texts.map((text) => `  ${text}`)].join('').trimEnd()
  })
  return [paint('bold', title), ...lines, '']
}

/** As many of the last cells as leave room for a label. */
function shownCells(rows: readonly BarRow[], width: number): number {
  const columns = Math.max(...rows.map(({ cells }) => cells.length))
  let room = Math.max(width * 0.6, width - 30)
  for (let shown = 0; shown < columns; shown++) {
    room -= 2 + Math.max(...rows.map(({ cells }) => cellWidth(cells.at(-1 - shown) ?? '')))
    if (room < 0) return shown
  }
  return columns
}

/** What the labels leave, or less of it for them where that is little. */
function barWidth(left: number, room: number): number {
  if (left - 2 >= shortestBar) return Math.min(longestBar, left - 2)
  return room >= 4 * shortestBar ? shortestBar : 0
}

/** In eighths of a cell; what is more than nothing is seen. */
function barOf(value: number, most: number, width: number): string {
  if (most === 0 || value === 0) return ' '.repeat(width)
  const length = Math.max(1, Math.round((Math.abs(value) / most) * width * 8))
  const bar = '█'.repeat(Math.floor(length / 8)) + (eighths[length % 8] ?? '')
  return bar.padEnd(width)
}
