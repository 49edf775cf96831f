/* oxlint-disable typescript/no-non-null-assertion -- loops stay within the lengths */
import type { ByteStream } from './byte-stream.ts'
import { limits } from './limits.ts'
import { OrcError } from './orc-error.ts'

/** What the texts of a stripe may still take: those of one batch, and the dictionaries, over all columns. */
export interface TextBudget {
  left: number
}

/** The texts of one column in one batch, or of one dictionary, end to end. The memory is used again for the next. */
export class TextBuffer {
  private readonly stream: ByteStream
  private readonly column: string
  private readonly budget: TextBudget
  private bytes: Buffer = Buffer.alloc(0)

  constructor(stream: ByteStream, column: string, budget: TextBudget) {
    this.stream = stream
    this.column = column
    this.budget = budget
  }

  /**
   * Reads the next values, of which `lengths` tells the lengths first and then where they end.
   *
   * Lengths that lie take no more memory than there are bytes.
   */
  async read(lengths: Uint32Array): Promise<Buffer> {
    const total = this.makeEnds(lengths)
    const { stream } = this
    for (let filled = 0; filled < total;) {
      if (!stream.has(1)) await stream.fill(1)
      const here = Math.min(total - filled, Math.max(1, stream.end - stream.position))
      const position = stream.take(here)
      if (filled + here > this.bytes.length) this.grow(filled, filled + here, total)
      this.bytes.set(stream.bytes.subarray(position, position + here), filled)
      filled += here
    }
    return this.bytes.subarray(0, total)
  }

  private makeEnds(lengths: Uint32Array): number {
    let end = 0
    for (let i = 0; i < lengths.length; i++) {
      end += lengths[i]!
      if (end > limits.textBytes) throw this.tooMuch()
      lengths[i] = end
    }
    return end
  }

  private grow(filled: number, needed: number, total: number): void {
    const size = Math.min(total, needed * 2) + 1024
    this.budget.left -= size - this.bytes.length
    if (this.budget.left < 0) throw this.tooMuch()
    const larger = Buffer.allocUnsafeSlow(size)
    this.bytes.copy(larger, 0, 0, filled)
    this.bytes = larger
  }

  private tooMuch(): OrcError {
    return new OrcError(
      'unrepresentable',
      `more than ${limits.textBytes} bytes of text at once; ask for fewer rows in a batch, or for fewer columns`,
      { column: this.column },
    )
  }
}
