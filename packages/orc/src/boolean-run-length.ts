/* oxlint-disable typescript/no-non-null-assertion -- loops stay within what was asked for */
import { ByteRunLength } from './byte-run-length.ts'
import type { ByteStream } from './byte-stream.ts'
import type { StreamPosition } from './stream-positions.ts'

/** Reads booleans: the bits of run-length encoded bytes, the most significant first. */
export class BooleanRunLength {
  private readonly source: ByteRunLength
  private packed = new Uint8Array(0)
  /** The bits that are left of the last byte. */
  private bits = 0
  private left = 0

  constructor(stream: ByteStream) {
    this.source = new ByteRunLength(stream)
  }

  /** Writes 0 or 1 for each. Returns how many are 1. */
  async flags(into: Uint8Array, count: number): Promise<number> {
    let filled = 0
    let ones = 0
    for (; filled < count && this.left > 0; filled++) ones += into[filled] = this.bit()
    const bytes = Math.ceil((count - filled) / 8)
    if (bytes === 0) return ones
    if (this.packed.length < bytes) this.packed = new Uint8Array(bytes)
    const { packed } = this
    await this.source.bytes(packed, bytes)
    const whole = Math.floor((count - filled) / 8)
    for (let i = 0; i < whole; i++, filled += 8) {
      const byte = packed[i]!
      if (byte === 0xff || byte === 0) {
        into.fill(byte & 1, filled, filled + 8)
        ones += byte & 8
        continue
      }
      for (let bit = 0; bit < 8; bit++) {
        ones += into[filled + bit] = (byte >>> (7 - bit)) & 1
      }
    }
    if (whole < bytes) {
      this.bits = packed[whole]!
      this.left = 8
      for (; filled < count; filled++) ones += into[filled] = this.bit()
    }
    return ones
  }

  /** Enters the stream where a row group begins. */
  async seek(position: StreamPosition | undefined): Promise<void> {
    await this.source.seek(position)
    await this.flags(new Uint8Array(8), Math.min(8, position?.values[1] ?? 0))
  }

  private bit(): number {
    this.left--
    return (this.bits >>> this.left) & 1
  }
}
