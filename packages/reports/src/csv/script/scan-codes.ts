/* oxlint-disable typescript/no-non-null-assertion -- the rows are those that were scanned, the words those of the table */
import type { ColumnAddress } from '../csv-scanner.ts'
import { mostWordBytes, mostWords, places, wordSlots } from '../scanner-memory.ts'
import type { ScannerMemory } from '../scanner-memory.ts'

/** See {@link CsvScanner.codes}. */
export function scanCodes(
  { bytes, view, bounds, buffer, slots, words: table }: ScannerMemory,
  { column, columns }: ColumnAddress,
  last: number,
  rows: number,
  group: number,
  known: number,
  words: number,
  into: number,
): number {
  const codes = new Uint16Array(buffer, into, rows)
  let filled = words === 0 ? places.wordBytes : table[words * 4 - 4]! + table[words * 4 - 3]!
  let next = known
  let count = words
  let bound = column
  const width = last + 1 - column
  for (let row = 0; row < rows; row++, bound += columns) {
    const start = bounds[bound]! + 1
    const length = bounds[bound + width]! - start
    let slot = hash(view, start, length, group) & (wordSlots - 1)
    for (;;) {
      const entry = slots[slot]! * 4 - 4
      if (entry < 0) {
        if (count === mostWords || filled + length > places.wordBytes + mostWordBytes)
          return -1 - count
        bytes.copyWithin(filled, start, start + length)
        table[count * 4] = filled
        table[count * 4 + 1] = length
        table[count * 4 + 2] = group
        table[count * 4 + 3] = next
        filled += length
        slots[slot] = ++count
        codes[row] = next++
        break
      }
      if (
        table[entry + 2] === group &&
        table[entry + 1] === length &&
        same(view, start, table[entry]!, length)
      ) {
        codes[row] = table[entry + 3]!
        break
      }
      slot = (slot + 1) & (wordSlots - 1)
    }
  }
  return count
}

/** Four bytes at a time; the last four may be some of those before. */
function same(view: DataView, left: number, right: number, length: number): boolean {
  if (length < 4) return tail(view, left, length) === tail(view, right, length)
  const last = length - 4
  for (let at = 0; at < last; at += 4) {
    if (view.getInt32(left + at, true) !== view.getInt32(right + at, true)) return false
  }
  return view.getInt32(left + last, true) === view.getInt32(right + last, true)
}

/** Of four bytes in eight: what they leave out is compared anyway. */
function hash(view: DataView, start: number, length: number, seed: number): number {
  let sum = Math.imul(seed + 1, 0x9e3779b1) ^ length
  if (length < 4) return Math.imul(sum ^ tail(view, start, length), 0x01000193)
  const last = start + length - 4
  for (let at = start; at < last; at += 8) sum = mixed(sum, view.getInt32(at, true))
  return mixed(sum, view.getInt32(last, true))
}

function mixed(sum: number, bytes: number): number {
  const product = Math.imul(sum ^ bytes, 0x01000193)
  return product ^ (product >>> 15)
}

/** Less than four bytes. */
function tail(view: DataView, start: number, length: number): number {
  return view.getInt32(start, true) & ((1 << (length * 8)) - 1)
}
