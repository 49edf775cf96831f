import { InventoryError } from '@bucket-inventory/core'
import type { ObjectRecord, RecordField, ReportStore, RequestOptions } from '@bucket-inventory/core'

import { ColumnBatch } from '../batch/column-batch.ts'
import type { RecordBatch } from '../batch/record-batch.ts'
import { fullRecordBuilder, projectedRecordBuilder } from '../batch/record-builder.ts'
import { selectRows } from '../batch/select-rows.ts'
import type { ReportDialect } from '../dialects/report-dialect.ts'
import { fieldsOfRowFilter, filterRows } from '../filter/column-filter.ts'
import type { ReadOptions, ReadProgress, ReportReader } from '../report-reader.ts'
import { checkedFields } from './checked-fields.ts'
import { checkedFilter } from './checked-filter.ts'
import { decodeFile, openData } from './decode-file.ts'
import { eachRecord } from './each-record.ts'
import { readAhead } from './read-ahead.ts'
import { ReadingProgress } from './reading-progress.ts'
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
    if (!(bound >= 1)) {
      throw new InventoryError('invalid-input', `one file is read at a time at least, not ${bound}`)
    }
    const filter = where && checkedFilter(where, manifest)
    const needed = filter === undefined ? [] : fieldsOfRowFilter(filter)
    const decoded = [...new Set([...(fields ?? this.fields), ...needed])]
    const builder =
      fields === undefined ? fullRecordBuilder() : projectedRecordBuilder(checkedFields(fields))
    const progress = new ReadingProgress(manifest.files, onProgress)
    const request = signal === undefined ? {} : { signal }
    const open = (file: ReportFile) => {
      const onBytes = (count: number) => progress.read(file, count)
      return openData(file, manifest, { store, manifestKey, verify, onBytes, ...request })
    }
    const decoding = { manifest, dialect, fields: decoded, where: filter, verify, signal }
    signal?.throwIfAborted()
    for await (const data of readAhead(manifest.files, bound, open)) {
      for await (const batch of decodeFile(data, decoding)) {
        progress.decode(batch.length)
        const kept =
          filter === undefined
            ? new ColumnBatch(batch.parts, builder)
            : selectRows(batch, filterRows(batch, filter), builder)
        if (kept.length === 0) continue
        yield kept
        // Also behind the last rows: what was stopped did not come to its end.
        signal?.throwIfAborted()
      }
      progress.finish(data.file)
    }
  }
}

async function* ownRecords<F extends RecordField>(batches: AsyncIterable<RecordBatch<F>>) {
  for await (const batch of batches) yield batch.ownRecords()
}
