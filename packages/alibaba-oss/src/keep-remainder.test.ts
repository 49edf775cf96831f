import type { Destination, InventoryConfiguration, NativeRemainder } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { toOssConfiguration } from './to-oss-configuration.ts'

const unencrypted: Destination = {
  bucket: 'reports-cn',
  accountId: '1283641033516515',
  roleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
  format: 'csv',
}
const plain: InventoryConfiguration = {
  id: 'daily',
  enabled: true,
  schedule: { every: 'day' },
  versions: 'current',
  filter: { prefix: 'photos/' },
  fields: ['size', 'etag'],
  destination: { ...unencrypted, encryption: { type: 'provider-managed' } },
}

/** What is kept of it, and what the finding names as left out. */
function keptOf(remainder: NativeRemainder, change: Partial<InventoryConfiguration> = {}) {
  const translation = toOssConfiguration({
    ...plain,
    ...change,
    native: { 'alibaba-oss': remainder },
  })
  const lossy = translation.findings.find(({ path }) => path === 'native.alibaba-oss')
  return {
    kept: translation.complete ? translation.native.remainder : 'nothing is translated',
    lost: lossy?.verdict === 'lossy' ? lossy.asked : undefined,
  }
}

const place = (bucket: NativeRemainder) => ({ Destination: { OSSBucketDestination: bucket } })

it.each<[string, NativeRemainder, Partial<InventoryConfiguration>?]>([
  [
    'elements that nobody knows',
    { New: 'x', Filter: { Tag: ['a', 'b'] }, Schedule: { Window: '' } },
  ],
  ['attributes of what is written anyway', { '@a': '1', Id: { '@b': '2' }, Filter: { '@c': '3' } }],
  ['attributes of every column', { OptionalFields: { Field: [{ '@a': '1' }, {}] } }],
  [
    'an encryption without a neutral word, where none is asked for',
    place({ Encryption: { 'SSE-SM4': { Key: 'k' } } }),
    { destination: unencrypted },
  ],
  ['what lies in the encryption', place({ Encryption: { 'SSE-OSS': { Strength: '11' } } })],
  ['a day beside another schedule than a monthly one', { Schedule: { DayOfMonth: '3' } }],
  ['a filter that has no other part', { Filter: { Tag: 'a' } }, { filter: {} }],
  ['an element named like what every object has', { constructor: 'x', toString: 'y' }],
])('keeps %s', (_what, remainder, change) => {
  expect(keptOf(remainder, change)).toEqual({ kept: remainder, lost: undefined })
})

it.each<[string, NativeRemainder, readonly string[], Partial<InventoryConfiguration>?]>([
  ['what the configuration says', { Id: 'other', IsEnabled: 'false' }, ['Id', 'IsEnabled']],
  [
    'what it does not say, but has words for',
    { Filter: { LowerSizeBound: '5' } },
    ['Filter/LowerSizeBound'],
  ],
  ['text where elements are', { Filter: 'x', Schedule: ['a', 'b'] }, ['Filter', 'Schedule']],
  [
    'attributes of more columns than there are',
    { OptionalFields: { Field: [{ '@a': '1' }, {}, {}] } },
    ['OptionalFields/Field'],
  ],
  [
    'another encryption than the one that is asked for',
    place({ Encryption: { 'SSE-SM4': { Key: 'k' } } }),
    ['Destination/OSSBucketDestination/Encryption/SSE-SM4'],
  ],
  [
    'a change log that nobody asked for',
    { IncrementalInventory: { New: 'x' } },
    ['IncrementalInventory'],
  ],
  [
    'an encryption that nobody asked for',
    place({ Encryption: { 'SSE-KMS': { New: 'x' } } }),
    ['Destination/OSSBucketDestination/Encryption/SSE-KMS'],
  ],
  [
    'the form of the name of another bucket',
    place({ Bucket: 'acs:oss:cn-hangzhou:1:other' }),
    ['Destination/OSSBucketDestination/Bucket'],
  ],
  [
    'a day beside a monthly schedule',
    { Schedule: { DayOfMonth: '3' } },
    ['Schedule/DayOfMonth'],
    { schedule: { every: 'month', dayOfMonth: 5 } },
  ],
  [
    'a deletion beside a single run',
    { Schedule: { AutoDelete: 'true' } },
    ['Schedule/AutoDelete'],
    { schedule: { every: 'once' } },
  ],
])('leaves out %s, and says so', (_what, remainder, lost, change) => {
  expect(keptOf(remainder, change)).toEqual({ kept: undefined, lost })
})

it('writes an unusual form of the name of the bucket again', () => {
  const native = { 'alibaba-oss': place({ Bucket: 'acs:oss:cn-hangzhou:1:reports-cn' }) }
  const translation = toOssConfiguration({ ...plain, native })
  expect(translation.findings).toEqual([])
  expect(translation.complete && translation.native.Destination.OSSBucketDestination.Bucket).toBe(
    'acs:oss:cn-hangzhou:1:reports-cn',
  )
})
