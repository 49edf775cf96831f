import type { Shape } from '../inventories/shape.ts'

/** The filter's elements, in the order in which OSS echoes them. */
export const ossFilterShape = {
  Prefix: 'text',
  LastModifyBeginTimeStamp: 'text',
  LastModifyEndTimeStamp: 'text',
  LowerSizeBound: 'text',
  UpperSizeBound: 'text',
  StorageClass: 'text',
} as const satisfies Shape

/** https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketinventory */
export const ossInventoryShape: Shape = {
  Id: 'text',
  IsEnabled: 'text',
  Filter: ossFilterShape,
  Destination: {
    OSSBucketDestination: {
      Format: 'text',
      AccountId: 'text',
      RoleArn: 'text',
      Bucket: 'text',
      Prefix: 'text',
      // A key inside of SSE-OSS is known, and refused with a number of its own.
      Encryption: { 'SSE-OSS': { KeyId: 'text' }, 'SSE-KMS': { KeyId: 'text' } },
    },
  },
  Schedule: { Frequency: 'text', DayOfMonth: 'text', AutoDelete: 'text' },
  IncludedObjectVersions: 'text',
  OptionalFields: { Field: 'texts' },
  IncrementalInventory: {
    IsEnabled: 'text',
    Schedule: { Frequency: 'text' },
    OptionalFields: { Field: 'texts' },
  },
}

/** https://www.alibabacloud.com/help/en/oss/user-guide/bucket-inventory */
export const ossFields: readonly string[] = [
  'Size',
  'LastModifiedDate',
  'ETag',
  'StorageClass',
  'IsMultipartUploaded',
  'EncryptionStatus',
  'ObjectAcl',
  'TaggingCount',
  'ObjectType',
  'Crc64',
  'TransitionTime',
]

/** Fields that need access tracking. */
export const ossAccessFields: readonly string[] = ['LastAccessDate', 'LastAccessTimestamp']

export const ossIncrementalFields: readonly string[] = [
  'SequenceNumber',
  'RecordType',
  'RecordTimestamp',
  'Requester',
  'RequestId',
  'SourceIp',
  'Size',
  'StorageClass',
  'LastModifiedDate',
  'ETag',
  'IsMultipartUploaded',
  'ObjectType',
  'ObjectAcl',
  'Crc64',
  'EncryptionStatus',
]
