import { InventoryError } from '@bucket-inventory/core'
import type { ObjectRecord, RecordField, ReportStore, RequestOptions } from '@bucket-inventory/core'

import { ColumnBatch } from '../batch/column-batch.ts'
import type { RecordBatch } from '../batch/record-batch.ts'
import { fullRecordBuilder, projectedRecordBuilder } from '../batch/record-builder.ts'
import { selectRows } from '../batch/select-rows.ts'
import type { ReportDialect } from '../dialects/report-dialect.ts'
import { fieldsOfRowFilter, filterRows } from '../filter/column-filter.ts'
import type { ReadOptions, ReadProgress, ReportReader } from '../report-reader.ts'
import { checkedFilter } from './checked-filter.ts'
import { decodeFile } from './decode-file.ts'
import { eachRecord } from './each-record.ts'
import { openFile } from './open-file.ts'
import { readAhead } from './read-ahead.ts'
import type { ReportFile, ReportManifest } from './report-manifest.ts'

export interface DeliveredReportOptions {
  readonly store: ReportStore
  readonly manifestKey: string
  readonly manifest: ReportManifest
  readonly dialect: ReportDialect
  /** Check every file against its size and MD5, and its rows where they are counted. */
  readonly verify: boolean
}

/** A report in a store, read file by file. */
export class DeliveredReport implements ReportReader {
  readonly manifest: ReportManifest
  readonly fields: readonly RecordField[]
  readonly #options: DeliveredReportOptions

  constructor(options: DeliveredReportOptions) {
    this.manifest = options.manifest
    this.fields = [...new Set(options.manifest.columns.map(({ field }) => field))]
    this.#options = options
  }

  batches<F extends RecordField = RecordField>(
    options?: ReadOptions<F>,
  ): AsyncIterable<RecordBatch<F>>
  batches(options: ReadOptions = {}): AsyncIterable<RecordBatch> {
    return this.#read(options, this.#options.verify)
  }

  records<F extends RecordField = RecordField>(
    options?: ReadOptions<F>,
  ): AsyncIterable<Pick<ObjectRecord, F>> {
    return eachRecord(ownRecords(this.batches(options)))
  }

  async verify(
    options: RequestOptions & { readonly onProgress?: (progress: ReadProgress) => void } = {},
  ): Promise<void> {
    const rows = this.#read(options, true)[Symbol.asyncIterator]()
    while ((await rows.next()).done !== true);
  }

  async *#read(
    { fields, where, readAhead: bound = 2, signal, onProgress }: ReadOptions,
    verify: boolean,
  ): AsyncGenerator<RecordBatch, void, undefined> {
    const { manifest, store, manifestKey, dialect } = this.#options
    const filter = where && checkedFilter(where, manifest)
    const needed = filter === undefined ? [] : fieldsOfRowFilter(filter)
    const decoded = [...new Set([...(fields ?? this.fields), ...needed])]
    const builder = fields === undefined ? fullRecordBuilder() : projectedRecordBuilder(fields)
    const progress = new Progress(manifest, onProgress)
    const request = signal === undefined ? {} : { signal }
    const onBytes = (count: number) => {
      progress.bytes += count
    }
    const open = (file: ReportFile) =>
      openFile(file, { store, manifestKey, verify, onBytes, ...request })
    signal?.throwIfAborted()
    for await (const { file, text } of readAhead(manifest.files, bound, open)) {
      let rows = 0
      const decoding = { file: file.key, manifest, dialect, fields: decoded, ...request }
      for await (const batch of decodeFile(text, decoding)) {
        rows += batch.length
        progress.rows += batch.length
        progress.tell()
        const kept =
          filter === undefined
            ? new ColumnBatch(batch.parts, builder)
            : selectRows(batch, filterRows(batch, filter), builder)
        if (kept.length > 0) yield kept
      }
      if (verify) refuseMiscounted(file, rows)
      progress.files += 1
      progress.tell()
    }
  }
}

/** What was read so far, told as data of its own each time. */
class Progress {
  bytes = 0
  rows = 0
  files = 0
  readonly #totalBytes: number
  readonly #totalFiles: number
  readonly #onProgress: ((progress: ReadProgress) => void) | undefined

  constructor(
    { files }: ReportManifest,
    onProgress: ((progress: ReadProgress) => void) | undefined,
  ) {
    this.#totalBytes = files.reduce((sum, { size }) => sum + size, 0)
    this.#totalFiles = files.length
    this.#onProgress = onProgress
  }

  tell(): void {
    const { bytes, rows, files } = this
    const [totalBytes, totalFiles] = [this.#totalBytes, this.#totalFiles]
    this.#onProgress?.({ bytes, totalBytes, rows, files, totalFiles })
  }
}

async function* ownRecords<F extends RecordField>(batches: AsyncIterable<RecordBatch<F>>) {
  for await (const batch of batches) yield batch.ownRecords()
}

function refuseMiscounted({ key, rows: counted }: ReportFile, rows: number): void {
  if (counted === undefined || counted === rows) return
  throw new InventoryError(
    'corrupt-report',
    `data file "${key}" has ${rows} rows, not ${counted} as in its manifest`,
    { position: { file: key } },
  )
}
