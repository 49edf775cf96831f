/* oxlint-disable typescript/no-non-null-assertion -- rows are below the length of every column */
import type { ObjectRecord } from '@bucket-inventory/core'
import type { Column, DictionaryColumn, RecordBatch } from '@bucket-inventory/reports'

import { etagKinds } from '../evidence-facts.ts'
import type { EtagKind } from '../evidence-facts.ts'
import type { RecordAttributes } from '../matching.ts'
import type { AttributeTable } from './attribute-table.ts'

/** A column that is an attribute of rows. */
export type AttributeField = keyof RecordAttributes

export interface SideAttributesOptions {
  readonly table: AttributeTable
  readonly fields: readonly AttributeField[]
  readonly etagKind: (attributes: RecordAttributes) => EtagKind
  /** Leaves out what is not the latest version, or is a delete marker. */
  readonly latestOnly: boolean
}

// What a row is, as assembly/build.ts takes it.
const isMarker = 8
const isSkipped = 16
const isLatestVersion = 32
const attributeBits = 10

/** No row is this. */
const unknown = 0xffff_ffff
/** Above, combinations of codes are looked for in a map. */
const mostCombinations = 65_536

/** Dictionary columns whose rows share their codes. */
interface CodedColumns {
  readonly codes: Uint16Array | Uint32Array
  readonly values: readonly (readonly unknown[])[]
}

/** What the rows of one side are, apart from what differs from row to row: a word for each. */
export class SideAttributes {
  readonly #options: SideAttributesOptions
  #words = new Uint32Array(0)
  #combinations = new Float64Array(0)
  /** The values that the codes of the batches before meant. */
  #known: readonly (readonly unknown[])[] = []
  #strides: readonly number[] = []
  #wordOfCodes = new Uint32Array(0)
  readonly #wordOfMany = new Map<number, number>()

  constructor(options: SideAttributesOptions) {
    this.#options = options
  }

  /** Valid until the next batch. */
  wordsOf(batch: RecordBatch): Uint32Array {
    const { length } = batch
    if (this.#words.length < length) this.#words = new Uint32Array(length)
    const coded = codedColumns(this.#options.fields.map((field) => batch.column(field)))
    if (coded === undefined) {
      for (let row = 0; row < length; row++) this.#words[row] = this.#wordOf(batch, row)
      return this.#words
    }
    this.#bind(coded)
    const [first, second] = coded
    if (first !== undefined && second === undefined) this.#look(batch, first.codes)
    else this.#look(batch, this.#combined(coded, length))
    return this.#words
  }

  #look(batch: RecordBatch, codes: Uint16Array | Uint32Array | Float64Array): void {
    const { length } = batch
    const words = this.#words
    const known = this.#wordOfCodes
    for (let row = 0; row < length; row++) {
      const code = codes[row]!
      let word = code < known.length ? known[code]! : this.#wordOfMany.get(code)
      if (word === undefined || word === unknown) {
        word = this.#wordOf(batch, row)
        if (code < known.length) known[code] = word
        else this.#wordOfMany.set(code, word)
      }
      words[row] = word
    }
  }

  /** One number for the codes of a row. */
  #combined(coded: readonly CodedColumns[], length: number): Float64Array {
    if (this.#combinations.length < length) this.#combinations = new Float64Array(length)
    const combined = this.#combinations.fill(0, 0, length)
    for (const [index, { codes }] of coded.entries()) {
      const stride = this.#strides[index]!
      for (let row = 0; row < length; row++) combined[row] = combined[row]! * stride + codes[row]!
    }
    return combined
  }

  /** Forgets what codes meant, unless they mean the same now. */
  #bind(coded: readonly CodedColumns[]): void {
    const values = coded.flatMap((columns) => columns.values)
    const sizes = coded.map((columns) => Math.max(...columns.values.map(({ length }) => length)))
    const isKnown =
      values.length === this.#known.length &&
      sizes.length === this.#strides.length &&
      values.every((each, index) => each === this.#known[index]) &&
      sizes.every((size, index) => size <= this.#strides[index]!)
    if (isKnown) return
    this.#known = values
    // Dictionaries grow while a file is read.
    this.#strides = sizes.map((size) => 2 ** Math.ceil(Math.log2(Math.max(size * 2, 16))))
    const combinations = this.#strides.reduce((product, stride) => product * stride, 1)
    this.#wordOfCodes = new Uint32Array(Math.min(combinations, mostCombinations)).fill(unknown)
    this.#wordOfMany.clear()
  }

  #wordOf(batch: RecordBatch, row: number): number {
    const { fields, table, etagKind, latestOnly } = this.#options
    const attributes: { -readonly [F in AttributeField]?: RecordAttributes[F] } = {}
    for (const field of fields) readAttribute(attributes, field, batch, row)
    const { isDeleteMarker, isLatest, isMultipartUploaded } = attributes
    if (latestOnly && (isLatest === false || isDeleteMarker === true)) return isSkipped
    const kind = isMultipartUploaded === true ? 'parts' : etagKind(attributes)
    const number = table.numberOf(attributes)
    const marker = isDeleteMarker === true ? isMarker : 0
    const latest = isLatest === true ? isLatestVersion : 0
    return (number << attributeBits) | marker | latest | etagKinds.indexOf(kind)
  }
}

function readAttribute<F extends AttributeField>(
  attributes: { [K in F]?: ObjectRecord[K] },
  field: F,
  batch: RecordBatch,
  row: number,
): void {
  const value = batch.column(field).get(row)
  if (value !== undefined) attributes[field] = value
}

/** The row is left out. */
export function skipped(word: number): number {
  return word | isSkipped
}

/** `undefined` where not all are dictionaries. Columns that share their codes are together. */
function codedColumns(columns: readonly Column[]): readonly CodedColumns[] | undefined {
  const coded: { codes: DictionaryColumn['codes']; values: (readonly unknown[])[] }[] = []
  for (const column of columns) {
    if (column.kind !== 'dictionary') return undefined
    const same = coded.find(({ codes }) => codes === column.codes)
    if (same === undefined) coded.push({ codes: column.codes, values: [column.values] })
    else same.values.push(column.values)
  }
  return coded
}
