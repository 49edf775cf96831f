import { configurationDifferences, isWithin, leafPaths } from '@bucket-inventory/core'
import type {
  BucketScope,
  Finding,
  InventoryConfiguration,
  InventoryFilter,
} from '@bucket-inventory/core'
import { describe, expect, test } from 'vitest'

import { fromS3Configuration, toS3Configuration, writeS3Document } from './index.ts'

const base: InventoryConfiguration = {
  id: 'daily',
  enabled: true,
  schedule: { every: 'day' },
  versions: 'current',
  fields: ['etag'],
  destination: { bucket: 'reports', accountId: '012345678901', format: 'csv' },
}
const destination = base.destination
const key = 'arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'
const directory: BucketScope = { bucketType: 'directory' }

interface Row {
  readonly what: string
  readonly change: Partial<InventoryConfiguration>
  readonly scope?: BucketScope
  /** `verdict path`, with the consequence of a loss. */
  readonly findings: readonly string[]
  readonly residual?: InventoryFilter
}

const within = { from: '2021-11-25T23:40:49.5Z', to: '2021-12-01T08:33:12Z' }
const classes = ['standard', 'alibaba-oss:ColdArchive', 'deep-cold-archive'] as const

/** The verdict of every path. */
const rows: readonly Row[] = [
  { what: 'the least there is', change: { fields: [] }, findings: [] },
  { what: 'an id', change: { id: 'A-z_0.9'.repeat(9) }, findings: [] },
  { what: 'an id beyond 64', change: { id: 'a'.repeat(65) }, findings: ['needs-input id'] },
  { what: 'an id with a slash', change: { id: 'a/b' }, findings: ['needs-input id'] },
  { what: 'an empty id', change: { id: '' }, findings: ['needs-input id'] },
  { what: 'a disabled one', change: { enabled: false }, findings: [] },
  { what: 'weekly', change: { schedule: { every: 'week' } }, findings: [] },
  {
    what: 'monthly',
    change: { schedule: { every: 'month' } },
    findings: ['coerced schedule.every'],
  },
  {
    what: 'a day of the month',
    change: { schedule: { every: 'month', dayOfMonth: 31 } },
    findings: ['coerced schedule.every', 'lossy schedule.dayOfMonth other-schedule'],
  },
  {
    what: 'once',
    change: { schedule: { every: 'once' } },
    findings: ['lossy schedule.every other-schedule'],
  },
  {
    what: 'once, and kept afterwards',
    change: { schedule: { every: 'once', deleteAfterRun: false } },
    findings: ['lossy schedule.every other-schedule'],
  },
  {
    what: 'once, then deleted',
    change: { schedule: { every: 'once', deleteAfterRun: true } },
    findings: [
      'lossy schedule.every other-schedule',
      'lossy schedule.deleteAfterRun other-schedule',
    ],
  },
  {
    what: 'a word of S3 for often',
    change: { schedule: { every: 'aws-s3:Hourly' } },
    findings: [],
  },
  {
    what: 'a word of S3 that is a neutral one',
    change: { schedule: { every: 'aws-s3:Daily' } },
    findings: ['coerced schedule.every'],
  },
  {
    what: 'a word of OSS for often',
    change: { schedule: { every: 'alibaba-oss:Hourly' } },
    findings: ['needs-input schedule.every'],
  },
  {
    what: 'a word that XML cannot hold',
    change: { schedule: { every: 'aws-s3:\u0001' } },
    findings: ['needs-input schedule.every'],
  },
  { what: 'all versions', change: { versions: 'all' }, findings: [] },
  { what: 'a word of S3 for versions', change: { versions: 'aws-s3:Noncurrent' }, findings: [] },
  {
    what: 'a word of S3 for current ones',
    change: { versions: 'aws-s3:Current' },
    findings: ['coerced versions'],
  },
  {
    what: 'a word of OSS for versions',
    change: { versions: 'alibaba-oss:Some' },
    findings: ['needs-input versions'],
  },
  { what: 'a prefix', change: { filter: { prefix: ' a&b<c>\r\n照😀 ' } }, findings: [] },
  { what: 'an empty prefix', change: { filter: { prefix: '' } }, findings: [] },
  { what: 'an empty filter', change: { filter: { size: {}, lastModified: {} } }, findings: [] },
  {
    what: 'a prefix that XML cannot hold',
    change: { filter: { prefix: 'a\u0001' } },
    findings: ['needs-input filter.prefix'],
  },
  {
    what: 'a filter by time',
    change: { filter: { prefix: 'p', lastModified: within } },
    findings: ['emulated filter.lastModified', 'coerced fields'],
    residual: { lastModified: within },
  },
  {
    what: 'a filter by half a time',
    change: { filter: { lastModified: { to: within.to } }, fields: ['lastModified'] },
    findings: ['emulated filter.lastModified'],
    residual: { lastModified: { to: within.to } },
  },
  {
    what: 'a filter by size',
    change: { filter: { size: { min: 0, max: 0 } } },
    findings: ['emulated filter.size', 'coerced fields'],
    residual: { size: { min: 0, max: 0 } },
  },
  {
    what: 'a filter by classes, of other clouds too',
    change: { filter: { storageClasses: classes } },
    findings: ['emulated filter.storageClasses', 'coerced fields'],
    residual: { storageClasses: classes },
  },
  {
    what: 'every filter at once',
    change: {
      filter: { prefix: 'p', lastModified: within, size: { max: 9 }, storageClasses: ['standard'] },
      fields: ['size', 'storageClass', 'lastModified'],
    },
    findings: [
      'emulated filter.lastModified',
      'emulated filter.size',
      'emulated filter.storageClasses',
    ],
    residual: { lastModified: within, size: { max: 9 }, storageClasses: ['standard'] },
  },
  {
    what: 'a filter that needs a column that is not there',
    change: { filter: { size: { min: 1 } } },
    scope: { overrides: { values: { fields: { size: 'unsupported' } } } },
    findings: ['lossy filter.size lists-more'],
  },
  {
    what: 'every column of S3',
    change: {
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
        'intelligentTieringReference',
        'bucketKeyStatus',
        'checksumAlgorithm',
        'acl',
        'owner',
        'lifecycleExpiration',
      ],
    },
    findings: [],
  },
  {
    what: 'columns that S3 does not have',
    change: { fields: ['size', 'tagCount', 'checksum', 'alibaba-oss:New'] },
    findings: ['dropped fields'],
  },
  {
    what: 'a column that this table does not know',
    change: { fields: ['aws-s3:NewField', 'aws-s3:Key'] },
    findings: [],
  },
  {
    what: 'a column by its own word',
    change: { fields: ['size', 'aws-s3:Size'] },
    findings: ['coerced fields'],
  },
  {
    what: 'a column that XML cannot hold',
    change: { fields: ['aws-s3:\uFFFE'] },
    findings: ['needs-input fields'],
  },
  {
    what: 'the columns of a directory bucket',
    change: {
      fields: [
        'size',
        'lastModified',
        'storageClass',
        'etag',
        'isMultipartUploaded',
        'encryption',
        'bucketKeyStatus',
        'checksumAlgorithm',
        'lifecycleExpiration',
      ],
    },
    scope: directory,
    findings: [],
  },
  {
    what: 'a column that a directory bucket does not have',
    change: { fields: ['owner', 'aws-s3:New'] },
    scope: directory,
    findings: ['dropped fields'],
  },
  {
    what: 'an ARN for a bucket',
    change: { destination: { ...destination, bucket: 'arn:aws:s3:::reports' } },
    findings: ['needs-input destination.bucket'],
  },
  {
    what: 'no name of a bucket',
    change: { destination: { ...destination, bucket: 'Reports_1' } },
    findings: ['needs-input destination.bucket'],
  },
  {
    what: 'a prefix of reports',
    change: { destination: { ...destination, prefix: 'a/b&c' } },
    findings: [],
  },
  {
    what: 'an empty prefix of reports',
    change: { destination: { ...destination, prefix: '' } },
    findings: [],
  },
  {
    what: 'a prefix of reports with a slash at its end',
    change: { destination: { ...destination, prefix: 'a/' } },
    findings: ['advisory destination.prefix'],
  },
  {
    what: 'a prefix of reports that XML cannot hold',
    change: { destination: { ...destination, prefix: '\uD800' } },
    findings: ['needs-input destination.prefix'],
  },
  {
    what: 'no account',
    change: { destination: { bucket: 'reports', format: 'csv' } },
    findings: ['advisory destination.accountId'],
  },
  {
    what: 'an account of OSS',
    change: { destination: { ...destination, accountId: '1283641033516515' } },
    findings: ['needs-input destination.accountId'],
  },
  {
    what: 'an account with dashes',
    change: { destination: { ...destination, accountId: '0123-4567-8901' } },
    findings: ['needs-input destination.accountId'],
  },
  {
    what: 'a role',
    change: { destination: { ...destination, roleArn: 'acs:ram::1283641033516515:role/R' } },
    findings: ['dropped destination.roleArn'],
  },
  {
    what: 'ORC',
    change: { destination: { ...destination, format: 'orc' } },
    findings: [],
  },
  {
    what: 'Parquet',
    change: { destination: { ...destination, format: 'parquet' } },
    findings: [],
  },
  {
    what: 'Parquet where it is said not to be',
    change: { destination: { ...destination, format: 'parquet' } },
    scope: { overrides: { values: { 'destination.format': { parquet: 'unsupported' } } } },
    findings: ['lossy destination.format other-format'],
  },
  {
    what: 'a format in a word of S3',
    change: { destination: { ...destination, format: 'aws-s3:Iceberg' } },
    findings: [],
  },
  {
    what: 'CSV in the word of S3',
    change: { destination: { ...destination, format: 'aws-s3:CSV' } },
    findings: ['coerced destination.format'],
  },
  {
    what: 'a format in a word of OSS',
    change: { destination: { ...destination, format: 'alibaba-oss:JSON' } },
    findings: ['lossy destination.format other-format'],
  },
  {
    what: 'keys of S3',
    change: { destination: { ...destination, encryption: { type: 'provider-managed' } } },
    findings: [],
  },
  {
    what: 'a key of KMS',
    change: { destination: { ...destination, encryption: { type: 'kms', keyId: key } } },
    findings: [],
  },
  {
    what: 'a key of KMS by its bare id',
    change: { destination: { ...destination, encryption: { type: 'kms', keyId: 'mrk-12' } } },
    findings: [],
  },
  {
    what: 'KMS without a key',
    change: { destination: { ...destination, encryption: { type: 'kms' } } },
    findings: ['needs-input destination.encryption.keyId'],
  },
  {
    what: 'a key of another cloud',
    change: {
      destination: { ...destination, encryption: { type: 'kms', keyId: 'acs:kms:cn:1:key/k' } },
    },
    findings: ['needs-input destination.encryption.keyId'],
  },
  {
    what: 'no key at all',
    change: {
      destination: { ...destination, encryption: { type: 'kms', keyId: 'arn:aws:iam::1:role/r' } },
    },
    findings: ['needs-input destination.encryption.keyId'],
  },
  {
    what: 'a key that XML cannot hold',
    change: { destination: { ...destination, encryption: { type: 'kms', keyId: 'k\u0000' } } },
    findings: ['needs-input destination.encryption.keyId'],
  },
  {
    what: 'the key that AWS manages',
    change: { destination: { ...destination, encryption: { type: 'kms', keyId: 'alias/aws/s3' } } },
    findings: ['advisory destination.encryption.keyId'],
  },
  {
    what: 'a change log',
    change: { incremental: { enabled: true, everySeconds: 600, fields: ['sequence'] } },
    findings: ['lossy incremental lists-less'],
  },
  {
    what: 'what OSS holds beyond the neutral words',
    change: { native: { 'alibaba-oss': { New: 'x' }, other: { Y: '' } } },
    findings: ['dropped native.alibaba-oss', 'dropped native.other'],
  },
  {
    what: 'what S3 holds beyond the neutral words',
    change: {
      native: { 'aws-s3': { '@a': 'b', New: ['x', { Y: '' }], Schedule: { Zone: 'UTC' } } },
    },
    findings: [],
  },
  {
    what: 'what was kept in the place of what is written',
    change: {
      native: { 'aws-s3': { Id: 'other', Schedule: { Frequency: 'Hourly', Zone: 'UTC' } } },
    },
    findings: ['lossy native.aws-s3 native-lost'],
  },
  {
    what: 'what was kept and XML cannot hold',
    change: { native: { 'aws-s3': { New: { Deep: ['a', 'b\u0002'] } } } },
    findings: ['needs-input native.aws-s3'],
  },
  {
    what: 'the ARN of another partition, which still names the bucket',
    change: {
      native: {
        'aws-s3': { Destination: { S3BucketDestination: { Bucket: 'arn:aws-cn:s3:::reports' } } },
      },
    },
    findings: [],
  },
  {
    what: 'the ARN that would be written anyway',
    change: {
      native: {
        'aws-s3': { Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::reports' } } },
      },
    },
    findings: ['coerced native.aws-s3'],
  },
  {
    what: 'the ARN of another partition, of a bucket that it is not any more',
    change: {
      native: {
        'aws-s3': { Destination: { S3BucketDestination: { Bucket: 'arn:aws-cn:s3:::old' } } },
      },
    },
    findings: ['lossy native.aws-s3 native-lost'],
  },
]

function said(finding: Finding): string {
  const { verdict, path } = finding
  return verdict === 'lossy' ? `${verdict} ${path} ${finding.consequence}` : `${verdict} ${path}`
}

/** What law 0 forbids: a difference without a finding, or a finding of a change where nothing differs. */
function silence(configuration: InventoryConfiguration, scope: BucketScope): string[] {
  const translation = toS3Configuration(configuration, scope)
  if (!translation.complete) return []
  const back = fromS3Configuration(translation.native, scope).configuration
  const differing = configurationDifferences(configuration, back, false).map(({ path }) => path)
  const changed = translation.findings.filter(({ verdict }) =>
    ['coerced', 'dropped', 'emulated', 'lossy'].includes(verdict),
  )
  return [
    ...differing.filter((path) => !changed.some((finding) => isWithin(path, finding.path))),
    ...changed
      .filter((finding) => !differing.some((path) => isWithin(path, finding.path)))
      .map((finding) => `nothing differs at ${finding.path}`),
  ]
}

describe('the verdict of every path', () => {
  test.each(rows)('$what: $findings', ({ change, scope = {}, findings, residual }) => {
    const configuration = { ...base, ...change }
    const translation = toS3Configuration(configuration, scope)
    expect(translation.findings.map(said)).toEqual(findings)
    expect(translation.residual).toEqual(residual)
    expect(translation.complete).toBe(!findings.some((finding) => finding.startsWith('needs')))
    expect(silence(configuration, scope)).toEqual([])
    const text = translation.complete ? writeS3Document(translation.native) : undefined
    expect(text === undefined).toBe(!translation.complete)
  })

  test('has a row for each path that holds a value', () => {
    const told = new Set(
      rows.flatMap(({ change }) =>
        configurationDifferences({ ...base, ...change }, base).map(({ path }) => path),
      ),
    )
    expect(leafPaths.filter((path) => !told.has(path))).toEqual([])
  })

  test('is said of any two of them at once', () => {
    const silent = rows.flatMap((left) =>
      rows
        .filter((right) => left.scope === right.scope || right.scope === undefined)
        .flatMap((right) => {
          const merged: InventoryConfiguration = {
            ...base,
            ...left.change,
            ...right.change,
            destination: {
              ...destination,
              ...left.change.destination,
              ...right.change.destination,
            },
          }
          return silence(merged, left.scope ?? {}).map((path) => [left.what, right.what, path])
        }),
    )
    expect(silent).toEqual([])
  })

  test('carries the vendor page wherever the table has one', () => {
    for (const { change, scope } of rows) {
      const { findings } = toS3Configuration({ ...base, ...change }, scope)
      const bare = findings.filter(
        ({ path, reference }) =>
          reference === undefined && path !== 'fields' && !path.startsWith('native.'),
      )
      expect(bare).toEqual([])
    }
  })
})

test('names what is needed all at once', () => {
  const translation = toS3Configuration({
    ...base,
    id: 'a b',
    schedule: { every: 'alibaba-oss:X' },
    filter: { prefix: '\u0001' },
    destination: { bucket: 'X', accountId: 'y', format: 'csv', encryption: { type: 'kms' } },
  })
  expect(translation.findings.map(({ path }) => path)).toEqual([
    'id',
    'filter.prefix',
    'schedule.every',
    'destination.bucket',
    'destination.accountId',
    'destination.encryption.keyId',
  ])
})

function firstFinding(change: Partial<InventoryConfiguration>): Finding | undefined {
  return toS3Configuration({ ...base, ...change }).findings[0]
}

test('says what a person can do', () => {
  expect(firstFinding({ schedule: { every: 'month' } })?.message).toContain(
    'about four runs a month',
  )
  expect(
    firstFinding({ destination: { ...destination, bucket: 'arn:aws-cn:s3:::reports' } })?.message,
  ).toContain('write "reports"')
  expect(firstFinding({ id: 'täglich bericht' })).toMatchObject({ example: 't-glich-bericht' })
  expect(firstFinding({ filter: { size: { min: 1 } } })).toMatchObject({ addedFields: ['size'] })
  expect(firstFinding({ filter: { prefix: 'a\u0001b' } })).toMatchObject({
    message: expect.stringContaining('U+0001'),
    example: 'ab',
  })
})

test.each([
  ['us-east-1', 'aws'],
  ['ap-southeast-7', 'aws'],
  ['cn-northwest-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['us-iso-east-1', 'aws-iso'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['eu-isoe-west-1', 'aws-iso-e'],
  ['us-isof-south-1', 'aws-iso-f'],
  ['eusc-de-east-1', 'aws-eusc'],
])('writes the ARN of a bucket in %s in the partition %s', (region, partition) => {
  const translation = toS3Configuration(base, { region })
  expect(translation).toMatchObject({
    complete: true,
    native: {
      Destination: { S3BucketDestination: { Bucket: `arn:${partition}:s3:::reports` } },
    },
  })
})
