/* oxlint-disable typescript/no-non-null-assertion -- the rows are those that were scanned */
import type { ColumnAddress } from '../csv-scanner.ts'
import type { ScannerMemory } from '../scanner-memory.ts'

const space = 0x20
const quote = 0x22
const percent = 0x25
const plus = 0x2b

/** See {@link CsvScanner.texts}. */
export function scanTexts(
  { bytes, view, bounds, buffer, counts }: ScannerMemory,
  { column, columns }: ColumnAddress,
  rows: number,
  decode: boolean,
  into: number,
  ends: number,
  wide: number,
): number {
  const endOf = new Uint32Array(buffer, ends, rows)
  let malformed = 0
  let to = into
  let bound = column
  for (let row = 0; row < rows; row++, bound += columns) {
    let at = bounds[bound]! + 1
    let end = bounds[bound + 1]!
    if (bytes[at] === quote) {
      at++
      end--
    }
    let high = 0
    while (at < end) {
      // Bytes below a comma, quotes among them, are looked at one by one.
      const four = view.getInt32(at, true)
      if (at + 4 <= end && ((four - 0x2c2c2c2c) & ~four & 0x80808080) === 0) {
        view.setInt32(to, four, true)
        high |= four & 0x80808080
        at += 4
        to += 4
        continue
      }
      let byte = bytes[at++]!
      if (byte === quote) {
        at++
      } else if (decode && byte === plus) {
        byte = space
      } else if (decode && byte === percent) {
        const value = at + 2 <= end ? hexAt(bytes, at) : -1
        if (value < 0) {
          malformed++
        } else {
          byte = value
          at += 2
        }
      }
      high |= byte & 0x80
      bytes[to++] = byte
    }
    bytes[wide + row] = high === 0 ? 0 : 1
    endOf[row] = to - into
  }
  counts[0] = malformed
  return to - into
}

/** Two hexadecimal digits, or a number below 0. */
function hexAt(bytes: Uint8Array, at: number): number {
  return (digit(bytes[at]!) << 4) | digit(bytes[at + 1]!)
}

function digit(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1
}
