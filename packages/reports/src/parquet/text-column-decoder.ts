/* oxlint-disable typescript/no-non-null-assertion -- a page is begun before rows of it are read */
import type { TypedColumn } from '../typed/typed-column.ts'
import { codeReader } from './code-reader.ts'
import { batchRows } from './column-decoder.ts'
import type { ColumnDecoder } from './column-decoder.ts'
import { encoding } from './data-page.ts'
import type { DataPage, DictionaryPage } from './data-page.ts'
import { DeltaTexts } from './delta-texts.ts'
import type { HybridReader } from './hybrid-reader.ts'
import { ParquetFault } from './parquet-fault.ts'
import { PlainTexts } from './plain-texts.ts'
import { PresentRows } from './present-rows.ts'
import { refusedEncoding } from './refused-encoding.ts'
import { TextBuffer } from './text-buffer.ts'
import { TextDictionary } from './text-dictionary.ts'
import type { TextReader } from './text-reader.ts'

/**
 * Decodes texts: as words where all rows of a batch have codes of a dictionary that is not too large, unless bytes are
 * wanted; else as texts.
 */
export class TextColumnDecoder implements ColumnDecoder {
  readonly #length: number | undefined
  readonly #asTexts: boolean
  readonly #texts = new TextBuffer(batchRows)
  readonly #codes = new Uint32Array(batchRows)
  readonly #present = new PresentRows()
  /** Rows whose codes are known, and none of the texts. */
  #coded = 0
  #dictionary: TextDictionary | undefined
  #page: DataPage | undefined
  #codeReader: HybridReader | undefined
  #textReader: TextReader | undefined

  /** `length`: of each text, where all have the same. */
  constructor(length: number | undefined, asTexts: boolean) {
    this.#length = length
    this.#asTexts = asTexts
  }

  begin(): void {
    this.#coded = 0
    this.#texts.clear()
  }

  beginChunk(page?: DictionaryPage): void {
    if (page === undefined) {
      this.#dictionary = undefined
      return
    }
    const dictionary = new TextDictionary(page, this.#length)
    // Who made something of its words need not do so again.
    if (this.#dictionary?.equals(dictionary) !== true) this.#dictionary = dictionary
  }

  beginPage(page: DataPage): void {
    this.#page = page
    this.#codeReader = undefined
    this.#textReader = undefined
    switch (page.encoding) {
      case encoding.plain:
        this.#textReader = new PlainTexts(page, this.#length)
        break
      case encoding.plainDictionary:
      case encoding.runLengthDictionary:
        if (this.#dictionary === undefined) {
          throw new ParquetFault('corrupt-report', 'a page has codes of no dictionary')
        }
        this.#codeReader = codeReader(page, this.#dictionary.count)
        break
      case encoding.deltaByteArray:
        this.#textReader = new DeltaTexts(page, true)
        break
      case encoding.deltaLengthByteArray:
        if (this.#length !== undefined) throw refusedEncoding(page.encoding, 'fixed texts')
        this.#textReader = new DeltaTexts(page, false)
        break
      default:
        throw refusedEncoding(page.encoding, 'texts')
    }
  }

  append(rows: number): void {
    const present = this.#present.read(this.#page!, rows)
    if (this.#codeReader !== undefined) this.#appendCodes(this.#codeReader, rows, present)
    else {
      this.#expandCodes()
      this.#textReader?.read(this.#texts, present)
      this.#texts.spread(this.#present.levels, rows, present)
    }
  }

  endPage(): void {
    this.#textReader?.finish()
  }

  column(): TypedColumn {
    if (this.#coded > 0) {
      const codes = this.#codes.subarray(0, this.#coded)
      return { kind: 'words', codes, dictionary: this.#dictionary!.words }
    }
    const { page, filled, ends, count } = this.#texts
    return { kind: 'text', bytes: page.bytes.subarray(0, filled), ends: ends.subarray(0, count) }
  }

  #appendCodes(reader: HybridReader, rows: number, present: number): void {
    const { count, isLarge } = this.#dictionary!
    const start = this.#coded
    reader.read(this.#codes, start, present)
    this.#present.spread(this.#codes, start, rows, present, count)
    this.#coded += rows
    if (this.#asTexts || isLarge || this.#texts.count > 0) this.#expandCodes()
  }

  /** Makes texts of the codes of the batch so far. */
  #expandCodes(): void {
    if (this.#coded === 0) return
    this.#dictionary!.expand(this.#codes, 0, this.#coded, this.#texts)
    this.#coded = 0
  }
}
