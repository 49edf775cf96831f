import type { InventoryConfiguration as SdkConfiguration } from '@aws-sdk/client-s3'
import type { InventoryConfiguration } from '@bucket-inventory/core'

/** One inventory, in the words of boto3, which are those of every SDK of AWS, and in ours. */
export interface Boto3Pair {
  readonly native: SdkConfiguration
  readonly neutral: InventoryConfiguration
}

/** Spaces at both ends, what XML escapes, a tab, and characters of two, three and four bytes. */
const awkward = ` é&b<c>"'\t照片/😀 `

/** Together, every member of boto3's model, with every value of its enumerations. By id. */
export const boto3Pairs: readonly Boto3Pair[] = [
  {
    native: {
      Id: 'everything',
      IsEnabled: true,
      IncludedObjectVersions: 'All',
      Schedule: { Frequency: 'Daily' },
      Filter: { Prefix: awkward },
      OptionalFields: [
        'Size',
        'LastModifiedDate',
        'StorageClass',
        'ETag',
        'IsMultipartUploaded',
        'ReplicationStatus',
        'EncryptionStatus',
        'ObjectLockRetainUntilDate',
        'ObjectLockMode',
        'ObjectLockLegalHoldStatus',
        'ObjectLockEventHoldStatus',
        'ObjectLockEventHoldDuration',
        'IntelligentTieringAccessTier',
        'BucketKeyStatus',
        'ChecksumAlgorithm',
        'ObjectAccessControlList',
        'ObjectOwner',
        'LifecycleExpirationDate',
        'IntelligentTieringReferenceDate',
      ],
      Destination: {
        S3BucketDestination: {
          AccountId: '012345678901',
          Bucket: 'arn:aws:s3:::reports',
          Format: 'ORC',
          Prefix: awkward,
          Encryption: { SSEKMS: { KeyId: 'arn:aws:kms:us-east-1:012345678901:key/1' } },
        },
      },
    },
    neutral: {
      id: 'everything',
      enabled: true,
      schedule: { every: 'day' },
      versions: 'all',
      filter: { prefix: awkward },
      fields: [
        'size',
        'lastModified',
        'storageClass',
        'etag',
        'isMultipartUploaded',
        'replicationStatus',
        'encryption',
        'objectLockRetainUntil',
        'objectLockMode',
        'objectLockLegalHold',
        'objectLockEventHold',
        'objectLockEventHoldDuration',
        'intelligentTieringTier',
        'bucketKeyStatus',
        'checksumAlgorithm',
        'acl',
        'owner',
        'lifecycleExpiration',
        'intelligentTieringReference',
      ],
      destination: {
        bucket: 'reports',
        prefix: awkward,
        accountId: '012345678901',
        format: 'orc',
        encryption: { type: 'kms', keyId: 'arn:aws:kms:us-east-1:012345678901:key/1' },
      },
    },
  },
  {
    native: {
      Id: 'least',
      IsEnabled: false,
      IncludedObjectVersions: 'Current',
      Schedule: { Frequency: 'Weekly' },
      Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::reports', Format: 'CSV' } },
    },
    neutral: {
      id: 'least',
      enabled: false,
      schedule: { every: 'week' },
      versions: 'current',
      fields: [],
      destination: { bucket: 'reports', format: 'csv' },
    },
  },
  {
    native: {
      Id: 'one-field',
      IsEnabled: true,
      IncludedObjectVersions: 'Current',
      Schedule: { Frequency: 'Weekly' },
      OptionalFields: ['Size'],
      Destination: {
        S3BucketDestination: {
          Bucket: 'arn:aws:s3:::reports',
          Format: 'Parquet',
          Encryption: { SSES3: {} },
        },
      },
    },
    neutral: {
      id: 'one-field',
      enabled: true,
      schedule: { every: 'week' },
      versions: 'current',
      fields: ['size'],
      destination: {
        bucket: 'reports',
        format: 'parquet',
        encryption: { type: 'provider-managed' },
      },
    },
  },
]
