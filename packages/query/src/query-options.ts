import type { RequestOptions } from '@bucket-inventory/core'
import type { ReadProgress } from '@bucket-inventory/reports'

export interface QueryOptions extends RequestOptions {
  /** Bytes that DuckDB may take before it spills. Default: 1 GiB. */
  readonly memory?: number
  /** Folder in which a folder for the data is made, and removed on `close`. Default: the system's. */
  readonly spillTo?: string
  /** Told while the reports are read, one after another. */
  readonly onProgress?: (progress: ReadProgress & { readonly table: string }) => void
}
