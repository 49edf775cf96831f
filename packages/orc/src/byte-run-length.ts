/* oxlint-disable typescript/no-non-null-assertion -- loops stay within what was asked for */
import type { ByteStream } from './byte-stream.ts'
import type { StreamPosition } from './stream-positions.ts'

/** The longest run in bytes: 128 literals behind their number. */
const longestRun = 129

/** Reads bytes that were written as runs of 3 to 130 equal ones, or up to 128 literals. */
export class ByteRunLength {
  private readonly stream: ByteStream
  /** Of the current run; the value if it is one of equal bytes. */
  private left = 0
  private value = 0
  private literal = false

  constructor(stream: ByteStream) {
    this.stream = stream
  }

  async bytes(into: Uint8Array, count: number): Promise<void> {
    for (let filled = 0; filled < count;) {
      if (this.left === 0) {
        if (!this.stream.has(longestRun)) await this.stream.fill(longestRun)
        this.next()
      }
      const end = Math.min(count, filled + this.left)
      this.left -= end - filled
      if (this.literal) {
        const { bytes } = this.stream
        let position = this.stream.take(end - filled)
        while (filled < end) into[filled++] = bytes[position++]!
      } else {
        into.fill(this.value, filled, end)
        filled = end
      }
    }
  }

  /** Enters the stream where a row group begins. */
  async seek(position: StreamPosition | undefined): Promise<void> {
    if (position === undefined) return
    await this.stream.skip(position.skip)
    const one = new Uint8Array(1)
    for (let left = position.values[0] ?? 0; left > 0; left--) await this.bytes(one, 1)
  }

  /** Throws unless nothing is left. */
  async finish(): Promise<void> {
    if (this.left > 0) throw this.stream.tooLong()
    await this.stream.finish()
  }

  private next(): void {
    const control = this.stream.byte()
    this.literal = control >= 0x80
    if (this.literal) {
      this.left = 256 - control
      this.stream.require(this.left)
    } else {
      this.left = control + 3
      this.value = this.stream.byte()
    }
  }
}
