import { InventoryError, nativeWord } from '@bucket-inventory/core'
import type { ObjectRecord, Position, ProviderVocabulary } from '@bucket-inventory/core'

import { readCsv } from '../csv/read-csv.ts'
import type { ReportDialect } from '../dialects/report-dialect.ts'
import type { ReportColumn } from '../open/report-manifest.ts'
import { valueReaders } from '../values/value-readers.ts'
import type { ChangeColumn, ChangeManifest } from './change-manifest.ts'
import type { ChangeRecord, ChangeType } from './change-record.ts'

export interface DecodeChangesOptions {
  /** Key of the data file, for errors. */
  readonly file: string
  readonly manifest: ChangeManifest
  readonly dialect: ReportDialect
  readonly signal?: AbortSignal
}

/**
 * The changes of a data file, in its order, some at a time. A row is decoded as that of a report, in which what is said of
 * the event stands in columns that no property is for.
 */
export async function* decodeChanges(
  text: AsyncIterable<Uint8Array>,
  { file, manifest, dialect, signal }: DecodeChangesOptions,
): AsyncGenerator<readonly ChangeRecord[], void, undefined> {
  const { vocabulary, csv: conventions } = dialect
  const columns = manifest.columns.map(recordColumn)
  const toChange = changeOf(manifest.columns, vocabulary)
  for await (const batch of readCsv(text, { file, columns, vocabulary, conventions, signal })) {
    let row = batch.firstRow
    yield Array.from(batch.ownRecords(), (record) => toChange(record, { file, row: ++row }))
  }
}

/** What a report has no property for, and the time that it knows fewer spellings of. */
const ownFields = [
  'type',
  'sequence',
  'at',
  'requester',
  'requestId',
  'sourceIp',
  'lastModified',
] as const
type OwnField = (typeof ownFields)[number]

function recordColumn({ name, field }: ChangeColumn): ReportColumn {
  return { name, field: isOwnField(field) ? 'native' : field }
}

function isOwnField(field: keyof ChangeRecord): field is OwnField {
  return ownFields.some((own) => own === field)
}

/** Makes changes of records that were decoded so. */
function changeOf(
  columns: readonly ChangeColumn[],
  vocabulary: ProviderVocabulary,
): (record: ObjectRecord, position: Position) => ChangeRecord {
  const owned = columns.filter(({ field }) => isOwnField(field))
  const names = new Map(owned.map(({ field, name }) => [field, name]))
  const ownNames = new Set(names.values())
  const read = readTime(vocabulary)
  return (record, position) => {
    const { bucket, key, versionId, isDeleteMarker, size, storageClass, etag } = record
    const { isMultipartUploaded, objectType, acl, checksum, encryption, native = {} } = record
    const textOf = (field: OwnField): string | undefined => native[names.get(field) ?? '']
    const timeOf = (field: OwnField): number | undefined => {
      const text = textOf(field)
      const time = text === undefined ? undefined : read(text)
      if (time !== undefined || text === undefined) return time
      throw corrupt(position, `"${text}" is no ${names.get(field) ?? field}`)
    }
    return {
      type: typeOf(textOf('type'), vocabulary),
      sequence: textOf('sequence'),
      at: timeOf('at'),
      bucket,
      key,
      versionId,
      isDeleteMarker,
      requester: textOf('requester'),
      requestId: textOf('requestId'),
      sourceIp: textOf('sourceIp'),
      size,
      storageClass,
      lastModified: timeOf('lastModified'),
      etag,
      isMultipartUploaded,
      objectType,
      acl,
      checksum,
      encryption,
      native: without(native, ownNames),
    }
  }
}

const types: ReadonlyMap<string, ChangeType> = new Map([
  ['CREATE', 'create'],
  ['UPDATE_METADATA', 'update-metadata'],
  ['DELETE', 'delete'],
])

function typeOf(
  word: string | undefined,
  { provider }: ProviderVocabulary,
): ChangeType | undefined {
  return word === undefined
    ? undefined
    : (types.get(word.toUpperCase()) ?? nativeWord(provider, word))
}

const spaced = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?)$/

/** `2024-08-25 18:08:01.024`, which is GMT, or any spelling of a report. */
function readTime(vocabulary: ProviderVocabulary): (text: string) => number | undefined {
  const { lastModified } = valueReaders(vocabulary, '')
  return (text) => lastModified(text.replace(spaced, '$1T$2Z'))
}

function without(
  native: Readonly<Record<string, string>>,
  names: ReadonlySet<string>,
): ChangeRecord['native'] {
  const entries = Object.entries(native).filter(([name]) => !names.has(name))
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

function corrupt(position: Position, problem: string): InventoryError {
  const message = `${position.file}: row ${position.row}: ${problem}`
  return new InventoryError('corrupt-report', message, { position })
}
