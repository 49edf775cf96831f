import { encodeBooleans, encodeDictionary, encodeIntegers, encodeTexts } from './encode-values.ts'
import { hybridRun } from './hybrid.ts'
import type { Leaf, Texts, Word } from './leaf.ts'
import { ThriftWriter } from './thrift-writer.ts'

/** Parquet's numbers of the encodings that are written. */
export const encoding = { plain: 0, rle: 3, deltaLength: 6, dictionary: 8 } as const

/** What one column has in one row group. */
export interface WrittenChunk {
  readonly leaf: Leaf
  readonly parts: readonly Uint8Array[]
  readonly size: number
  /** 0: it has none. */
  readonly dictionarySize: number
}

/**
 * One column of one row group: a page for each of the calls that add to it. Of a text, pages of few values share a dictionary,
 * pages of many have their own.
 */
export class ColumnChunk {
  readonly leaf: Leaf
  #pages: Uint8Array[] = []
  readonly #dictionary = new Map<string, number>()
  /** Codes of the dictionary by word, of the words that were given last. */
  #known: { readonly words: readonly Word[]; readonly codes: (number | undefined)[] } | undefined

  constructor(leaf: Leaf) {
    this.leaf = leaf
  }

  /** Texts of many values. A row without a value must have no bytes; without levels, every other has one. */
  addTexts(texts: Texts, levels = this.#levelsOf(texts)): void {
    const { length: full } = this.leaf.path
    const body = encodeTexts(texts, (row) => levels[row] === full)
    this.#addPage(levels, encoding.deltaLength, body)
  }

  /** Integers, instants, or booleans as 1 and 0. NaN is no value. */
  addNumbers(values: Float64Array, levels = this.#levelsOfNumbers(values)): void {
    const body = this.leaf.type === 'boolean' ? encodeBooleans(values) : encodeIntegers(values)
    this.#addPage(levels, encoding.plain, body)
  }

  /** One of a few words in each row. The same list again, which may have grown, costs least. */
  addWords(words: readonly Word[], codes: Uint8Array | Uint16Array | Uint32Array): void {
    const levels = new Uint8Array(codes.length)
    for (let row = 0; row < codes.length; row++) levels[row] = words[codes[row] ?? 0]?.level ?? 0
    const { type } = this.leaf
    if (type !== 'text' && type !== 'bytes') {
      const numbers = words.map(({ value }) => (value === undefined ? Number.NaN : Number(value)))
      this.addNumbers(
        Float64Array.from(codes, (code) => numbers[code] ?? Number.NaN),
        levels,
      )
      return
    }
    const own = this.#codesOf(words)
    const present = new Uint32Array(codes.length)
    let count = 0
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row] ?? 0
      if (levels[row] !== this.leaf.path.length) continue
      present[count++] = own[code] ??= this.#codeOf(words[code])
    }
    if (count === 0) {
      // Without a word there is no dictionary, which a page of codes would need.
      this.#addPage(levels, encoding.plain, new Uint8Array())
      return
    }
    const bits = this.#dictionary.size <= 2 ** 8 ? 8 : this.#dictionary.size <= 2 ** 16 ? 16 : 32
    const run = hybridRun(present.subarray(0, count), bits)
    const body = new Uint8Array(run.length + 1)
    body[0] = bits
    body.set(run, 1)
    this.#addPage(levels, encoding.dictionary, body)
  }

  /** What was added; begins anew. */
  take(): WrittenChunk {
    const parts = this.#pages
    const dictionary = this.#dictionary.size === 0 ? [] : this.#dictionaryPage()
    this.#pages = []
    this.#dictionary.clear()
    this.#known = undefined
    const all = [...dictionary, ...parts]
    return {
      leaf: this.leaf,
      parts: all,
      size: sizeOf(all),
      dictionarySize: sizeOf(dictionary),
    }
  }

  #levelsOf({ ends }: Texts): Uint8Array {
    const { length: full } = this.leaf.path
    const levels = new Uint8Array(ends.length)
    let start = 0
    for (let row = 0; row < ends.length; row++) {
      const end = ends[row] ?? start
      if (end > start) levels[row] = full
      start = end
    }
    return levels
  }

  #levelsOfNumbers(values: Float64Array): Uint8Array {
    const { length: full } = this.leaf.path
    const levels = new Uint8Array(values.length)
    for (let row = 0; row < values.length; row++) {
      if (!Number.isNaN(values[row])) levels[row] = full
    }
    return levels
  }

  #codesOf(words: readonly Word[]): (number | undefined)[] {
    if (this.#known?.words !== words) this.#known = { words, codes: [] }
    return this.#known.codes
  }

  #codeOf(word: Word | undefined): number {
    const text = String(word?.value ?? '')
    const known = this.#dictionary.get(text)
    if (known !== undefined) return known
    const code = this.#dictionary.size
    this.#dictionary.set(text, code)
    return code
  }

  #addPage(levels: Uint8Array, encodedAs: number, body: Uint8Array): void {
    const run = hybridRun(levels, this.leaf.path.length > 1 ? 2 : 1)
    const size = 4 + run.length + body.length
    const head = new ThriftWriter()
    head.i32(1, 0)
    head.i32(2, size)
    head.i32(3, size)
    head.struct(5, (page) => {
      page.i32(1, levels.length)
      page.i32(2, encodedAs)
      page.i32(3, encoding.rle)
      page.i32(4, encoding.rle)
    })
    const length = new Uint8Array(4)
    new DataView(length.buffer).setUint32(0, run.length, true)
    this.#pages.push(head.end(), length, run, body)
  }

  #dictionaryPage(): Uint8Array[] {
    const body = encodeDictionary(this.#dictionary.keys())
    const head = new ThriftWriter()
    head.i32(1, 2)
    head.i32(2, body.length)
    head.i32(3, body.length)
    head.struct(7, (page) => {
      page.i32(1, this.#dictionary.size)
      page.i32(2, encoding.plain)
    })
    return [head.end(), body]
  }
}

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0)
}
