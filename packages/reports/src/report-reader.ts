import type {
  InventoryFilter,
  ObjectRecord,
  RecordField,
  RequestOptions,
} from '@bucket-inventory/core'

import type { RecordBatch } from './batch/record-batch.ts'
import type { ReportManifest } from './open/report-manifest.ts'

export interface ReadOptions<F extends RecordField = RecordField> extends RequestOptions {
  /** Only these columns are decoded, and those that `where` needs. Default: all that the report has. */
  readonly fields?: readonly F[]
  /** The residual of a translation, a filter of one's own, or both merged. */
  readonly where?: InventoryFilter & { readonly latestOnly?: boolean }
  /** Files read at a time, 1 at least. Default: 2. */
  readonly readAhead?: number
  /** Told with every chunk of bytes and every batch of rows, and when a file is done. */
  readonly onProgress?: (progress: ReadProgress) => void
}

/** How far reading is. Bytes are those of the files, as delivered. */
export interface ReadProgress {
  readonly bytes: number
  readonly totalBytes: number
  readonly rows: number
  readonly files: number
  readonly totalFiles: number
}

/** One delivered report. Reading it twice reads it twice. */
export interface ReportReader {
  readonly manifest: ReportManifest
  /** What this report can give, known before the first byte of data. */
  readonly fields: readonly RecordField[]
  /** The primitive: as fast as it gets. */
  batches<F extends RecordField = RecordField>(
    options?: ReadOptions<F>,
  ): AsyncIterable<RecordBatch<F>>
  /** The convenience: one plain, self-contained object per row. */
  records<F extends RecordField = RecordField>(
    options?: ReadOptions<F>,
  ): AsyncIterable<Pick<ObjectRecord, F>>
  /** Every file against its size and MD5, every row decoded. Rejects with `corrupt-report` that names file and row. */
  verify(
    options?: RequestOptions & { readonly onProgress?: (progress: ReadProgress) => void },
  ): Promise<void>
}
