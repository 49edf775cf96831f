import { parseInventoryConfiguration } from '@bucket-inventory/core'
import { describe, expect, test } from 'vitest'

import { fromS3Configuration, toS3Configuration } from './index.ts'
import type { S3Configuration } from './index.ts'

const base: S3Configuration = {
  Id: 'daily',
  IsEnabled: true,
  IncludedObjectVersions: 'Current',
  Schedule: { Frequency: 'Daily' },
  Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::reports', Format: 'CSV' } },
}

function place(change: object): S3Configuration {
  const { S3BucketDestination } = base.Destination
  return { ...base, Destination: { S3BucketDestination: { ...S3BucketDestination, ...change } } }
}

/** What a bucket can hold, also words and elements that came after this code. */
const held: readonly (readonly [string, S3Configuration])[] = [
  ['the least', base],
  [
    'a disabled one of all versions, weekly',
    { ...base, IsEnabled: false, IncludedObjectVersions: 'All', Schedule: { Frequency: 'Weekly' } },
  ],
  ['a filter', { ...base, Filter: { Prefix: ' a&b<c>\r\n照😀 ' } }],
  [
    'columns in any order',
    { ...base, OptionalFields: ['Size', 'ETag', 'ObjectOwner', 'BucketKeyStatus'] },
  ],
  [
    'a new column, in another case, or one that comes by itself',
    { ...base, OptionalFields: ['NewField', 'size', 'Key', 'VersionId'] },
  ],
  [
    'new words',
    {
      ...place({ Format: 'Iceberg' }),
      Schedule: { Frequency: 'Hourly' },
      IncludedObjectVersions: 'Noncurrent',
    },
  ],
  ['words in another case', { ...place({ Format: 'PARQUET' }), Schedule: { Frequency: 'daily' } }],
  [
    'ORC with everything',
    place({ Format: 'ORC', AccountId: '012345678901', Prefix: 'a/', Encryption: { SSES3: {} } }),
  ],
  ['a key', place({ Format: 'Parquet', Encryption: { SSEKMS: { KeyId: 'arn:valid:kms' } } })],
  ['another partition', place({ Bucket: 'arn:aws-cn:s3:::reports' })],
  ['an ARN with an account', place({ Bucket: 'arn:aws:s3::012345678901:reports' })],
  ['a bare name, as other servers keep it', place({ Bucket: 'reports' })],
  ['a bucket of old times', place({ Bucket: 'arn:aws:s3:::My_Reports' })],
  [
    'unknown elements',
    {
      ...base,
      remainder: {
        New: ['a', { '@b': 'c' }],
        Filter: { Tag: 'x' },
        Destination: { S3BucketDestination: { Encryption: { 'SSE-X': '' } } },
      },
    },
  ],
  [
    'unknown elements beside another partition',
    {
      ...place({ Bucket: 'arn:aws-cn:s3:::reports' }),
      remainder: { Destination: { '@x': '1', S3BucketDestination: { New: '' } } },
    },
  ],
  [
    'an element and columns with attributes',
    {
      ...base,
      OptionalFields: ['Size', 'ETag'],
      remainder: { Id: { '@a': 'b' }, OptionalFields: { Field: [{}, { '@as': 'e' }] } },
    },
  ],
]

describe.each(['us-east-1', 'cn-north-1', undefined])('in region %s', (region) => {
  const scope = region === undefined ? {} : { region }

  test.each(held)('%s goes back as it came', (_what, native) => {
    const { configuration, findings } = fromS3Configuration(native, scope)
    expect(findings).toEqual([])
    const translation = toS3Configuration(configuration, scope)
    expect(translation).toMatchObject({ complete: true })
    expect(translation.complete && translation.native).toEqual(native)
    const changes = translation.findings.filter(({ verdict }) => verdict !== 'advisory')
    expect(changes).toEqual([])
  })

  test.each(held)('%s is a configuration that a person could have written', (_what, native) => {
    const { configuration } = fromS3Configuration(native, scope)
    expect(parseInventoryConfiguration(configuration)).toEqual(configuration)
  })
})

test('an element named __proto__ goes back as it came', () => {
  const native = { ...base, remainder: Object.fromEntries([['__proto__', { a: '1' }]]) }
  const translation = toS3Configuration(fromS3Configuration(native).configuration)
  const remainder = translation.complete ? translation.native.remainder : undefined
  expect(Object.entries(remainder ?? {})).toEqual([['__proto__', { a: '1' }]])
})

test('reads the words of S3 as the neutral ones', () => {
  const native: S3Configuration = {
    ...place({
      Format: 'Parquet',
      Encryption: { SSES3: {} },
      Prefix: 'p',
      AccountId: '012345678901',
    }),
    IncludedObjectVersions: 'All',
    Schedule: { Frequency: 'Weekly' },
    Filter: { Prefix: 'a' },
    OptionalFields: ['Size', 'IntelligentTieringReferenceDate', 'NewField'],
  }
  expect(fromS3Configuration(native).configuration).toEqual({
    id: 'daily',
    enabled: true,
    schedule: { every: 'week' },
    versions: 'all',
    filter: { prefix: 'a' },
    fields: ['size', 'intelligentTieringReference', 'aws-s3:NewField'],
    destination: {
      bucket: 'reports',
      prefix: 'p',
      accountId: '012345678901',
      format: 'parquet',
      encryption: { type: 'provider-managed' },
    },
  })
})

test('keeps an ARN of another partition whole', () => {
  const native = place({ Bucket: 'arn:aws-cn:s3:::reports' })
  const kept = { Destination: { S3BucketDestination: { Bucket: 'arn:aws-cn:s3:::reports' } } }
  expect(fromS3Configuration(native).configuration).toMatchObject({
    destination: { bucket: 'reports' },
    native: { 'aws-s3': kept },
  })
  expect(fromS3Configuration(native, { region: 'cn-north-1' }).configuration.native).toBeUndefined()
})
