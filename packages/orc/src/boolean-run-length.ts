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
    ones += spreadBits(packed, whole, into, filled)
    filled += whole * 8
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

  /** Throws unless nothing is left but the bits that fill the last byte. */
  async finish(): Promise<void> {
    await this.source.finish()
  }

  private bit(): number {
    this.left--
    return (this.bits >>> this.left) & 1
  }
}

/** For each byte the eight flags that it stands for, as they lie in memory; none of these doubles is a NaN. */
const eights = new Float64Array(256)
/** How many of them are 1. */
const onesOf = new Uint8Array(256)
const singles = new Uint8Array(eights.buffer)
for (let byte = 0; byte < 256; byte++) {
  for (let bit = 0; bit < 8; bit++) {
    const flag = (byte >>> (7 - bit)) & 1
    singles[byte * 8 + bit] = flag
    onesOf[byte]! += flag
  }
}

/** Writes eight flags for each of so many bytes. Returns how many are 1. */
function spreadBits(packed: Uint8Array, count: number, into: Uint8Array, from: number): number {
  let ones = 0
  const start = into.byteOffset + from
  if (start % 8 === 0) {
    const target = new Float64Array(into.buffer, start, count)
    for (let i = 0; i < count; i++) {
      const byte = packed[i]!
      target[i] = eights[byte]!
      ones += onesOf[byte]!
    }
    return ones
  }
  for (let i = 0, to = from; i < count; i++) {
    const byte = packed[i]!
    ones += onesOf[byte]!
    for (let at = byte * 8, end = at + 8; at < end;) into[to++] = singles[at++]!
  }
  return ones
}
