/* oxlint-disable typescript/no-non-null-assertion -- every index is checked against the end of its array first */
import { copyBytes } from './copy-bytes.ts'
import { pageBytes } from './page-bytes.ts'
import type { PageBytes } from './page-bytes.ts'
import { ParquetFault } from './parquet-fault.ts'

/**
 * Decodes one block of raw snappy to the begin of `output`, which must have room for `length` bytes. Throws a fault for a
 * block that is malformed or holds another number of bytes.
 *
 * Format: https://github.com/google/snappy/blob/main/format_description.txt
 */
export function decodeSnappy(input: Uint8Array, output: PageBytes, length: number): void {
  const inputView = pageBytes(input).view
  const { bytes, view } = output
  const end = input.length
  let at = 0
  let said = 0
  for (let scale = 1; ; scale *= 128) {
    if (at >= end || scale > 2 ** 28) throw malformed('its length does not end')
    const byte = input[at++]!
    said += (byte & 127) * scale
    if (byte < 128) break
  }
  if (said !== length) throw malformed(`it says to hold ${said} bytes instead of ${length}`)
  let filled = 0
  while (at < end) {
    const tag = input[at++]!
    if ((tag & 3) === 0) {
      let count = (tag >>> 2) + 1
      if (count > 60) {
        const size = count - 60
        if (size > end - at) throw malformed('it ends within a tag')
        count = 1
        for (let index = 0; index < size; index++) count += input[at++]! * 2 ** (8 * index)
      }
      if (count > end - at || count > length - filled) {
        throw malformed('a literal is longer than what holds it')
      }
      copyBytes(input, inputView, at, bytes, view, filled, count)
      at += count
      filled += count
      continue
    }
    let count: number
    let distance: number
    if ((tag & 3) === 1) {
      if (at >= end) throw malformed('it ends within a tag')
      count = ((tag >>> 2) & 7) + 4
      distance = ((tag >>> 5) << 8) | input[at++]!
    } else if ((tag & 3) === 2) {
      if (at + 2 > end) throw malformed('it ends within a tag')
      count = (tag >>> 2) + 1
      distance = input[at]! | (input[at + 1]! << 8)
      at += 2
    } else {
      if (at + 4 > end) throw malformed('it ends within a tag')
      count = (tag >>> 2) + 1
      distance = inputView.getUint32(at, true)
      at += 4
    }
    if (distance === 0 || distance > filled) throw malformed('a copy begins before its begin')
    if (count > length - filled) throw malformed('a copy goes on behind its end')
    if (distance >= count) {
      copyBytes(bytes, view, filled - distance, bytes, view, filled, count)
      filled += count
    } else {
      // It overlaps what is being written: what is near repeats.
      for (const stop = filled + count; filled < stop; filled++) {
        bytes[filled] = bytes[filled - distance]!
      }
    }
  }
  if (filled !== length) throw malformed(`it holds ${filled} bytes instead of ${length}`)
}

function malformed(message: string): ParquetFault {
  return new ParquetFault('corrupt-report', `a page cannot be decompressed: ${message}`)
}
