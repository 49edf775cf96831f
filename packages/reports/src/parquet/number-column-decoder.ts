/* oxlint-disable typescript/no-non-null-assertion -- codes are checked against the dictionary, rows are within the batch */
import type { TypedColumn } from '../typed/typed-column.ts'
import { codeReader } from './code-reader.ts'
import { batchRows } from './column-decoder.ts'
import type { ColumnDecoder } from './column-decoder.ts'
import type { NumberFormat } from './column-type.ts'
import { encoding } from './data-page.ts'
import type { DataPage, DictionaryPage } from './data-page.ts'
import { DeltaIntegers } from './delta-integers.ts'
import type { HybridReader } from './hybrid-reader.ts'
import { ParquetFault } from './parquet-fault.ts'
import { numberLength, readPlainNumbers } from './plain-numbers.ts'
import { PresentRows } from './present-rows.ts'
import { refusedEncoding } from './refused-encoding.ts'

/** Decodes counts and instants. */
export class NumberColumnDecoder implements ColumnDecoder {
  readonly #format: NumberFormat
  readonly #unit: 'count' | 'instant'
  readonly #length: number
  readonly #values = new Float64Array(batchRows)
  readonly #codes = new Uint32Array(batchRows)
  readonly #present = new PresentRows()
  #filled = 0
  #dictionary: { readonly values: Float64Array; readonly anyRefused: boolean } | undefined
  #page: DataPage | undefined
  #position = 0
  #coded: HybridReader | undefined
  #deltas: DeltaIntegers | undefined

  constructor(format: NumberFormat, unit: 'count' | 'instant') {
    this.#format = format
    this.#unit = unit
    this.#length = numberLength(format)
  }

  begin(): void {
    this.#filled = 0
  }

  beginChunk(dictionary?: DictionaryPage): void {
    this.#dictionary = undefined
    if (dictionary === undefined) return
    const { count, view, start, end } = dictionary
    if (count * this.#length !== end - start) {
      throw malformed(`a dictionary of ${count} numbers has ${end - start} bytes`)
    }
    const values = new Float64Array(count)
    const anyRefused = readPlainNumbers(this.#format, view, start, values, 0, count)
    this.#dictionary = { values, anyRefused }
  }

  beginPage(page: DataPage): void {
    this.#page = page
    this.#position = page.start
    this.#coded = undefined
    this.#deltas = undefined
    switch (page.encoding) {
      case encoding.plain:
        break
      case encoding.plainDictionary:
      case encoding.runLengthDictionary:
        if (this.#dictionary === undefined) throw malformed('a page has codes of no dictionary')
        this.#coded = codeReader(page, this.#dictionary.values.length)
        break
      case encoding.deltaBinaryPacked:
        if (this.#length === 12 || this.#format === 'float' || this.#format === 'double') {
          throw refusedEncoding(page.encoding, this.#format)
        }
        this.#deltas = new DeltaIntegers(page, this.#length)
        break
      default:
        throw refusedEncoding(page.encoding, 'numbers')
    }
  }

  append(rows: number): void {
    const page = this.#page!
    const start = this.#filled
    const present = this.#present.read(page, rows)
    if (this.#read(page, start, start + present)) this.#refuse(start, rows, present)
    this.#present.spread(this.#values, start, rows, present, Number.NaN)
    this.#filled = start + rows
  }

  endPage(): void {
    const { end } = this.#page!
    if (this.#coded === undefined && this.#deltas === undefined && this.#position !== end) {
      throw malformed(`a page has ${end - this.#position} bytes more than its values`)
    }
    this.#deltas?.finish()
  }

  column(): TypedColumn {
    const { length } = this.#values
    const values = this.#filled === length ? this.#values : this.#values.subarray(0, this.#filled)
    return { kind: 'number', unit: this.#unit, values }
  }

  #read(page: DataPage, start: number, end: number): boolean {
    const count = end - start
    if (count === 0) return false
    const values = this.#values
    if (this.#coded !== undefined) {
      const { values: known, anyRefused } = this.#dictionary!
      const codes = this.#codes
      this.#coded.read(codes, 0, count)
      for (let index = 0; index < count; index++) values[start + index] = known[codes[index]!]!
      return anyRefused
    }
    if (this.#deltas !== undefined) {
      const view = this.#deltas.read(count)
      return readPlainNumbers(this.#format, view, 0, values, start, end)
    }
    const length = count * this.#length
    if (length > page.end - this.#position) {
      throw malformed('a page has fewer values than it says')
    }
    const anyRefused = readPlainNumbers(this.#format, page.view, this.#position, values, start, end)
    this.#position += length
    return anyRefused
  }

  /** Throws if one of the values that were just read is none; one of the dictionary may be of no row. */
  #refuse(start: number, rows: number, present: number): void {
    const values = this.#values
    const first = values.indexOf(Infinity, start)
    if (first < 0 || first >= start + present) return
    this.#present.spread(values, start, rows, present, Number.NaN)
    const row = values.indexOf(Infinity, start)
    const what =
      this.#unit === 'instant'
        ? 'an instant out of range'
        : 'a number that is no integer within 2^53'
    throw new ParquetFault('corrupt-report', what, row)
  }
}

function malformed(message: string): ParquetFault {
  return new ParquetFault('corrupt-report', message)
}
