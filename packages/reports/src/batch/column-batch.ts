import type { ObjectRecord, RecordField } from '@bucket-inventory/core'

import type { RecordParts } from './bound-columns.ts'
import type { Column } from './column.ts'
import { dictionaryColumn } from './dictionary-column.ts'
import type { RecordBatch } from './record-batch.ts'
import type { RecordBuilder } from './record-builder.ts'
import { blankRecord } from './record-draft.ts'

export interface BatchParts extends RecordParts {
  readonly file: string
  readonly firstRow: number
  /** Default: 0. */
  readonly malformedEscapes?: number
}

/** Rows as columns, whatever format they came in; records are built by the builder that the batches of a read share. */
export class ColumnBatch<F extends RecordField = RecordField> implements RecordBatch<F> {
  readonly file: string
  readonly firstRow: number
  readonly length: number
  readonly malformedEscapes: number
  readonly parts: BatchParts
  readonly #builder: RecordBuilder<F>

  constructor(parts: BatchParts, builder: RecordBuilder<F>) {
    this.file = parts.file
    this.firstRow = parts.firstRow
    this.length = parts.length
    this.malformedEscapes = parts.malformedEscapes ?? 0
    this.parts = parts
    this.#builder = builder
  }

  column<K extends F>(field: K): Column<ObjectRecord[K]> {
    const column = this.parts.columns[field]
    if (column !== undefined) return column
    if (!this.#builder.fields.includes(field)) {
      throw new RangeError(`the column "${field}" was not asked for`)
    }
    const blank: ObjectRecord = blankRecord()
    return dictionaryColumn(new Uint16Array(this.length), [blank[field]])
  }

  record(row: number): Pick<ObjectRecord, F> {
    return this.#builder.build(this.parts, this.#checked(row), false)
  }

  ownRecord(row: number): Pick<ObjectRecord, F> {
    return this.#builder.build(this.parts, this.#checked(row), true)
  }

  [Symbol.iterator](): Iterator<Pick<ObjectRecord, F>> {
    return this.#iterate(false)
  }

  /** The records of all rows, each keeping nothing else alive. */
  ownRecords(): Iterable<Pick<ObjectRecord, F>> {
    return { [Symbol.iterator]: () => this.#iterate(true) }
  }

  // By hand: a generator takes longer for each row.
  #iterate(own: boolean): Iterator<Pick<ObjectRecord, F>> {
    const { length, parts } = this
    const builder = this.#builder
    let row = 0
    return {
      next() {
        if (row >= length) return { done: true, value: undefined }
        return { done: false, value: builder.build(parts, row++, own) }
      },
    }
  }

  #checked(row: number): number {
    if (!(row >= 0 && row < this.length)) throw new RangeError(`there is no row ${row}`)
    return row
  }
}
