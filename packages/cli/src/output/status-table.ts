import { formatInstant, formatLocation } from '@bucket-inventory/core'
import type { DeliveryState, InventoryHealth } from '@bucket-inventory/health'

import type { Colour, Paint } from './colour.ts'
import { inventoryName } from './inventory-name.ts'
import { ageInWords, bytesInWords, countInWords } from './quantities.ts'
import { table } from './table.ts'

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
]

/** A row for each inventory. What nobody knows is empty. */
export function statusTable(inventories: readonly InventoryHealth[], paint: Paint): string {
  const rows = inventories.map(
    ({ location, id, state, last, previous, age, expectedBy, drift }) => [
      inventoryName(formatLocation(location), id),
      state,
      last === undefined ? '' : formatInstant(last.time),
      age === undefined ? '' : ageInWords(age),
      expectedBy === undefined ? '' : formatInstant(expectedBy),
      last === undefined ? '' : countInWords(last.files),
      last?.rows === undefined ? '' : countInWords(last.rows),
      last === undefined ? '' : bytesInWords(last.bytes),
      last === undefined || previous === undefined ? '' : trendInWords(previous.bytes, last.bytes),
      last === undefined ? '' : last.verified ? 'yes' : 'no',
      drift === undefined ? '' : drift.length === 0 ? 'none' : countInWords(drift.length),
    ],
  )
  return table(head, rows, (text, row, column) => {
    const health = inventories[row]
    if (health === undefined) return text
    const name = head[column]
    if (name === 'STATE') return paint(colours[health.state], text)
    if (name === 'VERIFIED' && health.last?.verified === false) return paint('red', text)
    return name === 'DRIFT' && (health.drift ?? []).length > 0 ? paint('yellow', text) : text
  })
}

/** `+3 %`, `-12 %`, `0 %`; nothing where there was nothing before. */
export function trendInWords(before: number, after: number): string {
  if (before === 0) return ''
  const percent = Math.round(((after - before) / before) * 100)
  return `${percent > 0 ? '+' : ''}${countInWords(percent === 0 ? 0 : percent)} %`
}
