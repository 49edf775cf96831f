import { InventoryError } from '@bucket-inventory/core'
import type { RecordField } from '@bucket-inventory/core'

import type { ColumnBatch } from '../batch/column-batch.ts'
import { readCsv } from '../csv/read-csv.ts'
import type { ReportDialect } from '../dialects/report-dialect.ts'
import type { RowFilter } from '../filter/column-filter.ts'
import { openOrcFile } from '../orc/open-orc-file.ts'
import { openParquet } from '../parquet/open-parquet.ts'
import { decodeTyped } from '../typed/decode-typed.ts'
import { openFile } from './open-file.ts'
import type { OpenFile, OpenFileOptions } from './open-file.ts'
import { openRanges } from './open-ranges.ts'
import type { OpenRanges } from './open-ranges.ts'
import type { ReportFile, ReportManifest } from './report-manifest.ts'

/** A data file that is being read, in the way of its format. */
export type OpenData =
  | ({ readonly format: 'csv' } & OpenFile)
  | ({ readonly format: 'parquet' | 'orc' } & OpenRanges)

/** Begins to read a data file of a report. */
export function openData(
  file: ReportFile,
  { format }: ReportManifest,
  options: OpenFileOptions,
): OpenData {
  return format === 'csv'
    ? { format, ...openFile(file, options) }
    : { format, ...openRanges(file, options) }
}

export interface DecodeFileOptions {
  readonly manifest: ReportManifest
  readonly dialect: ReportDialect
  /** Only these are decoded. */
  readonly fields: readonly RecordField[]
  /** What may be skipped by what the file notes of its parts; what comes may still hold other rows. */
  readonly where?: RowFilter | undefined
  /** Whether its rows must be as many as the manifest counts. */
  readonly verify: boolean
  readonly signal?: AbortSignal | undefined
}

/** The rows of a data file, whatever its format. */
export async function* decodeFile(
  data: OpenData,
  { manifest, dialect, fields, where, verify, signal }: DecodeFileOptions,
): AsyncGenerator<ColumnBatch, void, undefined> {
  const { vocabulary, csv: conventions } = dialect
  const { columns } = manifest
  const file = data.file.key
  if (data.format === 'csv') {
    const request = { file, columns, fields, vocabulary, conventions, signal }
    let rows = 0
    for await (const batch of readCsv(data.text, request)) {
      rows += batch.length
      yield batch
    }
    if (verify) refuseMiscounted(data.file, rows)
    return
  }
  const open = data.format === 'orc' ? openOrcFile : openParquet
  const typed = await open(await data.bytes, {
    file,
    ...(signal === undefined ? {} : { signal }),
  })
  if (verify) refuseMiscounted(data.file, typed.rows)
  yield* decodeTyped(typed, { file, columns, fields, vocabulary, where, signal })
}

function refuseMiscounted({ key, rows: counted }: ReportFile, rows: number): void {
  if (counted === undefined || counted === rows) return
  throw new InventoryError(
    'corrupt-report',
    `data file "${key}" has ${rows} rows, not ${counted} as in its manifest`,
    { position: { file: key } },
  )
}
