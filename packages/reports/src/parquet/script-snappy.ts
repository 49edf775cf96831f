/* oxlint-disable typescript/no-non-null-assertion -- every index is checked against the end of its array first */
import { pageBytes } from './page-bytes.ts'
import { snappyProblem } from './snappy-decoder.ts'
import type { SnappyDecoder } from './snappy-decoder.ts'

/** In TypeScript, where there is no WebAssembly. */
export const scriptSnappy: SnappyDecoder = (input, output, length) => {
  const inputView = pageBytes(input).view
  const { bytes, view } = output
  const end = input.length
  // Before these, eight bytes at a time may be copied, a few too many: nearly all literals and copies are short.
  const inputMargin = end - margin
  const outputMargin = bytes.length - margin
  let at = 0
  let filled = 0
  while (at < end) {
    const tag = input[at++]!
    const kind = tag & 3
    let count = (tag >>> 2) + 1
    if (kind === 0) {
      if (count > 60) {
        const size = count - 60
        if (size > end - at) return snappyProblem.endsWithinTag
        count = 1
        for (let index = 0; index < size; index++) count += input[at++]! * 2 ** (8 * index)
      }
      if (count > end - at || count > length - filled) {
        return snappyProblem.literalTooLong
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
    if (end - at < (kind === 3 ? 4 : kind)) return snappyProblem.endsWithinTag
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
    if (distance === 0 || distance > filled) return snappyProblem.copyBeforeBegin
    if (count > length - filled) return snappyProblem.copyBehindEnd
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
  return filled
}

/** More than a copy has, and eight. */
const margin = 72
