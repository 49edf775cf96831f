import type { ProviderVocabulary, RecordField } from '@bucket-inventory/core'

import { ColumnBatch } from '../batch/column-batch.ts'
import { fullRecordBuilder, projectedRecordBuilder } from '../batch/record-builder.ts'
import type { RecordBuilder } from '../batch/record-builder.ts'
import type { CsvConventions } from '../dialects/report-dialect.ts'
import type { ReportColumn } from '../open/report-manifest.ts'
import { BlockDecoder } from './block-decoder.ts'
import { CsvBlocks } from './csv-blocks.ts'
import type { CsvScanner } from './csv-scanner.ts'
import { borrowScanner, returnScanner } from './scanner-pool.ts'

export interface ReadCsvOptions<F extends RecordField = RecordField> {
  /** Key of the file, for batches and errors. */
  readonly file: string
  /** In the order of the file. */
  readonly columns: readonly ReportColumn[]
  /** Only these are decoded. Default: all. */
  readonly fields?: readonly F[] | undefined
  readonly vocabulary: ProviderVocabulary
  readonly conventions: CsvConventions
  readonly signal?: AbortSignal | undefined
  /** Default: the fastest that runs here. */
  readonly scanner?: CsvScanner | undefined
}

/** Fewer bytes wait for more: a batch has a price of its own. */
const fewBytes = 64 * 1024

/** Reads the text of a CSV file, decompressed. What a batch has is valid until the next one is asked for. */
export async function* readCsv<F extends RecordField = RecordField>(
  text: AsyncIterable<Uint8Array>,
  options: ReadCsvOptions<F>,
): AsyncGenerator<ColumnBatch<F>, void, undefined> {
  const { file, columns, fields, signal } = options
  const scanner = options.scanner ?? borrowScanner()
  try {
    const builder: RecordBuilder<F> =
      fields === undefined ? fullRecordBuilder() : projectedRecordBuilder(fields)
    const decoder = new BlockDecoder(scanner, { ...options, fields: new Set(builder.fields) })
    const blocks = new CsvBlocks(scanner, file, columns.length)
    const nextBatch = (): ColumnBatch<F> | undefined => {
      const scanned = blocks.next()
      if (scanned === undefined) return undefined
      const { rows, firstRow, fail } = scanned
      return new ColumnBatch({ file, firstRow, ...decoder.decode(rows, fail) }, builder)
    }
    for await (const chunk of text) {
      signal?.throwIfAborted()
      for (let at = 0; at < chunk.length;) {
        at += blocks.take(chunk, at)
        if (blocks.waiting < fewBytes) continue
        for (let batch = nextBatch(); batch !== undefined; batch = nextBatch()) yield batch
      }
    }
    blocks.end()
    for (let batch = nextBatch(); batch !== undefined; batch = nextBatch()) yield batch
    blocks.close()
  } finally {
    if (options.scanner === undefined) returnScanner(scanner)
  }
}
