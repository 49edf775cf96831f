import type { InventoryFilter, RequestOptions } from '@bucket-inventory/core'
import type { ReadProgress, ReportReader } from '@bucket-inventory/reports'

/** What a table of a query is of. */
export type QuerySource =
  /** A report: a row for each object that matches. */
  | { readonly report: ReportReader; readonly where?: InventoryFilter }
  /** The folder that `compare --out` wrote: a row for each object that is listed there. */
  | { readonly comparison: string }

export interface QueryOptions extends RequestOptions {
  /** Bytes that DuckDB may take before it spills. Default: 1 GiB. */
  readonly memory?: number
  /** Folder in which a folder for the data is made, and removed on `close`. Default: the system's. */
  readonly spillTo?: string
  readonly onProgress?: (progress: ReadProgress & { readonly table: string }) => void
}

/** Tables that SQL is asked of. Nothing is downloaded, and no file of the machine can be read or written by it. */
export interface ReportQuery {
  /** The columns of the answer, and its rows as plain objects. Rejects with `invalid-input` for SQL that does not run, saying where. */
  rows(
    sql: string,
    parameters?: readonly QueryParameter[],
  ): Promise<{
    readonly columns: readonly { readonly name: string; readonly type: string }[]
    readonly rows: AsyncIterable<Readonly<Record<string, unknown>>>
  }>
  close(): Promise<void>
}

/** What may stand for a `?` or `$1`: bound, never spliced. */
export type QueryParameter = string | number | bigint | boolean | null
