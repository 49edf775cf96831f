import type { ObjectRecord } from '../record/object-record.ts'

/** Every column of a report, as the property of {@link ObjectRecord} that it becomes. */
export type RecordField = keyof ObjectRecord

/** A column that can be asked for; `bucket`, `key` and the version columns come by themselves. */
export type InventoryField = Exclude<
  RecordField,
  'bucket' | 'key' | 'versionId' | 'isLatest' | 'isDeleteMarker' | 'native'
>

/** A column of a change log. */
export type IncrementalField =
  | 'sequence'
  | 'type'
  | 'at'
  | 'requester'
  | 'requestId'
  | 'sourceIp'
  | Extract<
      InventoryField,
      | 'size'
      | 'storageClass'
      | 'lastModified'
      | 'etag'
      | 'isMultipartUploaded'
      | 'objectType'
      | 'acl'
      | 'checksum'
      | 'encryption'
    >

/** What a column holds. */
export interface FieldDescription {
  /** Of the property of the record. */
  readonly type:
    | 'text'
    | 'boolean'
    | 'integer'
    | 'instant'
    | 'storage-class'
    | 'checksum'
    | 'encryption'
  /** `bytes`, `epoch milliseconds`, `count`, `seconds`. */
  readonly unit?: string
  /** One sentence. */
  readonly meaning: string
}

/** The columns that can be asked for. */
export const inventoryFields: Readonly<Record<InventoryField, FieldDescription>> = {
  size: { type: 'integer', unit: 'bytes', meaning: 'Size of the object.' },
  lastModified: {
    type: 'instant',
    unit: 'epoch milliseconds',
    meaning: 'When the object was created or last overwritten.',
  },
  etag: {
    type: 'text',
    meaning: 'Entity tag, without quotes; an MD5 of the content only in some cases.',
  },
  storageClass: { type: 'storage-class', meaning: 'Storage class of the object.' },
  isMultipartUploaded: {
    type: 'boolean',
    meaning: 'Whether the object was written by a multipart upload.',
  },
  encryption: {
    type: 'encryption',
    meaning: 'Whether, and where known how, the object is encrypted at rest.',
  },
  replicationStatus: {
    type: 'text',
    meaning: 'State of the replication of the object to another bucket.',
  },
  checksumAlgorithm: {
    type: 'text',
    meaning: 'Name of the algorithm of the checksum that the service keeps.',
  },
  checksum: {
    type: 'checksum',
    meaning: 'Value of a checksum of the content, with its algorithm.',
  },
  acl: {
    type: 'text',
    meaning: 'Access control list of the object, in the words of the provider.',
  },
  owner: { type: 'text', meaning: 'Identity of the owner of the object.' },
  tagCount: { type: 'integer', unit: 'count', meaning: 'Number of tags of the object.' },
  objectType: {
    type: 'text',
    meaning: 'How the object was written: normal, multipart, appendable, symbolic link.',
  },
  storageClassChangedAt: {
    type: 'instant',
    unit: 'epoch milliseconds',
    meaning: 'When the object came to its storage class.',
  },
  lastAccessedAt: {
    type: 'instant',
    unit: 'epoch milliseconds',
    meaning: 'When the object was last read, where access is tracked.',
  },
  lastAccessedOn: {
    type: 'text',
    meaning: 'Day of the last read, as the report writes it, where access is tracked.',
  },
  lifecycleExpiration: {
    type: 'instant',
    unit: 'epoch milliseconds',
    meaning: 'When a lifecycle rule will expire the object.',
  },
  objectLockMode: { type: 'text', meaning: 'Mode of the object lock, governance or compliance.' },
  objectLockRetainUntil: {
    type: 'instant',
    unit: 'epoch milliseconds',
    meaning: 'Until when the object lock holds.',
  },
  objectLockLegalHold: { type: 'text', meaning: 'Whether a legal hold is on.' },
  objectLockEventHold: { type: 'text', meaning: 'Whether an event-based hold is on.' },
  objectLockEventHoldDuration: {
    type: 'text',
    meaning: 'How long an event-based hold lasts after its event.',
  },
  intelligentTieringTier: { type: 'text', meaning: 'Access tier within intelligent tiering.' },
  intelligentTieringReference: {
    type: 'instant',
    unit: 'epoch milliseconds',
    meaning: 'The time that intelligent tiering counts from.',
  },
  bucketKeyStatus: { type: 'text', meaning: 'Whether the object is encrypted with a bucket key.' },
}

/** The columns that come by themselves: the first two always, the others when all versions are listed. */
export const fixedFields: Readonly<
  Record<Exclude<RecordField, InventoryField | 'native'>, FieldDescription>
> = {
  bucket: { type: 'text', meaning: 'Bucket that is listed.' },
  key: { type: 'text', meaning: 'Key of the object, decoded.' },
  versionId: { type: 'text', meaning: 'Version of the object; `null` is the null version.' },
  isLatest: { type: 'boolean', meaning: 'Whether this is the current version.' },
  isDeleteMarker: { type: 'boolean', meaning: 'Whether this version is a delete marker.' },
}

/** The columns of a change log beside those of a report. */
export const incrementalFields: Readonly<Record<IncrementalField, FieldDescription>> = {
  sequence: { type: 'text', meaning: 'Orders the changes of one object.' },
  type: { type: 'text', meaning: 'What happened: create, update of metadata, delete.' },
  at: { type: 'instant', unit: 'epoch milliseconds', meaning: 'When it happened.' },
  requester: { type: 'text', meaning: 'Who made the request.' },
  requestId: { type: 'text', meaning: 'Identity of the request.' },
  sourceIp: { type: 'text', meaning: 'Where the request came from.' },
  size: inventoryFields.size,
  storageClass: inventoryFields.storageClass,
  lastModified: inventoryFields.lastModified,
  etag: inventoryFields.etag,
  isMultipartUploaded: inventoryFields.isMultipartUploaded,
  objectType: inventoryFields.objectType,
  acl: inventoryFields.acl,
  checksum: inventoryFields.checksum,
  encryption: inventoryFields.encryption,
}
