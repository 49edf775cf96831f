import { formatInstant, formatLocation } from '@bucket-inventory/core'
import type { DeliveryState, InventoryHealth } from '@bucket-inventory/health'

import type { Colour, Paint } from './colour.ts'
import { inventoryName } from './inventory-name.ts'
import { ageInWords, bytesInWords, countInWords } from './quantities.ts'
import { table, widthOf } from './table.ts'
import type { PaintCell } from './table.ts'

const colours: Readonly<Record<DeliveryState, Colour>> = {
  missing: 'red',
  never: 'red',
  stale: 'red',
  late: 'yellow',
  unknown: 'yellow',
  none: 'yellow',
  waiting: 'cyan',
  silent: 'dim',
  disabled: 'dim',
  delivered: 'green',
}

const head = [
  'INVENTORY',
  'STATE',
  'LAST DELIVERY',
  'AGE',
  'EXPECTED BY',
  'FILES',
  'ROWS',
  'SIZE',
  'TREND',
  'VERIFIED',
  'DRIFT',
] as const

/** What a narrow terminal does without, the first first. */
const dispensable = ['EXPECTED BY', 'FILES', 'ROWS', 'TREND', 'VERIFIED', 'SIZE', 'LAST DELIVERY']

/**
 * A row for each inventory. What nobody knows is empty, and a column that is empty in every row is left out; so is what a
 * terminal of so many columns has no room for.
 */
export function statusTable(
  inventories: readonly InventoryHealth[],
  paint: Paint,
  columns = Number.POSITIVE_INFINITY,
): string {
  const cells = inventories.map(cellsOf)
  let shown = head.filter((name) => cells.some((row) => row[name] !== ''))
  const render = (paintCell?: PaintCell) =>
    table(
      shown,
      cells.map((row) => shown.map((name) => row[name])),
      paintCell,
    )
  for (const name of dispensable) {
    if (
      render()
        .split('\n')
        .every((line) => widthOf(line) <= columns)
    )
      break
    // That something is wrong has room everywhere.
    if (name === 'VERIFIED' && cells.some((row) => row[name] === 'no')) continue
    shown = shown.filter((other) => other !== name)
  }
  return render((text, row, column) => {
    const health = inventories[row]
    if (health === undefined) return text
    const name = shown[column]
    if (name === 'STATE') return paint(colours[health.state], text)
    if (name === 'VERIFIED' && health.last?.verified === false) return paint('red', text)
    if (name === 'DRIFT' && (health.drift?.length ?? 0) > 0) return paint('yellow', text)
    return text
  })
}

function cellsOf(health: InventoryHealth): Readonly<Record<(typeof head)[number], string>> {
  const { location, id, state, last, previous, age, expectedBy, drift } = health
  return {
    INVENTORY: inventoryName(formatLocation(location), id),
    STATE: state,
    'LAST DELIVERY': last === undefined ? '' : formatInstant(last.time),
    AGE: age === undefined ? '' : ageInWords(age),
    'EXPECTED BY': expectedBy === undefined ? '' : formatInstant(expectedBy),
    FILES: last === undefined ? '' : countInWords(last.files),
    ROWS: last?.rows === undefined ? '' : countInWords(last.rows),
    SIZE: last === undefined ? '' : bytesInWords(last.bytes),
    TREND:
      last === undefined || previous === undefined ? '' : trendInWords(previous.bytes, last.bytes),
    VERIFIED: last === undefined ? '' : last.verified ? 'yes' : 'no',
    DRIFT: drift === undefined || drift.length === 0 ? '' : countInWords(drift.length),
  }
}

/** `+3 %`, `-12 %`, `0 %`; nothing where there was nothing before. */
export function trendInWords(before: number, after: number): string {
  if (before === 0) return ''
  const percent = Math.round(((after - before) / before) * 100)
  return `${percent > 0 ? '+' : ''}${countInWords(percent === 0 ? 0 : percent)} %`
}
