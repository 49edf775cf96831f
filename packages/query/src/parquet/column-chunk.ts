import { appendBooleans, appendDictionary, appendIntegers, appendTexts } from './encode-values.ts'
import { Growing, growingBytes } from './growing.ts'
import { appendHybrid } from './hybrid.ts'
import { KnownWords } from './known-words.ts'
import type { Leaf, Texts, Word } from './leaf.ts'
import { dataPageHead, dictionaryPageHead, encoding } from './pages.ts'

/** What one column has in one row group. */
export interface WrittenChunk {
  readonly leaf: Leaf
  /** Valid until more is added. */
  readonly parts: readonly Uint8Array[]
  readonly size: number
  /** 0: it has none. */
  readonly dictionarySize: number
}

/** Rows of a page, at least, but for the last. */
const rowsOfPage = 20_480

/**
 * One column of one row group, which is taken when it is full, and then of the next. Of a text, pages of few values share a
 * dictionary, and pages of many have none.
 */
export class ColumnChunk {
  readonly leaf: Leaf
  readonly #full: number
  readonly #pages = growingBytes()
  readonly #dictionary = new Map<string, number>()
  #known = new KnownWords([])
  /** Of the page at hand: the level of each row, and the values of those that have one, in one of three forms. */
  #form: 'texts' | 'numbers' | 'codes' = 'texts'
  readonly #levels = growingBytes()
  readonly #codes = new Growing((length) => new Uint32Array(length))
  readonly #numbers = new Growing((length) => new Float64Array(length))
  readonly #lengths = new Growing((length) => new Uint32Array(length))
  readonly #bytes = growingBytes()
  /** The page at hand, encoded. */
  readonly #page = growingBytes()

  constructor(leaf: Leaf) {
    this.leaf = leaf
    this.#full = leaf.path.length
  }

  /** Texts of many values. A row without a value must have no bytes; without levels, every other has one. */
  addTexts({ bytes, ends }: Texts, given?: Uint8Array): void {
    this.#begin('texts', ends.length)
    const levels = this.#levels.reserve(ends.length)
    const lengths = this.#lengths.reserve(ends.length)
    let start = 0
    for (let row = 0; row < ends.length; row++) {
      const end = ends[row] ?? start
      const level = given === undefined ? (end > start ? this.#full : 0) : (given[row] ?? 0)
      levels[this.#levels.length++] = level
      if (level === this.#full) lengths[this.#lengths.length++] = end - start
      start = end
    }
    this.#bytes.reserve(start).set(bytes.subarray(0, start), this.#bytes.length)
    this.#bytes.length += start
  }

  /** Integers, or instants. NaN is no value. */
  addNumbers(values: Float64Array): void {
    this.#begin('numbers', values.length)
    const levels = this.#levels.reserve(values.length)
    const numbers = this.#numbers.reserve(values.length)
    for (let row = 0; row < values.length; row++) {
      const value = values[row] ?? Number.NaN
      const isThere = value === value
      levels[this.#levels.length++] = isThere ? this.#full : 0
      if (isThere) numbers[this.#numbers.length++] = value
    }
  }

  /** One of a few words in each row. The same list again, which may have grown, costs least. */
  addWords(words: readonly Word[], codes: Uint16Array | Uint32Array): void {
    if (this.#known.words !== words) this.#known = new KnownWords(words)
    this.#known.grow()
    if (this.leaf.type === 'text' || this.leaf.type === 'bytes') this.#addCodes(codes)
    else this.#addNumbersOf(codes)
  }

  /** So many rows without a value. */
  addNothing(rows: number): void {
    this.#begin(this.#form, rows)
    const { length } = this.#levels
    this.#levels.reserve(rows).fill(0, length, length + rows)
    this.#levels.length += rows
  }

  /** What was added; begins anew. */
  take(): WrittenChunk {
    this.#endPage()
    const dictionary = this.#dictionary.size === 0 ? new Uint8Array() : this.#dictionaryPage()
    const pages = this.#pages.items.subarray(0, this.#pages.length)
    this.#pages.length = 0
    this.#dictionary.clear()
    this.#known = new KnownWords([])
    return {
      leaf: this.leaf,
      parts: [dictionary, pages],
      size: dictionary.length + pages.length,
      dictionarySize: dictionary.length,
    }
  }

  #addCodes(codes: Uint16Array | Uint32Array): void {
    this.#begin('codes', codes.length)
    const known = this.#known
    const levels = this.#levels.reserve(codes.length)
    const own = this.#codes.reserve(codes.length)
    let last = -1
    let level = 0
    let code = 0
    for (let row = 0; row < codes.length; row++) {
      const index = codes[row] ?? 0
      // Mostly the row before has the same.
      if (index !== last) {
        last = index
        level = known.levels[index] ?? 0
        if (level === this.#full) code = known.codeIn(this.#dictionary, index)
      }
      levels[this.#levels.length++] = level
      if (level === this.#full) own[this.#codes.length++] = code
    }
  }

  #addNumbersOf(codes: Uint16Array | Uint32Array): void {
    this.#begin('numbers', codes.length)
    const known = this.#known
    const levels = this.#levels.reserve(codes.length)
    const numbers = this.#numbers.reserve(codes.length)
    for (let row = 0; row < codes.length; row++) {
      const index = codes[row] ?? 0
      const level = known.levels[index] ?? 0
      levels[this.#levels.length++] = level
      if (level === this.#full) numbers[this.#numbers.length++] = known.numbers[index] ?? 0
    }
  }

  /** Ends the page where the next rows are of another form, or do not belong to it any more. */
  #begin(form: 'texts' | 'numbers' | 'codes', rows: number): void {
    const { length } = this.#levels
    if (form !== this.#form || length + rows > rowsOfPage) this.#endPage()
    this.#form = form
  }

  #endPage(): void {
    const { items: levels, length: rows } = this.#levels
    if (rows === 0) return
    const page = this.#page
    page.length = 4
    appendHybrid(page, levels, rows, this.#full > 1 ? 2 : 1)
    new DataView(page.items.buffer).setUint32(0, page.length - 4, true)
    const valueEncoding = this.#appendValues()
    this.#pages.append(dataPageHead(rows, valueEncoding, page.length))
    this.#pages.append(page.items.subarray(0, page.length))
    for (const part of [this.#levels, this.#codes, this.#numbers, this.#lengths, this.#bytes]) {
      part.length = 0
    }
  }

  /** Appends the values of the page at hand, and says how they are encoded. */
  #appendValues(): number {
    const page = this.#page
    if (this.#form === 'texts') {
      const { items, length } = this.#lengths
      appendTexts(page, items, length, this.#bytes.items.subarray(0, this.#bytes.length))
      return encoding.deltaLength
    }
    if (this.#form === 'numbers') {
      const { items, length } = this.#numbers
      if (this.leaf.type === 'boolean') appendBooleans(page, items, length)
      else appendIntegers(page, items, length)
      return encoding.plain
    }
    const { items, length } = this.#codes
    // Without a word there is no dictionary, which a page of codes would need.
    if (length === 0) return encoding.plain
    const { size } = this.#dictionary
    const bits = size <= 2 ** 8 ? 8 : size <= 2 ** 16 ? 16 : 32
    page.append([bits])
    appendHybrid(page, items, length, bits)
    return encoding.dictionary
  }

  #dictionaryPage(): Uint8Array {
    const page = this.#page
    page.length = 0
    appendDictionary(page, this.#dictionary.keys())
    const head = dictionaryPageHead(this.#dictionary.size, page.length)
    return Buffer.concat([head, page.items.subarray(0, page.length)])
  }
}
