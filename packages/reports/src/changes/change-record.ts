import type { NativeWord, ObjectRecord } from '@bucket-inventory/core'

/** What happened to an object; a word that has no name here is the provider's own, such as `alibaba-oss:RESTORE`. */
export type ChangeType = 'create' | 'update-metadata' | 'delete' | NativeWord

/**
 * One row of a change log: something that happened to an object, and what it was like then. `undefined`: the log has no such
 * column, or the row no value; of what was deleted for good OSS tells bucket, key, version, sequence, type and time alone.
 * The columns are those of OSS, https://www.alibabacloud.com/help/en/oss/user-guide/bucket-inventory.
 */
export interface ChangeRecord {
  /** What happened: `RecordType`. A delete marker is a `delete` too. */
  readonly type: ChangeType | undefined
  /** Orders the changes of one key, by {@link compareSequences}; text as it stands there, never rounded: `SequenceNumber`. */
  readonly sequence: string | undefined
  /** When it happened, epoch milliseconds: `RecordTimestamp`. */
  readonly at: number | undefined
  /** Name of the bucket: `Bucket`. */
  readonly bucket: string
  /** Decoded, never URL-encoded: `Key`. */
  readonly key: string
  /** `null` is the null version; `undefined`, a log without versions: `VersionId`. */
  readonly versionId: string | null | undefined
  /** Whether what came into being is a delete marker: `IsDeleteMarker`. */
  readonly isDeleteMarker: boolean | undefined
  /** Id of the account or role that made the request: `Requester`. */
  readonly requester: string | undefined
  /** Id of the request: `RequestId`. */
  readonly requestId: string | undefined
  /** Address that the request came from: `SourceIp`. */
  readonly sourceIp: string | undefined
  /** Bytes: `Size`. */
  readonly size: number | undefined
  /** `StorageClass`. */
  readonly storageClass: ObjectRecord['storageClass']
  /** Epoch milliseconds: `LastModifiedDate`. */
  readonly lastModified: number | undefined
  /** Without quotes: `ETag`. */
  readonly etag: string | undefined
  /** Whether it was written by a multipart upload: `IsMultipartUploaded`. */
  readonly isMultipartUploaded: boolean | undefined
  /** How it was written, in the word of the provider: `ObjectType`. */
  readonly objectType: string | undefined
  /** Access control, in the word of the provider: `ObjectAcl`. */
  readonly acl: string | undefined
  /** Value of a checksum as text, and its algorithm: `CRC64`. */
  readonly checksum: ObjectRecord['checksum']
  /** Whether it is encrypted at rest: `EncryptionStatus`. */
  readonly encryption: ObjectRecord['encryption']
  /** Columns this version has no word for, by their name in the log. */
  readonly native: Readonly<Record<string, string>> | undefined
}
