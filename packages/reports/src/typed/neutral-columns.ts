import type { ObjectRecord, ProviderVocabulary } from '@bucket-inventory/core'

import type { RecordParts } from '../batch/bound-columns.ts'
import type { Column } from '../batch/column.ts'
import { setColumn } from '../batch/record-draft.ts'
import type { RecordColumns } from '../batch/record-draft.ts'
import type { ReportColumn } from '../open/report-manifest.ts'
import { isNumberField, numberFields } from '../values/number-fields.ts'
import type { NumberField } from '../values/number-fields.ts'
import { absentValues, valueReaders } from '../values/value-readers.ts'
import type { ColumnField, ValueReaders } from '../values/value-readers.ts'
import { mergeNativeColumns } from './merge-native-columns.ts'
import type { NeutralColumn, RowError } from './neutral-column.ts'
import { neutralNumbers } from './neutral-numbers.ts'
import { neutralTexts } from './neutral-texts.ts'
import { neutralWords } from './neutral-words.ts'
import type { TypedColumn, TypedRows } from './typed-column.ts'

/** Puts a column of the file among those of the records. */
type AddColumn = (columns: RecordColumns, typed: TypedColumn, fail: RowError) => void

/** Turns the rows of a file of typed columns into those of records, batch by batch. */
export class NeutralColumns {
  readonly #columns: readonly ReportColumn[]
  readonly #adders: readonly (AddColumn | undefined)[]
  readonly #natives: ReadonlyMap<string, NeutralColumn<string | undefined>>

  /** `columns`: those that are decoded, in the order in which rows have them. */
  constructor(columns: readonly ReportColumn[], vocabulary: ProviderVocabulary) {
    const checksum = columns.find(({ field }) => field === 'checksum')?.name ?? ''
    const readers = { ...valueReaders(vocabulary, checksum), versionId: versionIdOf }
    this.#columns = columns
    this.#adders = columns.map(({ name, field }) => {
      if (field === 'native') return undefined
      return isNumberField(field)
        ? numberAdderOf(name, field, readers)
        : adderOf(name, field, readers[field])
    })
    this.#natives = new Map(
      columns
        .filter(({ field }) => field === 'native')
        .map(({ name }) => [
          name,
          neutralTexts<string | undefined>({ name, read: (text) => text, absent: undefined }),
        ]),
    )
  }

  /** Valid as long as the rows. */
  convert(rows: TypedRows, fail: RowError): RecordParts {
    const columns: RecordColumns = {}
    const natives = new Map<string, Column<string | undefined>>()
    for (const [index, { name }] of this.#columns.entries()) {
      const typed = rows.columns[index]
      if (typed === undefined) continue
      this.#adders[index]?.(columns, typed, fail)
      const native = this.#natives.get(name)?.convert(typed, fail)
      if (native !== undefined) natives.set(name, native)
    }
    if (natives.size > 0) columns.native = mergeNativeColumns(rows.length, natives)
    return { length: rows.length, columns, groups: [] }
  }
}

function adderOf<F extends ColumnField>(name: string, field: F, read: ValueReaders[F]): AddColumn {
  const conventions = { name, read, absent: absentValues[field] }
  const texts: NeutralColumn<ObjectRecord[F]> = anyText.has(field)
    ? neutralTexts(conventions)
    : neutralWords(conventions)
  return (columns, typed, fail) => {
    setColumn(columns, field, texts.convert(typed, fail))
  }
}

function numberAdderOf(name: string, field: NumberField, readers: ValueReaders): AddColumn {
  const numbers = neutralNumbers({ name, kind: numberFields[field], read: readers[field] })
  return (columns, typed, fail) => {
    setColumn<NumberField>(columns, field, numbers.convert(typed, fail))
  }
}

/** The null version has a word on S3, if it has any. */
function versionIdOf(text: string): string | null {
  return text === 'null' ? null : text
}

/** Where every text is a value, and there may be as many as rows. */
const anyText: ReadonlySet<ColumnField> = new Set([
  'key',
  'versionId',
  'etag',
  'checksum',
  'owner',
  'acl',
  'lastAccessedOn',
])
