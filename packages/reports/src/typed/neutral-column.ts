import type { Column } from '../batch/column.ts'
import type { TypedColumn } from './typed-column.ts'

/** Makes the error of a row of the batch at hand. */
export type RowError = (row: number, problem: string) => Error

/** Turns one column of a file into that of a property, batch by batch. */
export interface NeutralColumn<T> {
  /** Throws the error of the first row whose value is none of the property. */
  convert(typed: TypedColumn, fail: RowError): Column<T>
}
