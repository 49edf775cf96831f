import type { ObjectRecord, RecordField } from '@bucket-inventory/core'

import type { Column } from './column.ts'

/**
 * Some hundred to some thousand rows of one file. Columns and their bytes are valid until the next batch is asked for;
 * records may be kept, and keep at most this batch's text alive.
 */
export interface RecordBatch<F extends RecordField = RecordField> extends Iterable<
  Pick<ObjectRecord, F>
> {
  /** Key of the data file. */
  readonly file: string
  /** Number of the first row in its file, from 0. */
  readonly firstRow: number
  readonly length: number
  /** Escapes in keys that are none, such as `%zz`: kept as they are. */
  readonly malformedEscapes: number
  /** Of a field that the report does not have, a column without values. */
  column<K extends F>(field: K): Column<ObjectRecord[K]>
  record(row: number): Pick<ObjectRecord, F>
  /** As `record`, but the record keeps nothing else alive: for the few of many that are kept. */
  ownRecord(row: number): Pick<ObjectRecord, F>
  /** The records of all rows, each keeping nothing else alive. */
  ownRecords(): Iterable<Pick<ObjectRecord, F>>
}
