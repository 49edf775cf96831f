/* oxlint-disable typescript/no-non-null-assertion -- who calls has checked that the bits are there */

/** An unsigned number of up to 32 bits, the least significant first, that begins `skipped` bits after a byte. */
export function bitsAt(
  bytes: Uint8Array,
  position: number,
  skipped: number,
  width: number,
): number {
  let value = 0
  for (let byte = Math.ceil((skipped + width) / 8) - 1; byte >= 0; byte--) {
    value = value * 256 + bytes[position + byte]!
  }
  return Math.floor(value / 2 ** skipped) % 2 ** width
}
