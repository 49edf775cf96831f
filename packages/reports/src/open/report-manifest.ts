import type { RecordField } from '@bucket-inventory/core'

/** What a manifest says, whoever wrote it. */
export interface ReportManifest {
  /** Name of the dialect that recognised it. */
  readonly dialect: string
  readonly kind: 'full' | 'incremental'
  readonly sourceBucket: string
  /** Name, never an ARN. */
  readonly destinationBucket: string
  /** Start of the scan, epoch milliseconds: objects changed later are not evidence. */
  readonly time: number
  /** Of a change log: the end of what it covers, epoch milliseconds. */
  readonly until?: number
  readonly format: 'csv' | 'orc' | 'parquet'
  /** In the order of the file. */
  readonly columns: readonly ReportColumn[]
  /** None: an empty report, which is a valid one. */
  readonly files: readonly ReportFile[]
}

/** One column of the data files. */
export interface ReportColumn {
  /** As the manifest has it. */
  readonly name: string
  /** The property that it becomes; `native` for a column that the vocabulary does not know. */
  readonly field: RecordField
}

/** One data file. */
export interface ReportFile {
  readonly key: string
  /** Bytes, as delivered: compressed. */
  readonly size: number
  /** Hex, in lower case; absent where the manifest has none. */
  readonly md5?: string
  /** Where the manifest counts them. */
  readonly rows?: number
}
