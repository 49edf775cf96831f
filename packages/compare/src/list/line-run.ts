import type { Extent } from '../spill/read-extents.ts'
import type { SpillFile } from '../spill/spill-file.ts'

const leastCapacity = 4096
const noBytes = Buffer.alloc(0)

/** The lines of one run: those in memory come after those that are in the file. */
export class LineRun {
  readonly extents: Extent[] = []
  #bytes: Buffer = noBytes
  #length = 0
  #lastOrder = -Infinity

  /** Bytes of memory that it takes. */
  get capacity(): number {
    return this.#bytes.length
  }

  /** What is in memory. Valid until more is appended. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  append(order: number, line: string): void {
    if (!(order > this.#lastOrder)) {
      throw new RangeError(`within a run order ${order} comes after ${this.#lastOrder}`)
    }
    this.#lastOrder = order
    const text = `${order} ${line}\n`
    // As many bytes as a text can have in UTF-8.
    this.#reserve(text.length * 3)
    this.#length += this.#bytes.write(text, this.#length)
  }

  /** Moves what is in memory to the end of a file. */
  async spill(file: SpillFile): Promise<void> {
    if (this.#length === 0) return
    const start = file.size
    await file.append(this.bytes)
    this.extents.push({ start, end: file.size })
    this.#bytes = noBytes
    this.#length = 0
  }

  #reserve(more: number): void {
    const needed = this.#length + more
    if (needed <= this.#bytes.length) return
    const grown = Buffer.allocUnsafeSlow(Math.max(leastCapacity, needed, this.#bytes.length * 2))
    grown.set(this.bytes)
    this.#bytes = grown
  }
}
