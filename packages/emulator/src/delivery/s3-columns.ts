import type { ObjectVersion } from '../world/world.ts'
import { ofObjects } from './report-column.ts'
import type { ReportColumn } from './report-column.ts'

/** The columns of an S3 report: those that are always there, and the fields that were asked for in S3's own order. */
export function s3Columns(
  fields: readonly string[],
  versions: 'all' | 'current',
): readonly ReportColumn[] {
  const known = new Set(optionalColumns.map(({ name }) => name))
  const unknown = fields.filter((field) => !known.has(field))
  return [
    { name: 'Bucket', type: 'text', read: ({ bucket }) => bucket.name },
    { name: 'Key', type: 'key', read: ({ version }) => version.key },
    ...(versions === 'all' ? versionColumns : []),
    ...optionalColumns.filter(({ name }) => fields.includes(name)),
    ...unknown.map((name): ReportColumn => ({ name, type: 'text', read: () => undefined })),
  ]
}

const versionColumns: readonly ReportColumn[] = [
  {
    name: 'VersionId',
    type: 'text',
    read: ({ version }) => (version.versionId === 'null' ? undefined : version.versionId),
  },
  { name: 'IsLatest', type: 'boolean', read: ({ isLatest }) => isLatest },
  { name: 'IsDeleteMarker', type: 'boolean', read: ({ version }) => version.deleteMarker },
]

const encryption = 'x-amz-server-side-encryption'

// The last three have not been seen in a report: where they stand is a guess. What the emulator has nothing of is empty.
const optionalColumns: readonly ReportColumn[] = [
  ofObjects({ name: 'Size', type: 'integer', read: ({ version }) => version.size }),
  {
    name: 'LastModifiedDate',
    type: 'instant',
    // S3 knows it to the second, in every format.
    read: ({ version }) => Math.floor(version.lastModified / 1000) * 1000,
  },
  ofObjects({ name: 'ETag', type: 'text', read: ({ version }) => version.etag }),
  ofObjects({ name: 'StorageClass', type: 'text', read: ({ version }) => version.storageClass }),
  ofObjects({
    name: 'IsMultipartUploaded',
    type: 'boolean',
    read: ({ version }) => version.parts > 0,
  }),
  { name: 'ReplicationStatus', type: 'text', read: () => undefined },
  ofObjects({ name: 'EncryptionStatus', type: 'text', read: encryptionStatus }),
  { name: 'ObjectLockRetainUntilDate', type: 'instant', read: () => undefined },
  { name: 'ObjectLockMode', type: 'text', read: () => undefined },
  { name: 'ObjectLockLegalHoldStatus', type: 'text', read: () => undefined },
  ofObjects({
    name: 'IntelligentTieringAccessTier',
    type: 'text',
    read: ({ version }) =>
      version.storageClass === 'INTELLIGENT_TIERING' ? 'FREQUENT' : undefined,
  }),
  // Also of delete markers, as in the rows that were seen.
  {
    name: 'BucketKeyStatus',
    type: 'text',
    read: ({ version }) =>
      version.headers[`${encryption}-bucket-key-enabled`] === 'true' ? 'ENABLED' : 'DISABLED',
  },
  ofObjects({
    name: 'ChecksumAlgorithm',
    type: 'text',
    read: ({ version }) => version.checksum?.header.replace('x-amz-checksum-', '').toUpperCase(),
  }),
  ofObjects({
    name: 'ObjectAccessControlList',
    type: 'text',
    read: ({ bucket }) => accessControlList(bucket.owner),
  }),
  { name: 'ObjectOwner', type: 'text', read: ({ bucket }) => bucket.owner },
  { name: 'LifecycleExpirationDate', type: 'instant', read: () => undefined },
  { name: 'ObjectLockEventHoldStatus', type: 'text', read: () => undefined },
  { name: 'ObjectLockEventHoldDuration', type: 'text', read: () => undefined },
  { name: 'IntelligentTieringReferenceDate', type: 'instant', read: () => undefined },
]

function encryptionStatus({ version }: { readonly version: ObjectVersion }): string {
  if (version.headers[`${encryption}-customer-algorithm`] !== undefined) return 'SSE-C'
  const status: Readonly<Record<string, string>> = {
    AES256: 'SSE-S3',
    'aws:kms': 'SSE-KMS',
    'aws:kms:dsse': 'DSSE-KMS',
  }
  return status[version.headers[encryption] ?? ''] ?? 'NOT-SSE'
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/objectacl.html */
function accessControlList(owner: string): string {
  const grant = { canonicalId: owner, type: 'CanonicalUser', permission: 'FULL_CONTROL' }
  const list = { version: '2022-11-10', status: 'AVAILABLE', grants: [grant] }
  return Buffer.from(JSON.stringify(list)).toString('base64')
}
