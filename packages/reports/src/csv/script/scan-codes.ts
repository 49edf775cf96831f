/* oxlint-disable typescript/no-non-null-assertion -- the rows are those that were scanned, the words those of the table */
import type { ColumnAddress } from '../csv-scanner.ts'
import { mostWordBytes, mostWords, places, wordSlots } from '../scanner-memory.ts'
import type { ScannerMemory } from '../scanner-memory.ts'
import type { WordAliases } from './word-aliases.ts'

/** See {@link CsvScanner.codes}. */
export function scanCodes(
  { bytes, bounds, buffer, slots, words: table }: ScannerMemory,
  { column, columns }: ColumnAddress,
  last: number,
  rows: number,
  group: number,
  known: number,
  words: number,
  into: number,
  aliases: WordAliases,
): number {
  if (words === 0) aliases.clear()
  const codes = new Uint16Array(buffer, into, rows)
  let filled = words === 0 ? places.wordBytes : table[words * 4 - 4]! + table[words * 4 - 3]!
  let next = known
  let count = words
  let bound = column
  const width = last + 1 - column
  for (let row = 0; row < rows; row++, bound += columns) {
    const start = bounds[bound]! + 1
    const length = bounds[bound + width]! - start
    const alias = aliases.find(start, length, group)
    if (alias >= 0) {
      codes[row] = alias
      continue
    }
    let slot = hash(bytes, start, length, group) & (wordSlots - 1)
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
        same(bytes, start, table[entry]!, length)
      ) {
        codes[row] = table[entry + 3]!
        break
      }
      slot = (slot + 1) & (wordSlots - 1)
    }
    aliases.add(start, length, group, codes[row]!)
  }
  return count
}

function same(bytes: Uint8Array, left: number, right: number, length: number): boolean {
  for (let at = 0; at < length; at++) if (bytes[left + at] !== bytes[right + at]) return false
  return true
}

function hash(bytes: Uint8Array, start: number, length: number, seed: number): number {
  let sum = Math.imul(seed + 1, 0x9e3779b1) ^ length
  for (let at = start; at < start + length; at++) sum = Math.imul(sum ^ bytes[at]!, 0x01000193)
  return sum ^ (sum >>> 15)
}
