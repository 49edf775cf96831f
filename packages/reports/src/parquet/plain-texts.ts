/* oxlint-disable typescript/no-non-null-assertion -- every index is checked against the end first */
import { copyBytes } from './copy-bytes.ts'
import type { StoredValues } from './data-page.ts'
import { ParquetFault } from './parquet-fault.ts'
import type { TextBuffer } from './text-buffer.ts'
import type { TextReader } from './text-reader.ts'

/** Reads texts that are stored each with its length before it, or all with the same. */
export class PlainTexts implements TextReader {
  readonly #stored: StoredValues
  readonly #length: number | undefined
  #position: number

  constructor(stored: StoredValues, length: number | undefined) {
    this.#stored = stored
    this.#length = length
    this.#position = stored.start
  }

  read(into: TextBuffer, count: number): void {
    const { bytes, view, end } = this.#stored
    const { ends } = into
    let { bytes: texts, view: textsView } = into.page
    let position = this.#position
    let { filled } = into
    const last = into.count + count
    for (let index = into.count; index < last; index++) {
      let length = this.#length
      if (length === undefined) {
        if (position + 4 > end) throw tooFew()
        length = view.getUint32(position, true)
        position += 4
      }
      if (length > end - position) throw tooFew()
      if (filled + length > texts.length) {
        ;({ bytes: texts, view: textsView } = into.grow(filled, length))
      }
      copyBytes(bytes, view, position, texts, textsView, filled, length)
      position += length
      filled += length
      ends[index] = filled
    }
    this.#position = position
    into.filled = filled
    into.count = last
  }

  finish(): void {
    const left = this.#stored.end - this.#position
    if (left === 0) return
    throw new ParquetFault('corrupt-report', `a page has ${left} bytes more than its values`)
  }
}

function tooFew(): ParquetFault {
  return new ParquetFault('corrupt-report', 'a text goes on behind the end of its page')
}
