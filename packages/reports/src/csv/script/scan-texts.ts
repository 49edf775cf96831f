/* oxlint-disable typescript/no-non-null-assertion -- the rows are those that were scanned */
import type { ColumnAddress } from '../csv-scanner.ts'
import { places } from '../scanner-memory.ts'
import type { ScannerMemory } from '../scanner-memory.ts'

const space = 0x20
const quote = 0x22
const percent = 0x25
const plus = 0x2b

/** By byte, whether it stands for another: one look-up instead of three comparisons. */
const specialAsIs = marksOf(quote)
const specialEncoded = marksOf(quote, percent, plus)

/** See {@link CsvScanner.texts}. */
export function scanTexts(
  { bytes, bounds, buffer, counts }: ScannerMemory,
  { column, columns }: ColumnAddress,
  rows: number,
  decode: boolean,
  into: number,
  ends: number,
  wide: number,
): number {
  const endOf = new Uint32Array(buffer, ends, rows)
  const special = decode ? specialEncoded : specialAsIs
  // Only in a block that was rewritten may there be quotes within.
  const asIs = !decode && bounds[0]! < places.rewritten - 1
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
    let all = 0
    if (asIs) {
      for (; at < end; at++) {
        const byte = bytes[at]!
        all |= byte
        bytes[to++] = byte
      }
    }
    while (at < end) {
      let byte = bytes[at++]!
      if (special[byte] === 1) {
        if (byte === quote) {
          at++
        } else if (byte === plus) {
          byte = space
        } else {
          const value = at + 2 <= end ? hexAt(bytes, at) : -1
          if (value < 0) {
            malformed++
          } else {
            byte = value
            at += 2
          }
        }
      }
      all |= byte
      bytes[to++] = byte
    }
    bytes[wide + row] = all >> 7
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

function marksOf(...bytes: number[]): Uint8Array {
  const marks = new Uint8Array(256)
  for (const byte of bytes) marks[byte] = 1
  return marks
}
