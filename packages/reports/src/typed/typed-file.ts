import type { PartBounds } from '../filter/may-match.ts'
import type { TypedRows } from './typed-column.ts'

/** A data file of typed columns whose footer was read and checked. */
export interface TypedFile {
  /** Rows of the whole file. */
  readonly rows: number
  /** Names of its columns, in order. */
  readonly columns: readonly string[]
  /**
   * Its rows, in order, but for the parts (row groups, stripes) that cannot match. Rejects with `corrupt-report` for bytes that
   * are none of the format, `unsupported` for what this reader does not read; both name the file and the byte.
   */
  read(options: TypedReadOptions): AsyncIterable<TypedRows>
}

export interface TypedReadOptions {
  /** Columns to decode, one at least, by their name in the file. No bytes of others are read. */
  readonly columns: readonly string[]
  /** Of these, the ones that must come as texts, as identity is in their bytes. */
  readonly asTexts: ReadonlySet<string>
  /** Whether a part of the file may hold a row that is wanted. Default: every part. */
  readonly mayMatch?: ((bounds: PartBounds) => boolean) | undefined
  readonly signal?: AbortSignal | undefined
}
