/* oxlint-disable typescript/no-non-null-assertion -- what lies before the start counts as zero */
import type { ForwardBytes } from './forward-bytes.ts'

/** Reads bits from the end of some bytes to their start; the highest bit of the last byte marks where they begin. */
export class BackwardBits {
  /** Bits that are left; below zero when more were read than there are. */
  left: number
  private readonly bytes: Uint8Array
  private readonly start: number

  constructor({ bytes, position, end }: ForwardBytes) {
    const last = end > position ? bytes[end - 1]! : 0
    if (last === 0) throw new Error('it has a bit stream without an end')
    this.bytes = bytes
    this.start = position
    this.left = (end - position) * 8 - 1 - Math.clz32(last << 24)
  }

  /** The next bits, up to 24; zeros where there are none. */
  read(count: number): number {
    this.left -= count
    return this.at(this.left, count)
  }

  /** The next bits without going past them, up to 24. */
  peek(count: number): number {
    return this.at(this.left - count, count)
  }

  private at(from: number, count: number): number {
    if (from < 0) return from + count <= 0 ? 0 : this.at(0, from + count) << -from
    const { bytes } = this
    const byte = this.start + (from >>> 3)
    const word =
      bytes[byte]! | (bytes[byte + 1]! << 8) | (bytes[byte + 2]! << 16) | (bytes[byte + 3]! << 24)
    return (word >>> (from & 7)) & ((1 << count) - 1)
  }
}
