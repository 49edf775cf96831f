import type { ObjectRecord, RecordField } from '@bucket-inventory/core'

import { BoundColumns } from './bound-columns.ts'
import type { RecordParts, VaryingColumns } from './bound-columns.ts'
import { blankRecord, recordFields, valueIn } from './record-draft.ts'
import type { RecordDraft } from './record-draft.ts'

/** Turns rows of columns into plain objects of one shape. */
export interface RecordBuilder<F extends RecordField = RecordField> {
  readonly fields: readonly RecordField[]
  /** The record of a row of these parts. `own`: with texts that keep nothing else alive. */
  build(parts: RecordParts, row: number, own: boolean): Pick<ObjectRecord, F>
}

/** Of records with every property. */
export function fullRecordBuilder(): RecordBuilder {
  return new FullRecords()
}

/** Of records with these properties only, in this order. */
export function projectedRecordBuilder<F extends RecordField>(
  fields: readonly F[],
): RecordBuilder<F> {
  return new ProjectedRecords(fields)
}

class FullRecords implements RecordBuilder {
  readonly fields = recordFields
  readonly #bound = new BoundColumns(recordFields, blankRecord)

  build(parts: RecordParts, row: number, own: boolean): ObjectRecord {
    const { key, versionId, size, lastModified, etag, checksum } = parts.columns
    const draft = this.#bound.at(parts, row, own)
    return {
      bucket: draft.bucket,
      key: key === undefined ? draft.key : valueIn(key, row, own),
      versionId: versionId === undefined ? draft.versionId : valueIn(versionId, row, own),
      isLatest: draft.isLatest,
      isDeleteMarker: draft.isDeleteMarker,
      size: size === undefined ? draft.size : valueIn(size, row, own),
      lastModified:
        lastModified === undefined ? draft.lastModified : valueIn(lastModified, row, own),
      etag: etag === undefined ? draft.etag : valueIn(etag, row, own),
      storageClass: draft.storageClass,
      isMultipartUploaded: draft.isMultipartUploaded,
      encryption: draft.encryption,
      replicationStatus: draft.replicationStatus,
      checksumAlgorithm: draft.checksumAlgorithm,
      checksum: checksum === undefined ? draft.checksum : valueIn(checksum, row, own),
      acl: draft.acl,
      owner: draft.owner,
      tagCount: draft.tagCount,
      objectType: draft.objectType,
      storageClassChangedAt: draft.storageClassChangedAt,
      lastAccessedAt: draft.lastAccessedAt,
      lastAccessedOn: draft.lastAccessedOn,
      lifecycleExpiration: draft.lifecycleExpiration,
      objectLockMode: draft.objectLockMode,
      objectLockRetainUntil: draft.objectLockRetainUntil,
      objectLockLegalHold: draft.objectLockLegalHold,
      objectLockEventHold: draft.objectLockEventHold,
      objectLockEventHoldDuration: draft.objectLockEventHoldDuration,
      intelligentTieringTier: draft.intelligentTieringTier,
      intelligentTieringReference: draft.intelligentTieringReference,
      bucketKeyStatus: draft.bucketKeyStatus,
      native: draft.native,
    }
  }
}

class ProjectedRecords<F extends RecordField> implements RecordBuilder<F> {
  readonly fields: readonly F[]
  readonly #bound: BoundColumns<Pick<ObjectRecord, F>>

  constructor(fields: readonly F[]) {
    this.fields = fields
    this.#bound = new BoundColumns(fields, () => blankOf(fields))
  }

  build(parts: RecordParts, row: number, own: boolean): Pick<ObjectRecord, F> {
    const draft = this.#bound.at(parts, row, own)
    fillVarying(draft, this.#bound.varying, row, own)
    return { ...draft }
  }
}

function fillVarying(
  draft: Partial<RecordDraft>,
  { key, versionId, size, lastModified, etag, checksum }: VaryingColumns,
  row: number,
  own: boolean,
): void {
  if (key !== undefined) draft.key = valueIn(key, row, own)
  if (versionId !== undefined) draft.versionId = valueIn(versionId, row, own)
  if (size !== undefined) draft.size = valueIn(size, row, own)
  if (lastModified !== undefined) draft.lastModified = valueIn(lastModified, row, own)
  if (etag !== undefined) draft.etag = valueIn(etag, row, own)
  if (checksum !== undefined) draft.checksum = valueIn(checksum, row, own)
}

function blankOf<F extends RecordField>(fields: readonly F[]): Pick<ObjectRecord, F> {
  const blank: ObjectRecord = blankRecord()
  const draft: Partial<Pick<ObjectRecord, F>> = {}
  for (const field of fields) draft[field] = blank[field]
  if (!hasAll(draft, fields)) throw new TypeError('a property of a record is unknown')
  return draft
}

function hasAll<F extends RecordField>(
  draft: Partial<Pick<ObjectRecord, F>>,
  fields: readonly F[],
): draft is Pick<ObjectRecord, F> {
  return fields.every((field) => field in draft)
}
