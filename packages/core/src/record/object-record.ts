import type { RecordedStorageClass } from '../vocabulary/storage-classes.ts'

/**
 * One row of a report. `undefined`: the provider gave no value. Times are epoch milliseconds, sizes bytes.
 * Where each provider takes a property from stands in its vocabulary (`s3Vocabulary`, `ossVocabulary`).
 */
export interface ObjectRecord {
  readonly bucket: string
  /** Decoded, never URL-encoded. */
  readonly key: string
  /** `null` is the null version of a versioned bucket; `undefined`, a report without versions. */
  readonly versionId: string | null | undefined
  readonly isLatest: boolean | undefined
  readonly isDeleteMarker: boolean | undefined
  /** Bytes. */
  readonly size: number | undefined
  /** Epoch milliseconds. */
  readonly lastModified: number | undefined
  /** Without quotes. */
  readonly etag: string | undefined
  readonly storageClass: RecordedStorageClass | undefined
  readonly isMultipartUploaded: boolean | undefined
  /** S3 tells the kind, OSS only whether. */
  readonly encryption:
    | { readonly encrypted: boolean; readonly type: string | undefined }
    | undefined
  readonly replicationStatus: string | undefined
  /** The name only: S3 lists no values. */
  readonly checksumAlgorithm: string | undefined
  /** A CRC-64 is text: 64 bits do not fit a number. */
  readonly checksum: { readonly algorithm: string; readonly value: string } | undefined
  /** S3: base64 of JSON; OSS: a canned word. */
  readonly acl: string | undefined
  readonly owner: string | undefined
  readonly tagCount: number | undefined
  readonly objectType: string | undefined
  /** Epoch milliseconds. */
  readonly storageClassChangedAt: number | undefined
  /** Epoch milliseconds. */
  readonly lastAccessedAt: number | undefined
  /** A day, as the report writes it. */
  readonly lastAccessedOn: string | undefined
  /** Epoch milliseconds. */
  readonly lifecycleExpiration: number | undefined
  readonly objectLockMode: string | undefined
  /** Epoch milliseconds. */
  readonly objectLockRetainUntil: number | undefined
  readonly objectLockLegalHold: string | undefined
  readonly objectLockEventHold: string | undefined
  readonly objectLockEventHoldDuration: string | undefined
  readonly intelligentTieringTier: string | undefined
  /** Epoch milliseconds. */
  readonly intelligentTieringReference: number | undefined
  readonly bucketKeyStatus: string | undefined
  /** Columns this version has no word for, by their name in the report. */
  readonly native: Readonly<Record<string, string>> | undefined
}
