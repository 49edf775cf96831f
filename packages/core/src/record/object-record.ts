import type { RecordedStorageClass } from '../vocabulary/storage-classes.ts'

/**
 * One row of a report. `undefined`: the provider gave no value. Times are epoch milliseconds, sizes bytes. Each property names
 * the column that it comes from; older names and those of ORC and Parquet stand in the vocabularies (`s3Vocabulary`,
 * `ossVocabulary`).
 */
export interface ObjectRecord {
  /** The bucket that is listed. S3 and OSS: `Bucket`. */
  readonly bucket: string
  /** Decoded, never URL-encoded. S3 and OSS: `Key`. */
  readonly key: string
  /** `null` is the null version of a versioned bucket; `undefined`, a report without versions. S3 and OSS: `VersionId`. */
  readonly versionId: string | null | undefined
  /** Whether no newer version is there. S3 and OSS: `IsLatest`. */
  readonly isLatest: boolean | undefined
  /** Whether it stands for a deletion, and is no object. S3 and OSS: `IsDeleteMarker`. */
  readonly isDeleteMarker: boolean | undefined
  /** Bytes; none of a delete marker. S3 and OSS: `Size`. */
  readonly size: number | undefined
  /** Epoch milliseconds. S3 and OSS: `LastModifiedDate`. */
  readonly lastModified: number | undefined
  /** Without quotes. S3 and OSS: `ETag`. */
  readonly etag: string | undefined
  /** One object for each class, which records share. S3 and OSS: `StorageClass`. */
  readonly storageClass: RecordedStorageClass | undefined
  /** Whether it was uploaded in parts. S3 and OSS: `IsMultipartUploaded`. */
  readonly isMultipartUploaded: boolean | undefined
  /** S3 tells the kind, OSS only whether. Both: `EncryptionStatus`. */
  readonly encryption:
    | { readonly encrypted: boolean; readonly type: string | undefined }
    | undefined
  /** `PENDING`, `COMPLETED`, `FAILED`, `REPLICA`. S3: `ReplicationStatus`. */
  readonly replicationStatus: string | undefined
  /** The name only: S3 lists no values. S3: `ChecksumAlgorithm`. */
  readonly checksumAlgorithm: string | undefined
  /** A CRC-64 is text: 64 bits do not fit a number. OSS: `Crc64`. */
  readonly checksum: { readonly algorithm: string; readonly value: string } | undefined
  /** Base64 of JSON on S3, `ObjectAccessControlList`; a canned word on OSS, `ObjectAcl`. */
  readonly acl: string | undefined
  /** Canonical id of the account. S3: `ObjectOwner`. */
  readonly owner: string | undefined
  /** How many tags it has. OSS: `TaggingCount`. */
  readonly tagCount: number | undefined
  /** `Normal`, `Multipart`, `Appendable`, `Symlink`. OSS: `ObjectType`. */
  readonly objectType: string | undefined
  /** When a lifecycle rule moved it to its class, epoch milliseconds. OSS: `TransitionTime`. */
  readonly storageClassChangedAt: number | undefined
  /** Epoch milliseconds; the report has seconds. OSS: `LastAccessTimestamp`. */
  readonly lastAccessedAt: number | undefined
  /** A day, as the report writes it. OSS: `LastAccessDate`. */
  readonly lastAccessedOn: string | undefined
  /** When a lifecycle rule will delete it, epoch milliseconds. S3: `LifecycleExpirationDate`. */
  readonly lifecycleExpiration: number | undefined
  /** `GOVERNANCE` or `COMPLIANCE`. S3: `ObjectLockMode`. */
  readonly objectLockMode: string | undefined
  /** Epoch milliseconds. S3: `ObjectLockRetainUntilDate`. */
  readonly objectLockRetainUntil: number | undefined
  /** `On` or `Off`. S3: `ObjectLockLegalHoldStatus`. */
  readonly objectLockLegalHold: string | undefined
  /** As the report writes it. S3: `ObjectLockEventHoldStatus`. */
  readonly objectLockEventHold: string | undefined
  /** As the report writes it. S3: `ObjectLockEventHoldDuration`. */
  readonly objectLockEventHoldDuration: string | undefined
  /** `FREQUENT`, `INFREQUENT`, `ARCHIVE_INSTANT_ACCESS`, `ARCHIVE`, `DEEP_ARCHIVE`. S3: `IntelligentTieringAccessTier`. */
  readonly intelligentTieringTier: string | undefined
  /** Epoch milliseconds. S3: `IntelligentTieringReferenceDate`. */
  readonly intelligentTieringReference: number | undefined
  /** `ENABLED` or `DISABLED`. S3: `BucketKeyStatus`. */
  readonly bucketKeyStatus: string | undefined
  /** Columns this version has no word for, by their name in the report. */
  readonly native: Readonly<Record<string, string>> | undefined
}
