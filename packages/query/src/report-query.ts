import type { RequestOptions } from '@bucket-inventory/core'

import type { QueryValue } from './answer/query-value.ts'

/** Tables that SQL is asked of. Nothing is downloaded, and no file of the machine can be read or written by it. */
export interface ReportQuery {
  /** What can be asked: a table for each source, and `storage_classes`. */
  readonly tables: readonly QueryTable[]
  /**
   * The answer to one statement that reads: SELECT in any form, PIVOT, DESCRIBE, SUMMARIZE, SHOW, EXPLAIN. Resolves when it is
   * known as a whole: what does not fit in memory waits on disk. Rejects with `invalid-input` for SQL that does not run, with
   * `position` where DuckDB says where; `limit-exceeded` where the memory is not enough; `storage` where the disk is not; and
   * with the signal's reason. Several may be asked at a time.
   */
  rows(sql: string, parameters?: QueryParameters, options?: RequestOptions): Promise<QueryAnswer>
  /** Ends what is being asked, and removes everything from the disk. */
  close(): Promise<void>
}

export interface QueryTable {
  readonly name: string
  readonly columns: readonly QueryColumn[]
}

/** A column, with its type as DuckDB writes it. */
export interface QueryColumn {
  readonly name: string
  readonly type: string
}

export interface QueryAnswer {
  /** In order. Of several columns of one name, all but the first have `_1`, `_2` behind it. */
  readonly columns: readonly QueryColumn[]
  /** The rows in order, by the names of the columns. Iterate it once; what is not wanted any more is dropped. */
  readonly rows: AsyncIterable<QueryRow>
}

/** A row by the names of its columns. */
export type QueryRow = Readonly<Record<string, QueryValue>>

/** By position, for `?` and `$1`, or by name, for `$name`. */
export type QueryParameters = readonly QueryParameter[] | Readonly<Record<string, QueryParameter>>

/** What may stand for a parameter: bound, never spliced. An instant is its ISO 8601 text. */
export type QueryParameter = string | number | bigint | boolean | null
