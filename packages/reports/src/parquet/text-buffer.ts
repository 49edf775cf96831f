import { pageBytes } from './page-bytes.ts'
import type { PageBytes } from './page-bytes.ts'
import { ParquetFault } from './parquet-fault.ts'

/** Texts end to end, of which there is room for so many. */
export class TextBuffer {
  readonly ends: Uint32Array
  count = 0
  /** Bytes of all of them. */
  filled = 0
  #page: PageBytes = pageBytes(new Uint8Array(4096))

  constructor(capacity: number) {
    this.ends = new Uint32Array(capacity)
  }

  clear(): void {
    this.count = 0
    this.filled = 0
  }

  /** The memory of the texts, good until it must grow. */
  get page(): PageBytes {
    return this.#page
  }

  /** The memory, grown to have room for `length` bytes more than `filled`. */
  grow(filled: number, length: number): PageBytes {
    const needed = filled + length
    if (needed > greatest) {
      throw new ParquetFault(
        'unsupported',
        `its texts of a few rows have more than ${greatest} bytes`,
      )
    }
    if (needed > this.#page.bytes.length) {
      const bytes = new Uint8Array(Math.max(needed, 2 * this.#page.bytes.length))
      bytes.set(this.#page.bytes.subarray(0, filled))
      this.#page = pageBytes(bytes)
    }
    return this.#page
  }

  /** Gives each row its text, and those without a level none. The last `present` texts are of the last `rows` rows. */
  spread(levels: Uint32Array, rows: number, present: number): void {
    if (present === rows) return
    const { ends } = this
    const start = this.count - present
    const begin = start === 0 ? 0 : (ends[start - 1] ?? 0)
    this.count = start + rows
    if (present === 0) {
      ends.fill(begin, start, this.count)
      return
    }
    for (let row = rows - 1, from = this.count - rows + present; row >= 0; row--) {
      // A row without a text ends where the one before does.
      ends[start + row] = from === start ? begin : (ends[from - 1] ?? 0)
      if (levels[row] !== 0) from--
    }
  }
}

/** Of a batch, or of a dictionary: far more than any inventory has, and no more than memory has room for. */
const greatest = 128 * 1024 * 1024
