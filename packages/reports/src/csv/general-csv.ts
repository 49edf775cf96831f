/* oxlint-disable typescript/no-non-null-assertion -- every index is below the end of the block */
import { places } from './scanner-memory.ts'
import type { ScannerMemory } from './scanner-memory.ts'

const quote = 0x22
const comma = 0x2c
const lineFeed = 0x0a
const carriageReturn = 0x0d

/** Whole rows of a block. */
export interface GeneralRows {
  /** Where each begins in the block. */
  readonly starts: readonly number[]
  /** Bytes of the block that are done with, blank lines included. */
  readonly consumed: number
}

/**
 * Reads a block by RFC 4180, whatever is quoted in it and however its lines end, and skips blank lines. Writes it anew with
 * every field quoted, so that its columns are decoded as those of a plain block. `fail` makes the error of a row.
 */
export function readGeneralCsv(
  memory: ScannerMemory,
  length: number,
  columns: number,
  limit: number,
  fail: (row: number, start: number, problem: string) => Error,
): GeneralRows {
  const block = new GeneralBlock(memory, length)
  const starts: number[] = []
  let consumed = 0
  memory.bounds[0] = places.rewritten - 1
  while ((starts.length + 1) * columns <= limit) {
    block.skipBlankLines()
    consumed = block.at
    const start = block.at
    let fields = 0
    let ending: Ending = 'comma'
    while (ending === 'comma' && fields < columns) {
      ending = block.copyField()
      memory.bounds[starts.length * columns + ++fields] = block.to - 1
    }
    if (ending === 'none') break
    if (ending === 'stray') throw fail(starts.length, start, 'has a quote where none may be')
    if (ending === 'comma' || fields < columns) {
      const count = ending === 'comma' ? `more than ${columns}` : `${fields}`
      throw fail(starts.length, start, `has ${count} columns instead of ${columns}`)
    }
    starts.push(start)
    consumed = block.at
  }
  return { starts, consumed }
}

/** What follows a field; `none`: the block ends first; `stray`: a quote in a field that is not quoted, or something behind one that is. */
type Ending = 'comma' | 'line' | 'none' | 'stray'

class GeneralBlock {
  /** In the block that is read. */
  at = 0
  /** Address of what is written. */
  to: number = places.rewritten
  readonly #length: number
  readonly #bytes: Uint8Array
  readonly #from: Uint8Array

  constructor({ bytes }: ScannerMemory, length: number) {
    this.#length = length
    this.#bytes = bytes
    this.#from = bytes.subarray(places.block, places.block + length)
  }

  skipBlankLines(): void {
    for (;;) {
      const size = this.#lineEnd()
      if (size === 0) return
      this.at += size
    }
  }

  /** Writes one field, quoted, and a comma. */
  copyField(): Ending {
    const quoted = this.#from[this.at] === quote
    this.#bytes[this.to++] = quote
    const whole = quoted ? this.#copyQuoted() : this.#copyBare()
    this.#bytes[this.to++] = quote
    this.#bytes[this.to++] = comma
    if (!whole) return 'none'
    if (this.#from[this.at] === comma) {
      this.at++
      return 'comma'
    }
    const size = this.#lineEnd()
    this.at += size
    if (size > 0) return 'line'
    // Whether a carriage return ends the line is seen when more is read.
    const open = this.at === this.#length || this.#isLastReturn()
    return open ? 'none' : 'stray'
  }

  /** Past the closing quote; doubled quotes stay doubled. */
  #copyQuoted(): boolean {
    const from = this.#from
    this.at++
    while (this.at < this.#length) {
      const byte = from[this.at++]!
      if (byte === quote) {
        if (from[this.at] !== quote) return true
        this.at++
        this.#bytes[this.to++] = quote
      }
      this.#bytes[this.to++] = byte
    }
    return false
  }

  /** Up to a comma, the end of the line, or a quote, which may not be here. */
  #copyBare(): boolean {
    const from = this.#from
    while (this.at < this.#length) {
      const byte = from[this.at]!
      if (byte === comma || byte === quote || this.#lineEnd() > 0) return true
      this.at++
      this.#bytes[this.to++] = byte
    }
    return false
  }

  /** Length of a line end here. */
  #lineEnd(): number {
    const byte = this.#from[this.at]
    if (byte === lineFeed) return 1
    return byte === carriageReturn && this.#from[this.at + 1] === lineFeed ? 2 : 0
  }

  #isLastReturn(): boolean {
    return this.at === this.#length - 1 && this.#from[this.at] === carriageReturn
  }
}
