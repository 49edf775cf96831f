/** A column of a flat ORC file; `undefined` is null. */
export type OrcColumn = { readonly name: string } & (
  | { readonly type: 'string'; readonly values: readonly (string | undefined)[] }
  | { readonly type: 'boolean'; readonly values: readonly (boolean | undefined)[] }
  /** `timestamp`: milliseconds since 1970. */
  | { readonly type: 'bigint' | 'timestamp'; readonly values: readonly (number | undefined)[] }
)

/** Some rows, from the first to before the end. */
export interface RowRange {
  readonly from: number
  readonly to: number
}
