import type { InventoryConfiguration } from '@bucket-inventory/core'

/** One inventory, in the words of oss2 and in ours. */
export interface Oss2Pair {
  /** As oss2 puts it. */
  readonly native: Oss2Configuration
  /** As oss2 shows it again: numbers as text, classes in the order of OSS, a filter filled with 0. */
  readonly shown: Oss2Configuration
  readonly neutral: InventoryConfiguration
}

/** By the names of oss2's members. */
interface Oss2Configuration {
  readonly [member: string]: unknown
}

/** Spaces at both ends, what XML escapes, a tab, and characters of two, three and four bytes. */
const awkward = ` é&b<c>"'\t照片/😀 `

const destination = {
  account_id: '1283641033516515',
  role_arn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
  bucket: 'reports-cn',
  inventory_format: 'CSV',
}

/** A filter that filters nothing, as OSS shows it. */
const noFilter = {
  prefix: '',
  last_modify_begin_time_stamp: '0',
  last_modify_end_time_stamp: '0',
  lower_size_bound: '0',
  upper_size_bound: '0',
  storage_class: '',
}

const everything = {
  inventory_id: 'everything',
  is_enabled: true,
  included_object_versions: 'All',
  inventory_schedule: { frequency: 'Daily' },
  optional_fields: [
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
    'LastAccessDate',
    'LastAccessTimestamp',
  ],
  inventory_destination: {
    bucket_destination: {
      ...destination,
      prefix: awkward,
      sse_kms_encryption: { key_id: '9468da86-3509-4f8d-a61e-6eab1eac0000' },
    },
  },
}

const least = {
  inventory_id: 'least',
  is_enabled: false,
  included_object_versions: 'Current',
  inventory_schedule: { frequency: 'Weekly' },
  optional_fields: [],
  inventory_destination: { bucket_destination: destination },
}

const oneOfEach = {
  inventory_id: 'one-of-each',
  is_enabled: true,
  included_object_versions: 'Current',
  inventory_schedule: { frequency: 'Monthly' },
  optional_fields: ['Crc64'],
  inventory_destination: { bucket_destination: { ...destination, sse_oss_encryption: {} } },
}

/** Together, every member of oss2's model. By id. */
export const oss2Pairs: readonly Oss2Pair[] = [
  {
    native: {
      ...everything,
      inventory_filter: {
        prefix: awkward,
        last_modify_begin_time_stamp: 1_637_883_649,
        last_modify_end_time_stamp: 1_638_347_592,
        lower_size_bound: 1024,
        upper_size_bound: 1_048_576,
        storage_class: 'Standard,IA,Archive,ColdArchive',
      },
    },
    shown: {
      ...everything,
      inventory_filter: {
        prefix: awkward,
        last_modify_begin_time_stamp: '1637883649',
        last_modify_end_time_stamp: '1638347592',
        lower_size_bound: '1024',
        upper_size_bound: '1048576',
        storage_class: 'Archive,ColdArchive,IA,Standard',
      },
    },
    neutral: {
      id: 'everything',
      enabled: true,
      schedule: { every: 'day' },
      versions: 'all',
      filter: {
        prefix: awkward,
        lastModified: { from: '2021-11-25T23:40:49Z', to: '2021-12-01T08:33:12Z' },
        size: { min: 1024, max: 1_048_576 },
        storageClasses: ['archive', 'cold-archive', 'infrequent-access', 'standard'],
      },
      fields: [
        'size',
        'lastModified',
        'etag',
        'storageClass',
        'isMultipartUploaded',
        'encryption',
        'acl',
        'tagCount',
        'objectType',
        'checksum',
        'storageClassChangedAt',
        'lastAccessedOn',
        'lastAccessedAt',
      ],
      destination: {
        bucket: 'reports-cn',
        prefix: awkward,
        accountId: '1283641033516515',
        roleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
        format: 'csv',
        encryption: { type: 'kms', keyId: '9468da86-3509-4f8d-a61e-6eab1eac0000' },
      },
    },
  },
  {
    native: least,
    shown: { ...least, inventory_filter: noFilter },
    neutral: {
      id: 'least',
      enabled: false,
      schedule: { every: 'week' },
      versions: 'current',
      fields: [],
      destination: {
        bucket: 'reports-cn',
        accountId: '1283641033516515',
        roleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
        format: 'csv',
      },
    },
  },
  {
    native: { ...oneOfEach, inventory_filter: { upper_size_bound: 1, storage_class: 'IA' } },
    shown: {
      ...oneOfEach,
      inventory_filter: { ...noFilter, upper_size_bound: '1', storage_class: 'IA' },
    },
    neutral: {
      id: 'one-of-each',
      enabled: true,
      schedule: { every: 'month' },
      versions: 'current',
      filter: { size: { max: 1 }, storageClasses: ['infrequent-access'] },
      fields: ['checksum'],
      destination: {
        bucket: 'reports-cn',
        accountId: '1283641033516515',
        roleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
        format: 'csv',
        encryption: { type: 'provider-managed' },
      },
    },
  },
]
