/** What every column can do, and the arrays beneath it for engines. */
export type Column<T = unknown> = NumberColumn<T> | TextColumn<T> | DictionaryColumn<T>

interface ColumnBase<T> {
  /** Rows. */
  readonly length: number
  get(row: number): T
  /** These rows, in this order, as a column of its own. */
  select(rows: Uint32Array): Column<T>
}

/** Sizes, instants (epoch milliseconds), counts. */
export interface NumberColumn<T = unknown> extends ColumnBase<T> {
  readonly kind: 'number'
  /** NaN: no value. */
  readonly values: Float64Array
}

/** Texts of many values, such as keys: decoded, as bytes. */
export interface TextColumn<T = unknown> extends ColumnBase<T> {
  readonly kind: 'text'
  /** UTF-8 as a rule, end to end. Invalid UTF-8 stays as it is, as identity is in the bytes. */
  readonly bytes: Uint8Array
  /** Where each text ends; it begins where the one before ends. */
  readonly ends: Uint32Array
  /** 1 where a text stands for no value, such as `null`; absent where none does. An empty text is no value, marked or not. */
  readonly missing?: Uint8Array
  /** As `get`, but the text keeps nothing else alive; `get` may cut it from a text of many rows. */
  getOwn(row: number): T
}

/** Few values, such as storage classes: a neutral value for each distinct one, made once. */
export interface DictionaryColumn<T = unknown> extends ColumnBase<T> {
  readonly kind: 'dictionary'
  readonly codes: Uint16Array | Uint32Array
  readonly values: readonly T[]
}
