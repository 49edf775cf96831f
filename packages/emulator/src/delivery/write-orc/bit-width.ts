import type { ByteWriter } from './byte-writer.ts'

/** The widths that a run can have beyond 24 bits, up to which it can have any. */
const wide: readonly number[] = [26, 28, 30, 32, 40, 48, 56, 64]

/** How many bits a whole number from 0 on has; 0 has none. */
export function bitsOf(value: number): number {
  const high = Math.floor(value / 2 ** 32)
  return high === 0 ? 32 - Math.clz32(value) : 64 - Math.clz32(high)
}

/** The least width of a run that so many bits fit into. */
export function runWidth(bits: number): number {
  if (bits <= 24) return Math.max(bits, 1)
  return wide.find((width) => bits <= width) ?? 64
}

/** The same for runs that are read fastest where their width divides bytes or is made of them, as the Java writer prefers. */
export function alignedWidth(bits: number): number {
  if (bits > 4) return 8 * Math.ceil(bits / 8)
  return bits <= 2 ? Math.max(bits, 1) : 4
}

/** The five bits that say how wide a run is. */
export function widthCode(width: number): number {
  return width <= 24 ? width - 1 : 24 + wide.indexOf(width)
}

/** Whole numbers from 0 on in so many bits each, the highest bit first; the last byte is filled with zeros. */
export function packBits(values: readonly number[], width: number, out: ByteWriter): void {
  let byte = 0
  let free = 8
  for (const value of values) {
    let left = width
    while (left > 0) {
      const taken = Math.min(left, free)
      left -= taken
      // By arithmetic: the bit operators see no more than 32 bits.
      byte = byte * 2 ** taken + (Math.floor(value / 2 ** left) % 2 ** taken)
      free -= taken
      if (free === 0) {
        out.byte(byte)
        byte = 0
        free = 8
      }
    }
  }
  if (free < 8) out.byte(byte * 2 ** free)
}
