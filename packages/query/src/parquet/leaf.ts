/** A column of the file. Each step of its path is a struct but the last, and each may be null. */
export interface Leaf {
  readonly path: readonly string[]
  readonly type: LeafType
}

/** `instant`: epoch milliseconds. */
export type LeafType = 'text' | 'bytes' | 'integer' | 'instant' | 'boolean'

/** What stands in one row of a leaf. */
export interface Word {
  /** How many steps of the path are not null: all where there is a value. */
  readonly level: number
  /** Absent below the last level. Instants as epoch milliseconds. */
  readonly value?: string | number | boolean
}

/** Texts, end to end. */
export interface Texts {
  /** Valid UTF-8, but in a leaf of `bytes`. */
  readonly bytes: Uint8Array
  readonly ends: Uint32Array
}
