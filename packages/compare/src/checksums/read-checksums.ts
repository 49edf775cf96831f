import { InventoryError } from '@bucket-inventory/core'
import type { RequestOptions } from '@bucket-inventory/core'

import type { ChecksumRecord } from '../checksum-record.ts'
import type { ChecksumForm, FailedChecksum } from './checksum-form.ts'
import { computedChecksums, isBeforeMessage } from './computed-checksums.ts'
import { readCsvRows } from './csv-rows.ts'
import type { CsvRow } from './csv-rows.ts'
import { plainBytes } from './plain-bytes.ts'
import { plainChecksums } from './plain-checksums.ts'

/** One file of a report of checksums, plain or compressed with gzip. */
export interface ChecksumFile {
  /** How it is called in errors. */
  readonly name: string
  /** Called when its turn comes. */
  readonly open: () => AsyncIterable<Uint8Array>
}

export interface ReadChecksumsOptions extends RequestOptions {
  /** Rows that name another bucket are refused. Default: of any bucket. */
  readonly bucket?: string
  /** Told of each object whose checksum could not be computed. */
  readonly onFailed?: (failed: FailedChecksum) => void
}

/** Checksums, read while they are iterated. */
export interface ChecksumReport extends AsyncIterable<ChecksumRecord> {
  /** Objects whose checksum could not be computed, so far. */
  readonly failed: number
}

/**
 * Reads checksums from CSV, file after file: `key,algorithm,value[,versionId]`, in the order of a header if there is one, or
 * the completion report of S3 Batch Operations' job that computes checksums. Whatever is wrong is `invalid-input` with file
 * and line; tasks that failed are told of and counted. Memory stays flat.
 */
export function readChecksums(
  files: Iterable<ChecksumFile>,
  options: ReadChecksumsOptions = {},
): ChecksumReport {
  let failed = 0
  const tell = (checksum: FailedChecksum) => {
    failed++
    options.onFailed?.(checksum)
  }
  return {
    get failed() {
      return failed
    },
    async *[Symbol.asyncIterator]() {
      failed = 0
      for (const file of files) yield* readFile(file, options, tell)
    },
  }
}

async function* readFile(
  { name, open }: ChecksumFile,
  { bucket, signal }: ReadChecksumsOptions,
  tell: (failed: FailedChecksum) => void,
): AsyncGenerator<ChecksumRecord, void, undefined> {
  signal?.throwIfAborted()
  const bytes = plainBytes(open(), name)
  let form: ChecksumForm | undefined
  for await (const rows of readCsvRows(bytes, { file: name, isRestOfLine: isBeforeMessage })) {
    signal?.throwIfAborted()
    for (const row of rows) {
      const isFirst = form === undefined
      form ??= formOf(name, row)
      if (isFirst && !form.firstIsData) continue
      const read = form.read(row.fields)
      if (typeof read === 'string') throw wrong(name, row, read)
      if (bucket !== undefined && read.bucket !== undefined && read.bucket !== bucket) {
        throw wrong(name, row, `is of bucket "${read.bucket}" instead of "${bucket}"`)
      }
      if ('failed' in read) tell({ ...read.failed, file: name, line: row.line })
      else yield read.record
    }
  }
}

function formOf(file: string, first: CsvRow): ChecksumForm {
  const form = computedChecksums(first.fields) ?? plainChecksums(first.fields)
  if (typeof form === 'string') throw wrong(file, first, form)
  return form
}

function wrong(file: string, { line }: CsvRow, problem: string): InventoryError {
  return new InventoryError('invalid-input', `"${file}" line ${line} ${problem}`, {
    position: { file, line },
  })
}
