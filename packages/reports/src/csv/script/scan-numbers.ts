/* oxlint-disable typescript/no-non-null-assertion -- the rows are those that were scanned */
import type { ColumnAddress } from '../csv-scanner.ts'
import type { ScannerMemory } from '../scanner-memory.ts'

const quote = 0x22
const zero = 0x30

/** See {@link CsvScanner.numbers}. */
export function scanNumbers(
  { bytes, bounds, buffer }: ScannerMemory,
  { column, columns }: ColumnAddress,
  from: number,
  rows: number,
  into: number,
): number {
  const values = new Float64Array(buffer, into, rows)
  let bound = from * columns + column
  for (let row = from; row < rows; row++, bound += columns) {
    let start = bounds[bound]! + 1
    let end = bounds[bound + 1]!
    if (bytes[start] === quote) {
      start++
      end--
    }
    let value = start === end ? Number.NaN : 0
    for (; start < end; start++) {
      const digit = bytes[start]! - zero
      if (digit < 0 || digit > 9) return row
      value = value * 10 + digit
    }
    // Beyond this, what was added up is rounded, but never rounded down to below.
    if (value > Number.MAX_SAFE_INTEGER) return row
    values[row] = value
  }
  return rows
}
