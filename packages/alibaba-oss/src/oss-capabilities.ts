import type {
  Capabilities,
  CapabilityTable,
  PathCapability,
  ValueCapabilities,
} from '@bucket-inventory/core'

import { bothRegionIds } from './oss-region.ts'

const put = 'https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketinventory'
const get = 'https://www.alibabacloud.com/help/en/oss/developer-reference/getbucketinventory'
const guide = 'https://www.alibabacloud.com/help/en/oss/user-guide/bucket-inventory'

/** Seconds since 1970: 2010-01-01 and the end of 9999, both UTC+8. */
const times = { minimum: 1_262_275_200, maximum: 253_402_271_999 }
/** 50 TiB. */
const largestSize = 54_975_581_388_800

const elsewhere =
  'Documented for China (Qingdao), China (Hohhot) and Germany (Frankfurt); whether other regions honour it is not.'
const instantNote =
  'Whole seconds. A fraction, or a time out of range (limits in epoch seconds), is applied when the report is read.'

const lastModified = { support: 'unverified', ...times, note: elsewhere, reference: put } as const
const sizes = {
  support: 'unverified',
  maximum: largestSize,
  note: elsewhere,
  reference: put,
} as const
const storageClasses = { support: 'unverified', note: elsewhere, reference: put } as const
const byTicket: PathCapability = {
  support: 'unverified',
  note: 'Opened by ticket; elsewhere the service refuses the configuration.',
  reference: guide,
}

const paths: CapabilityTable = {
  id: { support: 'native', required: true, maximumLength: 192, reference: put },
  enabled: { support: 'native', required: true, reference: put },
  schedule: { support: 'native', required: true, reference: put },
  'schedule.every': { support: 'native', required: true, reference: get },
  'schedule.dayOfMonth': {
    support: 'native',
    minimum: 1,
    maximum: 31,
    note: 'The 29th to 31st mean the last day of shorter months. Default: every 30 days.',
    reference: guide,
  },
  'schedule.deleteAfterRun': { support: 'native', reference: guide },
  versions: { support: 'native', required: true, reference: put },
  filter: { support: 'native', reference: put },
  'filter.prefix': {
    support: 'native',
    maximumLength: 1023,
    note: 'The length counts bytes in UTF-8. A longer one is applied when the report is read.',
    reference: put,
  },
  'filter.lastModified': lastModified,
  'filter.lastModified.from': lastModified,
  'filter.lastModified.to': lastModified,
  'filter.size': sizes,
  'filter.size.min': { ...sizes, minimum: 1 },
  'filter.size.max': { ...sizes, minimum: 1 },
  'filter.storageClasses': storageClasses,
  fields: { support: 'native', note: 'The order is that of the columns.', reference: put },
  destination: { support: 'native', required: true, reference: put },
  'destination.bucket': {
    support: 'native',
    required: true,
    pattern: '[a-z0-9_][a-z0-9_-]{1,61}[a-z0-9_]',
    note: 'In the region and account of the bucket that is listed.',
    reference: put,
  },
  'destination.prefix': {
    support: 'native',
    maximumLength: 1023,
    note: 'The length counts bytes in UTF-8.',
    reference: put,
  },
  'destination.accountId': { support: 'native', required: true, pattern: '\\d+', reference: put },
  'destination.roleArn': {
    support: 'native',
    required: true,
    pattern: 'acs:ram::\\d+:role/.+',
    reference: put,
  },
  'destination.format': { support: 'native', required: true, reference: put },
  'destination.encryption': { support: 'native', reference: put },
  'destination.encryption.type': { support: 'native', reference: put },
  'destination.encryption.keyId': {
    support: 'native',
    note: 'Default: the default key of the account, which is not verified.',
    reference: put,
  },
  incremental: byTicket,
  'incremental.enabled': byTicket,
  'incremental.everySeconds': {
    ...byTicket,
    minimum: 600,
    maximum: 600,
    note: 'Always every 600 seconds, where it is opened at all.',
  },
  'incremental.fields': byTicket,
}

const values: ValueCapabilities = {
  'schedule.every': { day: 'native', week: 'native', month: 'native', once: 'native' },
  versions: { current: 'native', all: 'native' },
  'filter.storageClasses': {
    standard: 'native',
    'infrequent-access': 'native',
    archive: 'native',
    'cold-archive': 'native',
    // The console offers it, the API's page does not list it.
    'deep-cold-archive': 'unverified',
    'reduced-redundancy': 'emulated',
    'express-single-zone': 'emulated',
    'intelligent-tiering': 'emulated',
    'infrequent-access-single-zone': 'emulated',
    'archive-instant': 'emulated',
    'deep-archive': 'emulated',
  },
  fields: {
    size: 'native',
    lastModified: 'native',
    etag: 'native',
    storageClass: 'native',
    isMultipartUploaded: 'native',
    encryption: 'native',
    acl: 'native',
    tagCount: 'native',
    objectType: 'native',
    checksum: 'native',
    storageClassChangedAt: 'native',
    // Columns of reports where access tracking is on; the API's page does not list them.
    lastAccessedAt: 'unverified',
    lastAccessedOn: 'unverified',
    replicationStatus: 'unsupported',
    checksumAlgorithm: 'unsupported',
    owner: 'unsupported',
    lifecycleExpiration: 'unsupported',
    objectLockMode: 'unsupported',
    objectLockRetainUntil: 'unsupported',
    objectLockLegalHold: 'unsupported',
    objectLockEventHold: 'unsupported',
    objectLockEventHoldDuration: 'unsupported',
    intelligentTieringTier: 'unsupported',
    intelligentTieringReference: 'unsupported',
    bucketKeyStatus: 'unsupported',
  },
  'destination.format': { csv: 'native', orc: 'unsupported', parquet: 'unsupported' },
  'destination.encryption.type': { 'provider-managed': 'native', kms: 'native' },
  'incremental.fields': {
    sequence: 'native',
    type: 'native',
    at: 'native',
    requester: 'native',
    requestId: 'native',
    sourceIp: 'native',
    size: 'native',
    storageClass: 'native',
    lastModified: 'native',
    etag: 'native',
    isMultipartUploaded: 'native',
    objectType: 'native',
    acl: 'native',
    checksum: 'native',
    encryption: 'native',
  },
}

/** What OSS bucket inventory carries. */
export const ossCapabilities: Capabilities = {
  provider: 'alibaba-oss',
  checkedOn: '2026-11-21',
  paths,
  values,
  overlays: [
    {
      name: 'Regions for which the filters by time, size and storage class are documented.',
      regions: bothRegionIds(['cn-qingdao', 'cn-huhehaote', 'eu-central-1']),
      paths: {
        'filter.lastModified': { ...lastModified, support: 'native', note: instantNote },
        'filter.lastModified.from': { ...lastModified, support: 'native', note: instantNote },
        'filter.lastModified.to': { ...lastModified, support: 'native', note: instantNote },
        'filter.size': { support: 'native', maximum: largestSize, reference: put },
        'filter.size.min': { support: 'native', minimum: 1, maximum: largestSize, reference: put },
        'filter.size.max': { support: 'native', minimum: 1, maximum: largestSize, reference: put },
        'filter.storageClasses': { support: 'native', reference: put },
      },
    },
    {
      name: 'Regions without monthly reports.',
      regions: bothRegionIds([
        'cn-zhangjiakou',
        'cn-zhongwei',
        'us-east-1',
        'us-west-1',
        'na-south-1',
        'eu-west-2',
        'cn-hangzhou-finance',
        'cn-hzfinance',
        'cn-hzjbp',
        'cn-shanghai-finance-1',
        'cn-shanghai-finance-1-pub',
        'cn-shenzhen-finance-1',
        'cn-szfinance',
        'cn-beijing-finance-1',
        'cn-beijing-finance-1-pub',
        'cn-north-2-gov-1',
      ]),
      paths: { 'schedule.dayOfMonth': { support: 'unsupported', reference: guide } },
      values: { 'schedule.every': { month: 'coerced' } },
    },
  ],
  behaviour: {
    write: 'create-only',
    idAssignedBy: 'caller',
    emptyReport: 'skipped',
    fieldOrderSignificant: true,
    crossAccountDestination: false,
    maximumConfigurations: 1000,
    scope: 'bucket',
  },
}
