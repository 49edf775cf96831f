/* oxlint-disable typescript/no-non-null-assertion -- a page is begun before rows of it are read */
import type { TypedColumn, TypedDictionary } from '../typed/typed-column.ts'
import { batchRows } from './column-decoder.ts'
import type { ColumnDecoder } from './column-decoder.ts'
import { encoding } from './data-page.ts'
import type { DataPage, DictionaryPage } from './data-page.ts'
import { HybridReader } from './hybrid-reader.ts'
import { ParquetFault } from './parquet-fault.ts'
import { PresentRows } from './present-rows.ts'
import { refusedEncoding } from './refused-encoding.ts'

/** Decodes truth values, as words of one dictionary for all files. */
export class BooleanColumnDecoder implements ColumnDecoder {
  readonly #codes = new Uint32Array(batchRows)
  readonly #present = new PresentRows()
  #filled = 0
  #page: DataPage | undefined
  #reader: HybridReader | undefined

  begin(): void {
    this.#filled = 0
  }

  beginChunk(dictionary?: DictionaryPage): void {
    if (dictionary === undefined) return
    throw new ParquetFault('corrupt-report', 'truth values have a dictionary')
  }

  beginPage(page: DataPage): void {
    this.#page = page
    const { bytes, view, start, end } = page
    if (page.encoding === encoding.plain) {
      this.#reader = HybridReader.packed(bytes, start, end)
    } else if (page.encoding === encoding.runLength) {
      const length = end - start < 4 ? 0 : view.getUint32(start, true)
      if (length > end - start - 4) {
        throw new ParquetFault('corrupt-report', 'the runs of a page go on behind its end')
      }
      this.#reader = new HybridReader(bytes, start + 4, start + 4 + length, 1, 2)
    } else throw refusedEncoding(page.encoding, 'truth values')
  }

  append(rows: number): void {
    const present = this.#present.read(this.#page!, rows)
    this.#reader!.read(this.#codes, this.#filled, present)
    this.#present.spread(this.#codes, this.#filled, rows, present, none)
    this.#filled += rows
  }

  endPage(): void {
    // The last bits of a page belong to no row.
  }

  column(): TypedColumn {
    return { kind: 'words', codes: this.#codes.subarray(0, this.#filled), dictionary }
  }
}

const dictionary: TypedDictionary = { values: [false, true, undefined] }
const none = 2
