import type { ObjectRecord, RecordField } from '@bucket-inventory/core'

import type { Column } from './column.ts'

/** A record that is being put together. */
export type RecordDraft = { -readonly [F in RecordField]: ObjectRecord[F] }

/** Columns by property. */
export type RecordColumns = { -readonly [F in RecordField]?: Column<ObjectRecord[F]> }

/** A record of which nothing is known: every property, in the order of the documentation. */
export function blankRecord(): RecordDraft {
  return {
    bucket: '',
    key: '',
    versionId: undefined,
    isLatest: undefined,
    isDeleteMarker: undefined,
    size: undefined,
    lastModified: undefined,
    etag: undefined,
    storageClass: undefined,
    isMultipartUploaded: undefined,
    encryption: undefined,
    replicationStatus: undefined,
    checksumAlgorithm: undefined,
    checksum: undefined,
    acl: undefined,
    owner: undefined,
    tagCount: undefined,
    objectType: undefined,
    storageClassChangedAt: undefined,
    lastAccessedAt: undefined,
    lastAccessedOn: undefined,
    lifecycleExpiration: undefined,
    objectLockMode: undefined,
    objectLockRetainUntil: undefined,
    objectLockLegalHold: undefined,
    objectLockEventHold: undefined,
    objectLockEventHoldDuration: undefined,
    intelligentTieringTier: undefined,
    intelligentTieringReference: undefined,
    bucketKeyStatus: undefined,
    native: undefined,
  }
}

/** A value of a column, with texts that keep nothing else alive where `own`. */
export function valueIn<T>(column: Column<T>, row: number, own: boolean): T {
  return own && column.kind === 'text' ? column.getOwn(row) : column.get(row)
}

/** A property of a record from its column. */
export function fillField<F extends RecordField>(
  draft: Partial<RecordDraft>,
  field: F,
  column: Column<ObjectRecord[F]>,
  row: number,
  own: boolean,
): void {
  draft[field] = valueIn(column, row, own)
}

/** Sets the column of a property. */
export function setColumn<F extends RecordField>(
  columns: { [K in F]?: Column<ObjectRecord[K]> },
  field: F,
  column: Column<ObjectRecord[F]> | undefined,
): void {
  if (column !== undefined) columns[field] = column
}

/** Every property of a record. */
export const recordFields: readonly RecordField[] = keysOf(blankRecord())

function keysOf<T extends object>(object: T): Extract<keyof T, string>[] {
  const keys: Extract<keyof T, string>[] = []
  for (const key in object) keys.push(key)
  return keys
}
