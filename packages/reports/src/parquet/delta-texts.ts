import { copyBytes } from './copy-bytes.ts'
import type { StoredValues } from './data-page.ts'
import { DeltaIntegers } from './delta-integers.ts'
import { ParquetFault } from './parquet-fault.ts'
import type { TextBuffer } from './text-buffer.ts'
import type { TextReader } from './text-reader.ts'

/**
 * Reads texts whose lengths are stored before all of them (DELTA_LENGTH_BYTE_ARRAY), or, with `prefixed`, the lengths of what
 * each has in common with the one before, and then so the rest of each (DELTA_BYTE_ARRAY).
 */
export class DeltaTexts implements TextReader {
  readonly #stored: StoredValues
  readonly #prefixes: DeltaIntegers | undefined
  readonly #lengths: DeltaIntegers
  #position: number
  /** The text before, where texts begin with parts of it. */
  #before = new Uint8Array(64)
  #beforeLength = 0

  constructor(stored: StoredValues, prefixed: boolean) {
    this.#stored = stored
    let { start } = stored
    if (prefixed) {
      this.#prefixes = new DeltaIntegers(stored, 4)
      start = new DeltaIntegers(stored, 4).skip()
    }
    const lengths = { ...stored, start }
    this.#lengths = new DeltaIntegers(lengths, 4)
    this.#position = new DeltaIntegers(lengths, 4).skip()
  }

  read(into: TextBuffer, count: number): void {
    const { bytes, view, end } = this.#stored
    const prefixes = this.#prefixes?.read(count)
    const lengths = this.#lengths.read(count)
    for (let index = 0; index < count; index++) {
      const prefix = prefixes === undefined ? 0 : prefixes.getInt32(index * 4, true)
      const length = lengths.getInt32(index * 4, true)
      if (length < 0 || length > end - this.#position) {
        throw malformed('a text goes on behind the end of its page')
      }
      if (prefix < 0 || prefix > this.#beforeLength) {
        throw malformed('a text begins with more than the one before has')
      }
      const { bytes: texts, view: textsView } = into.grow(into.filled, prefix + length)
      const start = into.filled
      texts.set(this.#before.subarray(0, prefix), start)
      copyBytes(bytes, view, this.#position, texts, textsView, start + prefix, length)
      this.#position += length
      into.filled += prefix + length
      into.ends[into.count++] = into.filled
      if (prefixes !== undefined)
        this.#remember(texts.subarray(start + prefix, into.filled), prefix)
    }
  }

  finish(): void {
    this.#prefixes?.finish()
    this.#lengths.finish()
    const left = this.#stored.end - this.#position
    if (left > 0) throw malformed(`a page has ${left} bytes more than its values`)
  }

  #remember(rest: Uint8Array, prefix: number): void {
    const length = prefix + rest.length
    if (length > this.#before.length) {
      const longer = new Uint8Array(2 * length)
      longer.set(this.#before.subarray(0, prefix))
      this.#before = longer
    }
    this.#before.set(rest, prefix)
    this.#beforeLength = length
  }
}

function malformed(message: string): ParquetFault {
  return new ParquetFault('corrupt-report', message)
}
