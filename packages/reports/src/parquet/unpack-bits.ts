/* oxlint-disable typescript/no-non-null-assertion -- who calls has checked that the bits are there */

import { bitsAt } from './bits-at.ts'

/** Unpacks values of up to 32 bits, the least significant bit first, beginning with the one of number `first`. */
export function unpackBits(
  bytes: Uint8Array,
  position: number,
  width: number,
  first: number,
  into: Uint32Array,
  start: number,
  end: number,
): void {
  if (width === 0) {
    into.fill(0, start, end)
    return
  }
  if (width > 24) {
    for (let index = start; index < end; index++) {
      const bit = (first + index - start) * width
      into[index] = bitsAt(bytes, position + Math.floor(bit / 8), bit % 8, width)
    }
    return
  }
  const bit = first * width
  let at = position + Math.floor(bit / 8)
  let held = 8 - (bit % 8)
  let bits = bytes[at++]! >>> (8 - held)
  let index = start
  if (width === 1) {
    for (; index < end && held > 0; held--, bits >>>= 1) into[index++] = bits & 1
    for (; index + 8 <= end; index += 8) {
      const byte = bytes[at++]!
      into[index] = byte & 1
      into[index + 1] = (byte >>> 1) & 1
      into[index + 2] = (byte >>> 2) & 1
      into[index + 3] = (byte >>> 3) & 1
      into[index + 4] = (byte >>> 4) & 1
      into[index + 5] = (byte >>> 5) & 1
      into[index + 6] = (byte >>> 6) & 1
      into[index + 7] = byte >>> 7
    }
    if (index === end) return
    held = 8
    bits = bytes[at++]!
  }
  const mask = (1 << width) - 1
  for (; index < end; index++) {
    while (held < width) {
      bits |= bytes[at++]! << held
      held += 8
    }
    into[index] = bits & mask
    bits >>>= width
    held -= width
  }
}
