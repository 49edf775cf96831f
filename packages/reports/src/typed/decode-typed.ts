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
  const located = columnsInFile(typed, columns, file)
  const asked = located.filter(({ field }) => fields.includes(field))
  // Also of no column there are as many rows as there are keys.
  const wanted = asked.length > 0 ? asked : located.filter(isKey)
  const neutral = new NeutralColumns(wanted, vocabulary)
  const builder = projectedRecordBuilder(fields)
  const nameOf = new Map(located.map(({ inFile, field }) => [field, inFile]))
  const rows = typed.read({
    columns: wanted.map(({ inFile }) => inFile),
    asTexts: new Set(wanted.filter(isKey).map(({ inFile }) => inFile)),
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

interface LocatedColumn extends ReportColumn {
  /** Its name as the file spells it. */
  readonly inFile: string
}

function isKey({ field }: ReportColumn): boolean {
  return field === 'key'
}

/** The columns of the manifest, each of which the file must have, once. */
function columnsInFile(
  typed: TypedFile,
  columns: readonly ReportColumn[],
  file: string,
): readonly LocatedColumn[] {
  const refuse = (problem: string) =>
    new InventoryError('corrupt-report', `data file "${file}" has ${problem}`, {
      position: { file },
    })
  const spelling = new Map<string, string>()
  for (const name of typed.columns) {
    const lower = name.toLowerCase()
    if (spelling.has(lower)) throw refuse(`two columns "${name}"`)
    spelling.set(lower, name)
  }
  const located = columns.map(({ name, field }) => {
    const inFile = spelling.get(name.toLowerCase())
    if (inFile === undefined) {
      const names = typed.columns.join(', ')
      throw refuse(`no column "${name}", as its manifest says; it has ${names}`)
    }
    return { name, field, inFile }
  })
  const known = new Set(located.map(({ inFile }) => inFile))
  const more = typed.columns.filter((name) => !known.has(name))
  if (more.length > 0) throw refuse(`columns that its manifest does not name: ${more.join(', ')}`)
  return located
}

function rowError(file: string, row: number, problem: string): InventoryError {
  return new InventoryError('corrupt-report', `data file "${file}": row ${row}: ${problem}`, {
    position: { file, row },
  })
}
