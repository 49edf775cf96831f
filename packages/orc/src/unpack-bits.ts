/* oxlint-disable typescript/no-non-null-assertion -- `packedLength` bytes are there before anything is unpacked */

/** Widths of packed values in bits, by the five bits that encode them. */
export const packedWidths = Array.from({ length: 24 }, (_, index) => index + 1).concat(
  26,
  28,
  30,
  32,
  40,
  48,
  56,
  64,
)

/** Number of bytes that `count` values of `width` bits take. */
export function packedLength(count: number, width: number): number {
  return Math.ceil((count * width) / 8)
}

/**
 * Unpacks unsigned values of up to 48 bits, the most significant bit first. Widths that writers prefer have their own
 * loops.
 */
export function unpackNumbers(
  bytes: Uint8Array,
  position: number,
  width: number,
  into: Float64Array,
  start: number,
  end: number,
): void {
  let at = position
  switch (width) {
    case 1:
      for (let i = start; i < end; at++) {
        const byte = bytes[at]!
        for (let shift = 7; shift >= 0 && i < end; shift--) into[i++] = (byte >>> shift) & 1
      }
      return
    case 8:
      for (let i = start; i < end; i++) into[i] = bytes[at++]!
      return
    case 16:
      for (let i = start; i < end; i++, at += 2) into[i] = (bytes[at]! << 8) | bytes[at + 1]!
      return
    case 24:
      for (let i = start; i < end; i++, at += 3) {
        into[i] = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!
      }
      return
    case 32:
      for (let i = start; i < end; i++, at += 4) into[i] = word(bytes, at)
      return
    case 40:
      for (let i = start; i < end; i++, at += 5) {
        into[i] = bytes[at]! * 0x1_0000_0000 + word(bytes, at + 1)
      }
      return
    case 48:
      for (let i = start; i < end; i++, at += 6) {
        into[i] = ((bytes[at]! << 8) | bytes[at + 1]!) * 0x1_0000_0000 + word(bytes, at + 2)
      }
      return
    default:
      if (width < 24) unpackNarrow(bytes, position, width, into, start, end)
      else unpackHalves(bytes, position, width / 2, into, start, end)
  }
}

/** Unpacks one unsigned value of any width. */
export function unpackBigint(
  bytes: Uint8Array,
  position: number,
  width: number,
  index: number,
): bigint {
  const firstBit = index * width
  const first = position + Math.floor(firstBit / 8)
  const last = position + Math.floor((firstBit + width - 1) / 8)
  let value = 0n
  for (let i = first; i <= last; i++) value = (value << 8n) | BigInt(bytes[i]!)
  const bitsBehind = (last + 1 - position) * 8 - (firstBit + width)
  return BigInt.asUintN(width, value >> BigInt(bitsBehind))
}

function word(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
  )
}

/** Less than 24 bits: with the rest of a byte they fit into one word. */
function unpackNarrow(
  bytes: Uint8Array,
  position: number,
  width: number,
  into: Float64Array,
  start: number,
  end: number,
): void {
  const mask = (1 << width) - 1
  let at = position
  let current = 0
  let left = 0
  for (let i = start; i < end; i++) {
    while (left < width) {
      current = (current << 8) | bytes[at++]!
      left += 8
    }
    left -= width
    into[i] = (current >>> left) & mask
  }
}

/** Of the longest run, 512 values. */
const halves = new Float64Array(1024)

/** 26, 28 and 30 bits, which are all even: each as two of half the width. */
function unpackHalves(
  bytes: Uint8Array,
  position: number,
  half: number,
  into: Float64Array,
  start: number,
  end: number,
): void {
  unpackNarrow(bytes, position, half, halves, 0, (end - start) * 2)
  for (let i = start, at = 0; i < end; i++, at += 2) {
    into[i] = (halves[at]! << half) | halves[at + 1]!
  }
}
