import { compareBytes } from '../../world/sorted-map.ts'
import { Message } from './message.ts'
import type { OrcColumn, RowRange } from './orc-column.ts'

/** What the file says of the values of some rows. https://orc.apache.org/specification/ORCv1/#column-statistics */
export function columnStatistics(column: OrcColumn, { from, to }: RowRange): Message {
  switch (column.type) {
    case 'string':
      return common(column.values, from, to, stringStatistics)
    case 'boolean':
      return common(column.values, from, to, booleanStatistics)
    case 'bigint':
      return common(column.values, from, to, bigintStatistics)
    case 'timestamp':
      return common(column.values, from, to, timestampStatistics)
  }
}

/** Of the rows themselves, which are never null. */
export function rowStatistics({ from, to }: RowRange): Message {
  return new Message().uint(1, to - from).bool(10, false)
}

function common<Value>(
  values: readonly (Value | undefined)[],
  from: number,
  to: number,
  add: (present: readonly Value[], message: Message) => void,
): Message {
  const present = values.slice(from, to).filter((value) => value !== undefined)
  const message = new Message().uint(1, present.length)
  if (present.length > 0) add(present, message)
  return message.bool(10, present.length < to - from)
}

function stringStatistics(values: readonly string[], message: Message): void {
  let [least = ''] = values
  let greatest = least
  let length = 0
  for (const value of values) {
    if (compareBytes(value, least) < 0) least = value
    if (compareBytes(value, greatest) > 0) greatest = value
    length += Buffer.byteLength(value)
  }
  message.message(4, new Message().text(1, least).text(2, greatest).sint(3, length))
}

function booleanStatistics(values: readonly boolean[], message: Message): void {
  message.message(5, new Message().uints(1, [values.filter(Boolean).length]))
}

function bigintStatistics(values: readonly number[], message: Message): void {
  const { least, greatest } = bounds(values)
  const sum = values.reduce((total, value) => total + value, 0)
  const range = new Message().sint(1, least).sint(2, greatest)
  // A sum that is too great is left out.
  message.message(2, Number.isSafeInteger(2 * sum) ? range.sint(3, sum) : range)
}

function timestampStatistics(values: readonly number[], message: Message): void {
  const { least, greatest } = bounds(values)
  message.message(9, new Message().sint(1, least).sint(2, greatest))
}

function bounds(values: readonly number[]): { least: number; greatest: number } {
  let [least = 0] = values
  let greatest = least
  for (const value of values) {
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  return { least, greatest }
}
