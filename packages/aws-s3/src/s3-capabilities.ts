import type {
  Capabilities,
  CapabilityTable,
  PathCapability,
  ValueCapabilities,
} from '@bucket-inventory/core'

const api = 'https://docs.aws.amazon.com/AmazonS3/latest/API/'
const guide = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/'
const configuration = `${api}API_InventoryConfiguration.html`
const schedule = `${api}API_InventorySchedule.html`
const prefixFilter = `${api}API_InventoryFilter.html`
const destination = `${api}API_InventoryS3BucketDestination.html`
const encryption = `${api}API_InventoryEncryption.html`
const put = `${api}API_PutBucketInventoryConfiguration.html`
const prerequisites = `${guide}configure-inventory.html`

const byTheReader: PathCapability = {
  support: 'emulated',
  note: 'The only filter of S3 is a prefix: the reader of the report applies this one.',
  reference: prefixFilter,
}
const noChangeLog: PathCapability = {
  support: 'unsupported',
  note: 'S3 Inventory has full reports only.',
  reference: `${guide}storage-inventory.html`,
}
const noMonth: PathCapability = {
  support: 'unsupported',
  note: 'S3 runs daily or weekly.',
  reference: schedule,
}

const paths: CapabilityTable = {
  id: {
    support: 'native',
    required: true,
    maximumLength: 64,
    pattern: '[A-Za-z0-9._-]{1,64}',
    note: 'S3 states no rule; these are safe in the path of a report, of which the id is a part.',
    reference: configuration,
  },
  enabled: { support: 'native', required: true, reference: configuration },
  schedule: { support: 'native', required: true, reference: schedule },
  'schedule.every': { support: 'native', required: true, reference: schedule },
  'schedule.dayOfMonth': noMonth,
  'schedule.deleteAfterRun': {
    support: 'unsupported',
    note: 'S3 never removes a configuration by itself.',
    reference: schedule,
  },
  versions: { support: 'native', required: true, reference: configuration },
  filter: { support: 'native', reference: prefixFilter },
  'filter.prefix': { support: 'native', reference: prefixFilter },
  'filter.lastModified': byTheReader,
  'filter.lastModified.from': byTheReader,
  'filter.lastModified.to': byTheReader,
  'filter.size': byTheReader,
  'filter.size.min': byTheReader,
  'filter.size.max': byTheReader,
  'filter.storageClasses': byTheReader,
  fields: {
    support: 'native',
    note: 'The order says nothing: reports have the columns in an order of their own.',
    reference: configuration,
  },
  destination: { support: 'native', required: true, reference: destination },
  'destination.bucket': {
    support: 'native',
    required: true,
    pattern: '[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]',
    note: 'In the region of the bucket that is listed.',
    reference: destination,
  },
  'destination.prefix': {
    support: 'native',
    note: 'Without a slash at its end, or reports lie under a doubled one.',
    reference: destination,
  },
  'destination.accountId': {
    support: 'native',
    pattern: '[0-9]{12}',
    note: 'Without it the owner of the bucket is not checked before reports are written to it.',
    reference: destination,
  },
  'destination.roleArn': {
    support: 'unsupported',
    note: 'S3 assumes no role; the policy of the destination bucket lets it write.',
    reference: prerequisites,
  },
  'destination.format': { support: 'native', required: true, reference: destination },
  'destination.encryption': { support: 'native', reference: encryption },
  'destination.encryption.type': { support: 'native', reference: encryption },
  'destination.encryption.keyId': {
    support: 'native',
    note: 'Required with kms: a customer managed key; the key aws/s3 is not supported.',
    reference: `${api}API_SSEKMS.html`,
  },
  incremental: noChangeLog,
  'incremental.enabled': noChangeLog,
  'incremental.everySeconds': noChangeLog,
  'incremental.fields': noChangeLog,
}

const values: ValueCapabilities = {
  'schedule.every': { day: 'native', week: 'native', month: 'coerced', once: 'unsupported' },
  versions: { current: 'native', all: 'native' },
  'filter.storageClasses': {
    standard: 'emulated',
    'reduced-redundancy': 'emulated',
    'express-single-zone': 'emulated',
    'intelligent-tiering': 'emulated',
    'infrequent-access': 'emulated',
    'infrequent-access-single-zone': 'emulated',
    'archive-instant': 'emulated',
    archive: 'emulated',
    'cold-archive': 'emulated',
    'deep-archive': 'emulated',
    'deep-cold-archive': 'emulated',
  },
  fields: {
    size: 'native',
    lastModified: 'native',
    etag: 'native',
    storageClass: 'native',
    isMultipartUploaded: 'native',
    encryption: 'native',
    replicationStatus: 'native',
    checksumAlgorithm: 'native',
    checksum: 'unsupported',
    acl: 'native',
    owner: 'native',
    tagCount: 'unsupported',
    objectType: 'unsupported',
    storageClassChangedAt: 'unsupported',
    lastAccessedAt: 'unsupported',
    lastAccessedOn: 'unsupported',
    lifecycleExpiration: 'native',
    objectLockMode: 'native',
    objectLockRetainUntil: 'native',
    objectLockLegalHold: 'native',
    objectLockEventHold: 'native',
    objectLockEventHoldDuration: 'native',
    intelligentTieringTier: 'native',
    intelligentTieringReference: 'native',
    bucketKeyStatus: 'native',
  },
  'destination.format': { csv: 'native', orc: 'native', parquet: 'native' },
  'destination.encryption.type': { 'provider-managed': 'native', kms: 'native' },
  'incremental.fields': {
    sequence: 'unsupported',
    type: 'unsupported',
    at: 'unsupported',
    requester: 'unsupported',
    requestId: 'unsupported',
    sourceIp: 'unsupported',
    size: 'unsupported',
    storageClass: 'unsupported',
    lastModified: 'unsupported',
    etag: 'unsupported',
    isMultipartUploaded: 'unsupported',
    objectType: 'unsupported',
    acl: 'unsupported',
    checksum: 'unsupported',
    encryption: 'unsupported',
  },
}

/** What S3 Inventory can carry. */
export const s3Capabilities: Capabilities = {
  provider: 'aws-s3',
  checkedOn: '2026-11-21',
  paths,
  values,
  overlays: [
    {
      name: 'Directory buckets (S3 Express One Zone): nine columns, any other is refused.',
      bucketTypes: ['directory'],
      paths: {
        fields: {
          support: 'native',
          note: 'Directory buckets have nine of the columns; S3 refuses any other.',
          reference: put,
        },
      },
      values: {
        fields: {
          replicationStatus: 'unsupported',
          acl: 'unsupported',
          owner: 'unsupported',
          objectLockMode: 'unsupported',
          objectLockRetainUntil: 'unsupported',
          objectLockLegalHold: 'unsupported',
          objectLockEventHold: 'unsupported',
          objectLockEventHoldDuration: 'unsupported',
          intelligentTieringTier: 'unsupported',
          intelligentTieringReference: 'unsupported',
        },
      },
    },
  ],
  behaviour: {
    write: 'upsert',
    idAssignedBy: 'caller',
    emptyReport: 'unknown',
    fieldOrderSignificant: false,
    crossAccountDestination: true,
    maximumConfigurations: 1000,
    scope: 'bucket',
  },
}
