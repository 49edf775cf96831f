import type { RangedBytes } from '../bytes/ranged-bytes.ts'
import type { FileMetadata } from './file-metadata.ts'
import type { ParquetColumn } from './parquet-columns.ts'

/** A file whose footer was read and checked. */
export interface OpenFile {
  readonly source: RangedBytes
  /** For errors. */
  readonly file: string
  readonly metadata: FileMetadata
  readonly columns: readonly ParquetColumn[]
  readonly footerStart: number
}
