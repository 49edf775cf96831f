import { InventoryError } from '@bucket-inventory/core'
import type { ProviderVocabulary, RecordField } from '@bucket-inventory/core'

import { ColumnBatch } from '../batch/column-batch.ts'
import { projectedRecordBuilder } from '../batch/record-builder.ts'
import type { RowFilter } from '../filter/column-filter.ts'
import { mayMatch } from '../filter/may-match.ts'
import type { ReportColumn } from '../open/report-manifest.ts'
import { NeutralColumns } from './neutral-columns.ts'
import type { TypedFile } from './typed-file.ts'

export interface DecodeTypedOptions {
  /** Key of the file, for batches and errors. */
  readonly file: string
  /** As the manifest has them. */
  readonly columns: readonly ReportColumn[]
  /** Only these are decoded. */
  readonly fields: readonly RecordField[]
  readonly vocabulary: ProviderVocabulary
  /** Parts of the file that cannot hold a row for it are skipped; of the others all rows come. Default: none is skipped. */
  readonly where?: RowFilter | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * The rows of a file of typed columns, by the names that its manifest gives them, in any case. Rejects with `corrupt-report`
 * where the file has not the columns of its manifest, or a value is none of its property.
 */
export async function* decodeTyped(
  typed: TypedFile,
  { file, columns, fields, vocabulary, where, signal }: DecodeTypedOptions,
): AsyncGenerator<ColumnBatch, void, undefined> {
  const named = columnsInFile(typed, columns, file)
  const wanted = named.filter(({ field }) => fields.includes(field))
  const names = wanted.map(({ name }) => name)
  const neutral = new NeutralColumns(wanted, vocabulary)
  const builder = projectedRecordBuilder(fields)
  const nameOf = new Map(named.map(({ name, field }) => [field, name]))
  const rows = typed.read({
    columns: names,
    asTexts: new Set(wanted.filter(({ field }) => field === 'key').map(({ name }) => name)),
    signal,
    ...(where === undefined
      ? {}
      : {
          mayMatch: (bounds) =>
            mayMatch(where, (field) => {
              const name = nameOf.get(field)
              return name === undefined ? undefined : bounds(name)
            }),
        }),
  })
  for await (const part of rows) {
    const { firstRow } = part
    const fail = (row: number, problem: string) => rowError(file, firstRow + row + 1, problem)
    yield new ColumnBatch({ file, firstRow, ...neutral.convert(part, fail) }, builder)
  }
}

/** The columns of the manifest under the names of the file. */
function columnsInFile(
  typed: TypedFile,
  columns: readonly ReportColumn[],
  file: string,
): readonly ReportColumn[] {
  const spelling = new Map(typed.columns.map((name) => [name.toLowerCase(), name]))
  const named = columns.map(({ name, field }) => {
    const inFile = spelling.get(name.toLowerCase())
    if (inFile === undefined) {
      throw new InventoryError(
        'corrupt-report',
        `data file "${file}" has no column "${name}", as its manifest says; it has ${typed.columns.join(', ')}`,
        { position: { file } },
      )
    }
    return { name: inFile, field }
  })
  const known = new Set(columns.map(({ name }) => name.toLowerCase()))
  const more = typed.columns.filter((name) => !known.has(name.toLowerCase()))
  if (more.length > 0) {
    throw new InventoryError(
      'corrupt-report',
      `data file "${file}" has columns that its manifest does not name: ${more.join(', ')}`,
      { position: { file } },
    )
  }
  return named
}

function rowError(file: string, row: number, problem: string): InventoryError {
  return new InventoryError('corrupt-report', `data file "${file}": row ${row}: ${problem}`, {
    position: { file, row },
  })
}
