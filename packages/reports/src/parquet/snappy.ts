/* oxlint-disable typescript/no-non-null-assertion -- every index is checked against the end of its array first */
import { pageBytes } from './page-bytes.ts'
import type { PageBytes } from './page-bytes.ts'
import { ParquetFault } from './parquet-fault.ts'

/**
 * Decodes one block of raw snappy to the begin of `output`, which must have room for `length` bytes; what is behind them may
 * be written over. Throws a fault for a block that is malformed or holds another number of bytes.
 *
 * Format: https://github.com/google/snappy/blob/main/format_description.txt
 */
export function decodeSnappy(input: Uint8Array, output: PageBytes, length: number): void {
  const inputView = pageBytes(input).view
  const { bytes, view } = output
  const end = input.length
  // Before these, eight bytes at a time may be copied, a few too many: nearly all literals and copies are short.
  const inputMargin = end - margin
  const outputMargin = bytes.length - margin
  let at = lengthOfSize(input, length)
  let filled = 0
  while (at < end) {
    const tag = input[at++]!
    const kind = tag & 3
    let count = (tag >>> 2) + 1
    if (kind === 0) {
      if (count > 60) {
        const size = count - 60
        if (size > end - at) throw malformed('it ends within a tag')
        count = 1
        for (let index = 0; index < size; index++) count += input[at++]! * 2 ** (8 * index)
      }
      if (count > end - at || count > length - filled) {
        throw malformed('a literal is longer than what holds it')
      }
      if (count <= margin - 8 && at <= inputMargin && filled <= outputMargin) {
        for (let index = 0; index < count; index += 8) {
          view.setInt32(filled + index, inputView.getInt32(at + index, true), true)
          view.setInt32(filled + index + 4, inputView.getInt32(at + index + 4, true), true)
        }
      } else bytes.set(input.subarray(at, at + count), filled)
      at += count
      filled += count
      continue
    }
    let distance: number
    if (end - at < (kind === 3 ? 4 : kind)) throw malformed('it ends within a tag')
    if (kind === 1) {
      count = ((tag >>> 2) & 7) + 4
      distance = ((tag >>> 5) << 8) | input[at++]!
    } else if (kind === 2) {
      distance = input[at]! | (input[at + 1]! << 8)
      at += 2
    } else {
      distance = inputView.getUint32(at, true)
      at += 4
    }
    if (distance === 0 || distance > filled) throw malformed('a copy begins before its begin')
    if (count > length - filled) throw malformed('a copy goes on behind its end')
    const stop = filled + count
    if (distance >= 8 && filled <= outputMargin) {
      for (let from = filled - distance; filled < stop; filled += 8, from += 8) {
        view.setInt32(filled, view.getInt32(from, true), true)
        view.setInt32(filled + 4, view.getInt32(from + 4, true), true)
      }
      filled = stop
    } else {
      // What is near repeats: it overlaps what is being written.
      for (; filled < stop; filled++) bytes[filled] = bytes[filled - distance]!
    }
  }
  if (filled !== length) throw malformed(`it holds ${filled} bytes instead of ${length}`)
}

/** More than a copy has, and eight. */
const margin = 72

/** Reads how long the block says to be, and gives the bytes that this takes. */
function lengthOfSize(input: Uint8Array, length: number): number {
  let at = 0
  let said = 0
  for (let scale = 1; ; scale *= 128) {
    if (at >= input.length || scale > 2 ** 28) throw malformed('its length does not end')
    const byte = input[at++]!
    said += (byte & 127) * scale
    if (byte < 128) break
  }
  if (said !== length) throw malformed(`it says to hold ${said} bytes instead of ${length}`)
  return at
}

function malformed(message: string): ParquetFault {
  return new ParquetFault('corrupt-report', `a page cannot be decompressed: ${message}`)
}
