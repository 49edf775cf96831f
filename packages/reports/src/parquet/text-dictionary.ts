/* oxlint-disable typescript/no-non-null-assertion -- codes are checked against the number of texts */
import type { TypedDictionary } from '../typed/typed-column.ts'
import { copyBytes } from './copy-bytes.ts'
import type { DictionaryPage } from './data-page.ts'
import { ParquetFault } from './parquet-fault.ts'
import { PlainTexts } from './plain-texts.ts'
import { TextBuffer } from './text-buffer.ts'

/** The dictionary of a chunk of texts. The code behind its last is for no text. */
export class TextDictionary {
  readonly count: number
  readonly #texts: TextBuffer
  #words: TypedDictionary | undefined

  constructor(page: DictionaryPage, length: number | undefined) {
    const { count, start, end } = page
    if (count * (length ?? 4) > end - start) {
      throw new ParquetFault(
        'corrupt-report',
        `a dictionary of ${count} texts has ${end - start} bytes`,
      )
    }
    const reader = new PlainTexts(page, length)
    this.count = count
    this.#texts = new TextBuffer(count)
    reader.read(this.#texts, count)
    reader.finish()
  }

  /** Whether it is better to copy its texts to the rows than to make strings of all of them. */
  get isLarge(): boolean {
    return this.count >= 0x1_0000 || this.#texts.filled > 4 * 1024 * 1024
  }

  /** The texts as strings, each on its own. */
  get words(): TypedDictionary {
    this.#words ??= { values: this.#strings() }
    return this.#words
  }

  /** Whether another has the same texts in the same order. */
  equals(other: TextDictionary): boolean {
    const texts = other.#texts
    const { ends, filled, page } = this.#texts
    return (
      other.count === this.count &&
      filled === texts.filled &&
      ends.every((end, code) => end === texts.ends[code]) &&
      Buffer.compare(page.bytes.subarray(0, filled), texts.page.bytes.subarray(0, filled)) === 0
    )
  }

  /** Adds the texts of the codes. */
  expand(codes: Uint32Array, start: number, end: number, into: TextBuffer): void {
    const { ends: textEnds, page } = this.#texts
    let { bytes, view } = into.page
    let { count, filled } = into
    for (let index = start; index < end; index++) {
      const code = codes[index]!
      if (code < this.count) {
        const from = code === 0 ? 0 : textEnds[code - 1]!
        const length = textEnds[code]! - from
        if (filled + length > bytes.length) ({ bytes, view } = into.grow(filled, length))
        copyBytes(page.bytes, page.view, from, bytes, view, filled, length)
        filled += length
      }
      into.ends[count++] = filled
    }
    into.count = count
    into.filled = filled
  }

  #strings(): (string | undefined)[] {
    const { ends, page } = this.#texts
    const buffer = Buffer.from(page.bytes.buffer, page.bytes.byteOffset, page.bytes.length)
    const strings: (string | undefined)[] = []
    let start = 0
    for (const end of ends) {
      strings.push(buffer.toString('utf8', start, end))
      start = end
    }
    strings.push(undefined)
    return strings
  }
}
