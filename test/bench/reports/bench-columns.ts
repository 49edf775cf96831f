import type { BenchRow } from './bench-row.ts'

/** A column of the report that is measured. */
export interface BenchColumn {
  /** In CSV; the other formats have it in snake case. */
  readonly name: string
  readonly type: 'text' | 'key' | 'boolean' | 'integer' | 'instant'
  readonly read: (row: BenchRow) => string | number | boolean | undefined
}

/** The twenty columns that S3 documents, in its order. */
export const benchColumns: readonly BenchColumn[] = [
  { name: 'Bucket', type: 'text', read: ({ bucket }) => bucket },
  { name: 'Key', type: 'key', read: ({ key }) => key },
  { name: 'VersionId', type: 'text', read: ({ versionId }) => versionId },
  { name: 'IsLatest', type: 'boolean', read: () => true },
  { name: 'IsDeleteMarker', type: 'boolean', read: ({ isDeleteMarker }) => isDeleteMarker },
  { name: 'Size', type: 'integer', read: ({ size }) => size },
  { name: 'LastModifiedDate', type: 'instant', read: ({ lastModified }) => lastModified },
  { name: 'ETag', type: 'text', read: ({ etag }) => etag },
  { name: 'StorageClass', type: 'text', read: ({ storageClass }) => storageClass },
  {
    name: 'IsMultipartUploaded',
    type: 'boolean',
    read: ({ isMultipartUploaded }) => isMultipartUploaded,
  },
  { name: 'ReplicationStatus', type: 'text', read: ({ replicationStatus }) => replicationStatus },
  { name: 'EncryptionStatus', type: 'text', read: ({ encryptionStatus }) => encryptionStatus },
  { name: 'ObjectLockRetainUntilDate', type: 'instant', read: () => undefined },
  { name: 'ObjectLockMode', type: 'text', read: () => undefined },
  { name: 'ObjectLockLegalHoldStatus', type: 'text', read: () => undefined },
  { name: 'IntelligentTieringAccessTier', type: 'text', read: ({ tier }) => tier },
  { name: 'BucketKeyStatus', type: 'text', read: ({ bucketKey }) => bucketKey },
  { name: 'ChecksumAlgorithm', type: 'text', read: () => undefined },
  { name: 'ObjectAccessControlList', type: 'text', read: () => 'e30K' },
  { name: 'ObjectOwner', type: 'text', read: ({ owner }) => owner },
]

/** As S3 names a column in ORC and Parquet. */
export function snakeCase(name: string): string {
  if (name === 'ETag') return 'e_tag'
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase()
}
