import type { ProviderVocabulary, RecordField } from '@bucket-inventory/core'

import type { RecordParts } from '../batch/bound-columns.ts'
import type { NumberColumn, TextColumn } from '../batch/column.ts'
import { numberColumn } from '../batch/number-column.ts'
import { setColumn } from '../batch/record-draft.ts'
import type { RecordColumns } from '../batch/record-draft.ts'
import { textColumn } from '../batch/text-column.ts'
import type { ValueGroup } from '../batch/value-group.ts'
import type { CsvConventions } from '../dialects/report-dialect.ts'
import type { ReportColumn } from '../open/report-manifest.ts'
import { numberFields } from '../values/number-fields.ts'
import type { NumberField } from '../values/number-fields.ts'
import { absentValues, valueReaders } from '../values/value-readers.ts'
import type { ColumnField, ValueReaders } from '../values/value-readers.ts'
import type { CsvScanner } from './csv-scanner.ts'
import { FileWords } from './file-words.ts'
import type { CodedGroup } from './file-words.ts'
import { mergeNatives } from './merge-natives.ts'
import { missingRows } from './missing-rows.ts'
import type { PlannedColumn } from './plan-columns.ts'
import { places } from './scanner-memory.ts'

/** How the values of a file are written. */
export interface ValueConventions {
  readonly columns: readonly ReportColumn[]
  readonly fields: ReadonlySet<RecordField>
  readonly vocabulary: ProviderVocabulary
  readonly conventions: CsvConventions
}

export interface DecodedBlock extends RecordParts {
  readonly malformedEscapes: number
}

/** Makes columns of the blocks of one file that a scanner has found the fields of. */
export class BlockDecoder {
  readonly #scanner: CsvScanner
  readonly #columns: number
  readonly #conventions: CsvConventions
  readonly #readers: ValueReaders
  readonly #isMissing: (text: string) => boolean
  readonly #words: FileWords
  #rows = 0
  #fail: (row: number, problem: string) => Error = () => new RangeError('no block')
  /** Where there is room for columns, and for texts. */
  #free = places.columns
  #freeTexts = places.texts
  #malformed = 0

  constructor(scanner: CsvScanner, { columns, fields, vocabulary, conventions }: ValueConventions) {
    const missing = new Set(['', ...conventions.missing])
    const checksum = columns.find(({ field }) => field === 'checksum')?.name ?? ''
    this.#scanner = scanner
    this.#columns = columns.length
    this.#conventions = conventions
    this.#readers = valueReaders(vocabulary, checksum)
    this.#isMissing = (text) => missing.has(text)
    this.#words = new FileWords({
      scanner,
      columns,
      fields,
      readers: this.#readers,
      isMissing: this.#isMissing,
    })
  }

  /** Valid until the next block. `fail` makes the error of a row. */
  decode(rows: number, fail: (row: number, problem: string) => Error): DecodedBlock {
    this.#rows = rows
    this.#fail = fail
    this.#free = places.columns
    this.#freeTexts = places.texts
    this.#malformed = 0
    const columns: RecordColumns = {}
    // First, as it may turn out that a column is none of few values.
    const coded = this.#words.decode(rows, this.#free, fail)
    this.#take(rows * Uint16Array.BYTES_PER_ELEMENT * coded.length)
    for (const column of this.#words.plan.numbers) {
      setColumn(columns, column.field, this.#numbers(column))
    }
    for (const { field, index } of this.#words.plan.texts) {
      this.#addText(columns, field, index, this.#readers[field])
    }
    const groups = this.#addGroups(columns, coded)
    return { length: rows, columns, groups, malformedEscapes: this.#malformed }
  }

  #numbers({ index, name, field }: PlannedColumn<NumberField>): NumberColumn<number | undefined> {
    const into = this.#take(this.#rows * Float64Array.BYTES_PER_ELEMENT)
    const values = new Float64Array(this.#scanner.memory.buffer, into, this.#rows)
    const at = { columns: this.#columns, column: index }
    const read = this.#readers[field]
    const scan = (from: number): number =>
      numberFields[field] === 'count'
        ? this.#scanner.numbers(at, from, this.#rows, into)
        : this.#scanner.instants(at, from, this.#rows, into)
    for (let row = scan(0); row < this.#rows; row = scan(row + 1)) {
      // What the scanner does not know may still be a word for no value, or a rare way to write an instant.
      const text = this.#textOf(row, index)
      const value = this.#isMissing(text) ? Number.NaN : read(text)
      if (value === undefined) throw this.#fail(row, `"${text}" is no ${name}`)
      values[row] = value
    }
    return numberColumn(values)
  }

  #addText<F extends ColumnField>(
    columns: RecordColumns,
    field: F,
    index: number,
    read: ValueReaders[F],
  ): void {
    const absent = absentValues[field]
    const column = this.#texts(index, field, absent, (text) => read(text) ?? absent)
    setColumn(columns, field, column)
  }

  #texts<T>(
    index: number,
    field: RecordField,
    absent: T,
    value: (text: string) => T,
  ): TextColumn<T> {
    const { memory } = this.#scanner
    const decode = field === 'key' && this.#conventions.keyEncoding === 'url'
    const into = this.#freeTexts
    const endsAt = this.#take(this.#rows * Uint32Array.BYTES_PER_ELEMENT)
    const at = { columns: this.#columns, column: index }
    const wideAt = this.#take(this.#rows)
    const length = this.#scanner.texts(at, this.#rows, decode, into, endsAt, wideAt)
    this.#freeTexts += length
    this.#malformed += memory.counts[0] ?? 0
    const bytes = memory.bytes.subarray(into, into + length)
    const ends = new Uint32Array(memory.buffer, endsAt, this.#rows)
    const missing = missingRows(bytes, ends, missingWords(field, this.#conventions))
    const wide = memory.bytes.subarray(wideAt, wideAt + this.#rows)
    return textColumn({ bytes, ends, missing, wide, value, absent })
  }

  #addGroups(columns: RecordColumns, coded: readonly CodedGroup[]): ValueGroup[] {
    const withNatives = coded.filter(({ group }) => group.hasNatives)
    const texts = new Map(
      this.#words.plan.natives.map(({ name, index, field }) => [
        name,
        this.#texts<string | undefined>(index, field, undefined, (text) => text),
      ]),
    )
    const merged = withNatives.length > 1 || texts.size > 0
    if (merged) columns.native = mergeNatives(this.#rows, withNatives, texts)
    return coded.map(({ group, codes }) => {
      const natives = group.hasNatives && !merged ? [group.natives] : []
      const fields = [...group.values, ...natives]
      for (const values of fields) values.addTo(columns, codes)
      return { identity: group, codes, size: powerFrom(group.size), fields }
    })
  }

  #textOf(row: number, index: number): string {
    const { bytes, bounds } = this.#scanner.memory
    const at = row * this.#columns + index
    const start = (bounds[at] ?? 0) + 1
    const end = bounds[at + 1] ?? start
    const text = Buffer.from(bytes.buffer, start, end - start).toString()
    return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text
  }

  #take(bytes: number): number {
    const address = this.#free
    this.#free += Math.ceil(bytes / 8) * 8
    return address
  }
}

/** Of a key nothing is missing: `null` is a key. The null version has a word on S3. */
function missingWords(field: RecordField, { missing }: CsvConventions): readonly Uint8Array[] {
  if (field === 'key') return []
  return [...missing, ...(field === 'versionId' ? ['null'] : [])].map((word) => Buffer.from(word))
}

/** The power of two that holds so many codes: a dictionary that grows a little stays as large. */
function powerFrom(size: number): number {
  let power = 1
  while (power < size) power *= 2
  return power
}
