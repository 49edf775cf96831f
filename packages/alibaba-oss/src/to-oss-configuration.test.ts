import {
  isWithin,
  leafPaths,
  normaliseConfiguration,
  sameValue,
  valueAt,
} from '@bucket-inventory/core'
import type {
  BucketScope,
  Destination,
  FindingPath,
  InventoryConfiguration,
  Verdict,
} from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { fromOssConfiguration } from './from-oss-configuration.ts'
import type { OssConfiguration } from './oss-configuration.ts'
import { toOssConfiguration } from './to-oss-configuration.ts'

const destination: Destination = {
  bucket: 'reports-cn',
  accountId: '1283641033516515',
  roleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
  format: 'csv',
}
const plain: InventoryConfiguration = {
  id: 'inventory1',
  enabled: true,
  schedule: { every: 'day' },
  versions: 'current',
  fields: ['size', 'lastModified', 'storageClass'],
  destination,
}
const incremental = { enabled: true, everySeconds: 600, fields: ['sequence', 'type'] } as const

interface Row {
  readonly says: string
  readonly asks: Partial<InventoryConfiguration>
  readonly scope?: BucketScope
  readonly found: readonly (readonly [FindingPath, Verdict])[]
}

const withDestination = (change: Partial<Destination>): Partial<InventoryConfiguration> => ({
  destination: { ...destination, ...change },
})

const rows: readonly Row[] = [
  // ─── id, enabled, schedule, versions
  { says: 'an id of 192 characters', asks: { id: 'i'.repeat(192) }, found: [] },
  {
    says: 'an id of 193 characters',
    asks: { id: 'i'.repeat(193) },
    found: [['id', 'needs-input']],
  },
  { says: 'an empty id', asks: { id: '' }, found: [['id', 'needs-input']] },
  { says: 'an id with U+0001', asks: { id: 'a\u0001' }, found: [['id', 'needs-input']] },
  { says: 'an inventory that is not enabled', asks: { enabled: false }, found: [] },
  { says: 'every day', asks: { schedule: { every: 'day' } }, found: [] },
  { says: 'every week', asks: { schedule: { every: 'week' } }, found: [] },
  { says: 'every month', asks: { schedule: { every: 'month' } }, found: [] },
  {
    says: 'a day of the month that every month has',
    asks: { schedule: { every: 'month', dayOfMonth: 28 } },
    found: [],
  },
  {
    says: 'a day of the month that February never has',
    asks: { schedule: { every: 'month', dayOfMonth: 31 } },
    found: [['schedule.dayOfMonth', 'advisory']],
  },
  {
    says: 'every month where there are no monthly reports',
    asks: { schedule: { every: 'month', dayOfMonth: 3 } },
    scope: { region: 'oss-us-east-1' },
    found: [
      ['schedule.every', 'coerced'],
      ['schedule.dayOfMonth', 'lossy'],
    ],
  },
  { says: 'once', asks: { schedule: { every: 'once' } }, found: [] },
  {
    says: 'once and deleted',
    asks: { schedule: { every: 'once', deleteAfterRun: true } },
    found: [],
  },
  {
    says: 'a frequency of OSS itself',
    asks: { schedule: { every: 'alibaba-oss:Hourly' } },
    found: [],
  },
  {
    says: 'a frequency of OSS itself that has a neutral name',
    asks: { schedule: { every: 'alibaba-oss:Weekly' } },
    found: [['schedule.every', 'coerced']],
  },
  {
    says: 'a frequency of another provider',
    asks: { schedule: { every: 'aws-s3:Fortnightly' } },
    found: [['schedule.every', 'needs-input']],
  },
  { says: 'all versions', asks: { versions: 'all' }, found: [] },
  {
    says: 'versions in a word of another provider',
    asks: { versions: 'aws-s3:Latest' },
    found: [['versions', 'needs-input']],
  },
  {
    says: 'versions in a word of OSS that has a neutral name',
    asks: { versions: 'alibaba-oss:All' },
    found: [['versions', 'coerced']],
  },
  // ─── fields
  {
    says: 'columns in another order than the documentation lists them',
    asks: { fields: ['checksum', 'size', 'acl', 'alibaba-oss:NewField'] },
    found: [],
  },
  {
    says: 'columns of access tracking',
    asks: { fields: ['lastAccessedAt'] },
    found: [['fields', 'unverified']],
  },
  {
    says: 'columns that OSS does not have',
    asks: { fields: ['replicationStatus', 'aws-s3:NewField', 'size'] },
    found: [['fields', 'dropped']],
  },
  {
    says: 'a column of OSS that has a neutral name',
    asks: { fields: ['alibaba-oss:Size'] },
    found: [['fields', 'coerced']],
  },
  {
    says: 'a residual that needs a column',
    asks: { fields: [], filter: { size: { max: 0 } } },
    scope: { region: 'cn-qingdao' },
    found: [
      ['filter.size.max', 'emulated'],
      ['fields', 'coerced'],
    ],
  },
  // ─── destination
  {
    says: 'a bucket by its ARN',
    asks: withDestination({ bucket: 'acs:oss:::reports' }),
    found: [['destination.bucket', 'needs-input']],
  },
  {
    says: 'a bucket whose name has dots, as only S3 allows',
    asks: withDestination({ bucket: 'reports.example.com' }),
    found: [['destination.bucket', 'needs-input']],
  },
  {
    says: 'a prefix of 1,023 characters',
    asks: withDestination({ prefix: 'p'.repeat(1023) }),
    found: [],
  },
  {
    says: 'a prefix of 1,024 characters at the destination',
    asks: withDestination({ prefix: 'p'.repeat(1024) }),
    found: [['destination.prefix', 'needs-input']],
  },
  {
    says: 'a prefix that OSS-HDFS owns',
    asks: withDestination({ prefix: '.dlsdata/reports' }),
    found: [['destination.prefix', 'advisory']],
  },
  {
    says: 'a destination without identity',
    asks: { destination: { bucket: 'reports-cn', format: 'csv' } },
    found: [
      ['destination.accountId', 'needs-input'],
      ['destination.roleArn', 'needs-input'],
    ],
  },
  {
    says: 'an account with a dash',
    asks: withDestination({ accountId: '1283-641033516515' }),
    found: [
      ['destination.accountId', 'needs-input'],
      ['destination.roleArn', 'advisory'],
    ],
  },
  {
    says: 'the identity of AWS',
    asks: withDestination({
      accountId: '012345678901',
      roleArn: 'arn:aws:iam::012345678901:role/R',
    }),
    found: [
      ['destination.accountId', 'needs-input'],
      ['destination.roleArn', 'needs-input'],
    ],
  },
  {
    says: 'an account of 12 digits that has the role',
    asks: withDestination({ accountId: '012345678901', roleArn: 'acs:ram::012345678901:role/R' }),
    found: [],
  },
  {
    says: 'a role of another account',
    asks: withDestination({ roleArn: 'acs:ram::1000000000000000:role/R' }),
    found: [['destination.roleArn', 'advisory']],
  },
  {
    says: 'ORC',
    asks: withDestination({ format: 'orc' }),
    found: [['destination.format', 'lossy']],
  },
  {
    says: 'Parquet',
    asks: withDestination({ format: 'parquet' }),
    found: [['destination.format', 'lossy']],
  },
  {
    says: 'a format of another provider',
    asks: withDestination({ format: 'aws-s3:Avro' }),
    found: [['destination.format', 'lossy']],
  },
  { says: 'a format of OSS', asks: withDestination({ format: 'alibaba-oss:ORC' }), found: [] },
  {
    says: 'a format of OSS that has a neutral name',
    asks: withDestination({ format: 'alibaba-oss:CSV' }),
    found: [['destination.format', 'coerced']],
  },
  {
    says: 'encryption by OSS',
    asks: withDestination({ encryption: { type: 'provider-managed' } }),
    found: [],
  },
  {
    says: 'encryption with the default key',
    asks: withDestination({ encryption: { type: 'kms' } }),
    found: [['destination.encryption.keyId', 'unverified']],
  },
  {
    says: 'encryption with a key',
    asks: withDestination({ encryption: { type: 'kms', keyId: '9468da86-3509-4f8d-a61e-6eab1e' } }),
    found: [],
  },
  {
    says: 'encryption with a key of AWS',
    asks: withDestination({
      encryption: { type: 'kms', keyId: 'arn:aws:kms:eu-west-1:012345678901:key/1' },
    }),
    found: [['destination.encryption.keyId', 'needs-input']],
  },
  // ─── incremental
  { says: 'a change log', asks: { incremental }, found: [['incremental', 'unverified']] },
  {
    says: 'a change log of an inventory that is not enabled',
    asks: { enabled: false, incremental },
    found: [
      ['incremental', 'unverified'],
      ['incremental.enabled', 'advisory'],
    ],
  },
  {
    says: 'a change log less often',
    asks: { incremental: { ...incremental, everySeconds: 3600 } },
    found: [
      ['incremental', 'unverified'],
      ['incremental.everySeconds', 'coerced'],
    ],
  },
  {
    says: 'a change log more often',
    asks: { incremental: { ...incremental, everySeconds: 60 } },
    found: [
      ['incremental', 'unverified'],
      ['incremental.everySeconds', 'lossy'],
    ],
  },
  {
    says: 'a change log as often as OSS will',
    asks: { incremental: { enabled: true, fields: [] } },
    found: [
      ['incremental', 'unverified'],
      ['incremental.everySeconds', 'coerced'],
    ],
  },
  {
    says: 'a change log with columns that OSS does not have',
    asks: { incremental: { ...incremental, fields: ['type', 'aws-s3:NewField'] } },
    found: [
      ['incremental', 'unverified'],
      ['incremental.fields', 'dropped'],
    ],
  },
  {
    says: 'a change log and a long prefix',
    asks: { incremental, ...withDestination({ prefix: 'p'.repeat(129) }) },
    found: [
      ['destination.prefix', 'advisory'],
      ['incremental', 'unverified'],
    ],
  },
  // ─── native
  {
    says: 'elements of OSS',
    asks: { native: { 'alibaba-oss': { NewElement: { '@mode': 'x', Child: ['1', '2'] } } } },
    found: [],
  },
  {
    says: 'elements of another provider',
    asks: { native: { 'aws-s3': { NewElement: 'x' } } },
    found: [['native.aws-s3', 'dropped']],
  },
  {
    says: 'elements of OSS that would say what the configuration says',
    asks: { native: { 'alibaba-oss': { Id: 'other', Filter: { Prefix: 'p', Tag: 't' } } } },
    found: [['native.alibaba-oss', 'lossy']],
  },
  {
    says: 'elements of OSS that mean something by being there',
    asks: {
      native: {
        'alibaba-oss': {
          IncrementalInventory: { NewElement: 'x' },
          Destination: { OSSBucketDestination: { Encryption: { 'SSE-OSS': {} } } },
        },
      },
    },
    found: [['native.alibaba-oss', 'lossy']],
  },
  {
    says: 'elements of OSS that no document can hold',
    asks: { native: { 'alibaba-oss': { 'no name': 'x' } } },
    found: [['native.alibaba-oss', 'needs-input']],
  },
]

describe('the verdict on', () => {
  it.each(rows)('$says', ({ asks, scope = {}, found }) => {
    const configuration = { ...plain, ...asks }
    const translation = toOssConfiguration(configuration, scope)
    expect(translation.findings.map(({ path, verdict }) => [path, verdict])).toEqual(found)
    const needsInput = found.some(([, verdict]) => verdict === 'needs-input')
    expect(translation.complete).toBe(!needsInput)
    if (translation.complete) expectNothingSilent(configuration, translation.native, scope)
  })
})

it('says something of every path that is not always carried exactly', () => {
  const spoken = rows.flatMap(({ found }) => found.map(([path]) => path))
  const silent = leafPaths.filter(
    (path) => !path.startsWith('filter.') && !spoken.some((other) => isWithin(path, other)),
  )
  expect(silent).toEqual(['enabled', 'schedule.deleteAfterRun', 'destination.encryption.type'])
})

it('names what allows a loss and what it leads to', () => {
  const { findings } = toOssConfiguration({
    ...plain,
    destination: { ...destination, format: 'parquet' },
  })
  expect(findings).toEqual([
    {
      verdict: 'lossy',
      path: 'destination.format',
      asked: 'parquet',
      consequence: 'other-format',
      message: 'OSS writes reports as CSV only, not as "parquet"',
      reference: 'https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketinventory',
    },
  ])
})

it('follows overrides of the capability table', () => {
  const asked = { ...plain, filter: { size: { min: 5 } }, incremental }
  const overrides = {
    paths: {
      'filter.size.min': { support: 'native', reference: '' },
      incremental: { support: 'unsupported', reference: '' },
    },
  } as const
  const translation = toOssConfiguration(asked, { region: 'cn-hangzhou', overrides })
  expect(translation.residual).toBeUndefined()
  expect(translation.findings.map(({ path, verdict }) => [path, verdict])).toEqual([
    ['incremental', 'lossy'],
  ])
  expect(translation.complete && translation.native.IncrementalInventory).toBeUndefined()
})

/** Law 0: every path that differs after a round trip is spoken of, and every finding of a change names one that does. */
function expectNothingSilent(
  configuration: InventoryConfiguration,
  native: OssConfiguration,
  scope: BucketScope,
): void {
  const asked = normaliseConfiguration(configuration)
  const got = normaliseConfiguration(fromOssConfiguration(native, scope).configuration)
  const { findings } = toOssConfiguration(configuration, scope)
  const paths: FindingPath[] = [...leafPaths, 'native.alibaba-oss', 'native.aws-s3']
  const differing = paths.filter((path) => !sameValue(valueAt(asked, path), valueAt(got, path)))
  const changing = findings.filter(({ verdict }) =>
    ['coerced', 'dropped', 'emulated', 'lossy'].includes(verdict),
  )
  expect(differing.filter((path) => !findings.some((one) => isWithin(path, one.path)))).toEqual([])
  expect(changing.filter((one) => !differing.some((path) => isWithin(path, one.path)))).toEqual([])
}
