import type { OrcTypeName } from './orc-type.ts'

/**
 * The values of one column in one batch. The `kind` says which arrays hold them; `get(row)` works on all.
 *
 * The arrays are used again for the next batch: copy what is kept longer, as by `Uint8Array.from(column.bytes)`, not by
 * `slice()`, which for bytes that are a Buffer is only a view. What `get` returns is a value of its own, which keeps
 * nothing else alive. Dictionaries may be kept too.
 */
export type OrcColumn =
  | OrcNumberColumn
  | OrcBigintColumn
  | OrcBooleanColumn
  | OrcTextColumn
  | OrcBinaryColumn
  | OrcDictionaryColumn

interface Column<T> {
  readonly name: string
  readonly type: OrcTypeName
  /** Number of rows. */
  readonly length: number
  /** 1 for each row that has a value, 0 for null; absent if no row is null. */
  readonly present: Uint8Array | undefined
  /** The value of one row of the batch, to be kept as long as one likes. `row` is below `length`. */
  get(row: number): T | null
}

/**
 * A `byte`, `short`, `int`, `long`, `float` or `double` column; a `date` in days and a `timestamp` or
 * `timestamp-instant` in milliseconds since 1970-01-01 UTC.
 *
 * Integers are exact: one that a number would round is an error instead.
 */
export interface OrcNumberColumn extends Column<number> {
  readonly kind: 'number'
  /** NaN for null. */
  readonly values: Float64Array
  /** Of timestamps only: the nanoseconds since the last full second, 0 to 999,999,999. */
  readonly nanoseconds: Uint32Array | undefined
}

/** A `long` column that was asked for as bigints. */
export interface OrcBigintColumn extends Column<bigint> {
  readonly kind: 'bigint'
  /** 0 for null. */
  readonly values: BigInt64Array
}

/** A `boolean` column. */
export interface OrcBooleanColumn extends Column<boolean> {
  readonly kind: 'boolean'
  /** 0 for false, 1 for true, 2 for null: codes as those of a dictionary of `[false, true, null]`. */
  readonly values: Uint8Array
}

interface BytesColumn {
  /** All values, end to end. */
  readonly bytes: Uint8Array
  /** Where in `bytes` each value ends; it begins where the one before it ends. A null is empty. */
  readonly ends: Uint32Array
}

/** A `string`, `varchar` or `char` column. The bytes are as stored: UTF-8, and a `char` padded as its writer did. */
export interface OrcTextColumn extends Column<string>, BytesColumn {
  readonly kind: 'text'
}

/** A `binary` column. */
export interface OrcBinaryColumn extends Column<Uint8Array>, BytesColumn {
  readonly kind: 'binary'
}

/** A `string`, `varchar` or `char` column that was written with a dictionary, which may differ from stripe to stripe. */
export interface OrcDictionaryColumn extends Column<string> {
  readonly kind: 'dictionary'
  /** For each row its index in `dictionary.values`; null is the last one. */
  readonly codes: Uint32Array
  /** The same object for all batches of a stripe. It and its arrays may be kept. */
  readonly dictionary: OrcDictionary
}

/** The distinct values of a column in one stripe. */
export interface OrcDictionary extends BytesColumn {
  /** Number of values, without null. */
  readonly size: number
  /**
   * The values as strings, and null behind them. Made when first asked for, all at once.
   *
   * Each is a string of its own, not a part of a longer one: whoever keeps it keeps nothing else.
   */
  readonly values: readonly (string | null)[]
  /** One of the values, or null for `size`: without making all of a large dictionary. `code` is at most `size`. */
  text(code: number): string | null
}
