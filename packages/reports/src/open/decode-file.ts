import { InventoryError } from '@bucket-inventory/core'
import type { RecordField } from '@bucket-inventory/core'

import type { ColumnBatch } from '../batch/column-batch.ts'
import { readCsv } from '../csv/read-csv.ts'
import type { ReportDialect } from '../dialects/report-dialect.ts'
import type { ReportManifest } from './report-manifest.ts'

export interface DecodeFileOptions {
  /** Key of the data file, for errors. */
  readonly file: string
  readonly manifest: ReportManifest
  readonly dialect: ReportDialect
  /** Only these are decoded. */
  readonly fields: readonly RecordField[]
  readonly signal?: AbortSignal
}

/** The rows of a data file, whatever its format. */
export function decodeFile(
  text: AsyncIterable<Uint8Array>,
  { file, manifest, dialect, fields, signal }: DecodeFileOptions,
): AsyncIterable<ColumnBatch> {
  refuseUnreadable(manifest, file)
  return readCsv(text, {
    file,
    columns: manifest.columns,
    fields,
    vocabulary: dialect.vocabulary,
    conventions: dialect.csv,
    ...(signal === undefined ? {} : { signal }),
  })
}

/** Rejects a report that nothing here can decode as records. */
export function refuseUnreadable({ format, kind }: ReportManifest, place: string): void {
  const why =
    kind === 'incremental'
      ? 'it is a change log, not a report'
      : format === 'csv'
        ? undefined
        : `its files are in ${format}, which is not read yet`
  if (why === undefined) return
  throw new InventoryError('unsupported', `"${place}" cannot be read as records: ${why}`, {
    position: { file: place },
  })
}
