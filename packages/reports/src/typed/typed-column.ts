/**
 * The values of one column as a file of typed columns (Parquet, ORC) holds them, before they are in neutral words. Its arrays
 * may be used again for the next rows; a dictionary may be kept.
 */
export type TypedColumn = TypedNumbers | TypedTexts | TypedWords

/** Integers and instants, however they were encoded. */
export interface TypedNumbers {
  readonly kind: 'number'
  /** `instant`: epoch milliseconds, fractions of which are cut off. */
  readonly unit: 'count' | 'instant'
  /** NaN: no value. Integers beyond 2^53 are refused by who reads the file, never rounded. */
  readonly values: Float64Array
}

/** Texts of many values, as bytes. */
export interface TypedTexts {
  readonly kind: 'text'
  /** As stored, end to end; a text without value is empty. */
  readonly bytes: Uint8Array
  /** Where each text ends; it begins where the one before ends. */
  readonly ends: Uint32Array
}

/** Truth values, and texts that were written with a dictionary. */
export interface TypedWords {
  readonly kind: 'words'
  /** For each row its index in the values of the dictionary. */
  readonly codes: Uint16Array | Uint32Array
  /** The same object as long as codes mean the same, over batches and parts of a file where possible. */
  readonly dictionary: TypedDictionary
}

export interface TypedDictionary {
  /** `undefined`: no value. Each text keeps nothing else alive. */
  readonly values: readonly (string | boolean | undefined)[]
}

/** Some rows of a file, column by column. Good until the next are asked for. */
export interface TypedRows {
  /** Number of the first row in the file, from 0, also where rows before were skipped. */
  readonly firstRow: number
  readonly length: number
  /** In the order in which they were asked for; `undefined` for one that the file does not have. */
  readonly columns: readonly (TypedColumn | undefined)[]
}
