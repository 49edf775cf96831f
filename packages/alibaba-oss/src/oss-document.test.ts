import { isInventoryError } from '@bucket-inventory/core'
import type { InventoryError } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import type { OssConfiguration } from './oss-configuration.ts'
import { readOssDocument, writeOssDocument } from './oss-document.ts'

const native: OssConfiguration = {
  Id: 'report1',
  IsEnabled: false,
  Filter: {
    Prefix: ' a&b<c>"\'日本😀\r\n ',
    LastModifyBeginTimeStamp: 1_637_883_649,
    LastModifyEndTimeStamp: 1_638_347_592,
    LowerSizeBound: 1024,
    UpperSizeBound: 1_048_576,
    StorageClass: 'Standard,IA',
  },
  Destination: {
    OSSBucketDestination: {
      Format: 'CSV',
      AccountId: '100000000000000',
      RoleArn: 'acs:ram::100000000000000:role/AliyunOSSRole',
      Bucket: 'acs:oss:::bucket_0001',
      Prefix: 'prefix1/',
      Encryption: { 'SSE-KMS': { KeyId: 'keyId' } },
    },
  },
  Schedule: { Frequency: 'Monthly', DayOfMonth: 3 },
  IncludedObjectVersions: 'All',
  OptionalFields: { Field: ['Crc64', 'Size'] },
  IncrementalInventory: {
    IsEnabled: true,
    Schedule: { Frequency: 600 },
    OptionalFields: { Field: ['SequenceNumber'] },
  },
}

it('writes every element, escaped', () => {
  expect(writeOssDocument(native)).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><InventoryConfiguration><Id>report1</Id><IsEnabled>false</IsEnabled>' +
      '<Filter><Prefix> a&amp;b&lt;c&gt;&quot;&apos;日本😀&#xD;&#xA; </Prefix>' +
      '<LastModifyBeginTimeStamp>1637883649</LastModifyBeginTimeStamp><LastModifyEndTimeStamp>1638347592</LastModifyEndTimeStamp>' +
      '<LowerSizeBound>1024</LowerSizeBound><UpperSizeBound>1048576</UpperSizeBound><StorageClass>Standard,IA</StorageClass></Filter>' +
      '<Destination><OSSBucketDestination><Format>CSV</Format><AccountId>100000000000000</AccountId>' +
      '<RoleArn>acs:ram::100000000000000:role/AliyunOSSRole</RoleArn><Bucket>acs:oss:::bucket_0001</Bucket><Prefix>prefix1/</Prefix>' +
      '<Encryption><SSE-KMS><KeyId>keyId</KeyId></SSE-KMS></Encryption></OSSBucketDestination></Destination>' +
      '<Schedule><Frequency>Monthly</Frequency><DayOfMonth>3</DayOfMonth></Schedule>' +
      '<IncludedObjectVersions>All</IncludedObjectVersions>' +
      '<OptionalFields><Field>Crc64</Field><Field>Size</Field></OptionalFields>' +
      '<IncrementalInventory><IsEnabled>true</IsEnabled><Schedule><Frequency>600</Frequency></Schedule>' +
      '<OptionalFields><Field>SequenceNumber</Field></OptionalFields></IncrementalInventory></InventoryConfiguration>',
  )
  expect(readOssDocument(writeOssDocument(native))).toEqual(native)
})

it('leaves out what says nothing', () => {
  const {
    OptionalFields: _fields,
    IncrementalInventory: _incremental,
    Filter: _filter,
    ...rest
  } = native
  const empty = {
    ...rest,
    Filter: { Prefix: '', LowerSizeBound: 0, UpperSizeBound: 0, StorageClass: 'All' },
    OptionalFields: { Field: [] },
  }
  expect(writeOssDocument(empty)).toBe(writeOssDocument(rest))
})

describe('refuses to write', () => {
  const { OSSBucketDestination: place } = native.Destination
  it.each<[string, Partial<OssConfiguration>, string[]]>([
    ['an empty id', { Id: '' }, ['Id']],
    [
      'both encryptions and no role at once',
      {
        Destination: {
          OSSBucketDestination: {
            ...place,
            RoleArn: '',
            Encryption: { 'SSE-OSS': '', 'SSE-KMS': {} },
          },
        },
      },
      ['Destination/OSSBucketDestination/RoleArn', 'Destination/OSSBucketDestination/Encryption'],
    ],
    [
      'a control character',
      { Filter: { Prefix: 'a\u0001' } },
      ['InventoryConfiguration/Filter/Prefix'],
    ],
    ['an element twice', { remainder: { Id: 'other' } }, ['InventoryConfiguration/Id']],
  ])('%s', (_what, change, paths) => {
    const error = errorOf(() => writeOssDocument({ ...native, ...change }))
    expect(error.code).toBe('invalid-configuration')
    expect(error.problems.map(({ path }) => path)).toEqual(paths)
  })
})

describe('refuses to read', () => {
  const text = writeOssDocument(native)
  it.each([
    ['an empty body', '', 'an empty body'],
    ['an HTML page', '<html><body>Bad Gateway</body></html>', 'an HTML page'],
    ['half a document', text.slice(0, text.length / 2), 'no well-formed XML'],
    ['another root', '<ListBucketResult/>', 'got <ListBucketResult>'],
    ['a document without an id', text.replace('<Id>report1</Id>', ''), 'has no <Id>'],
    ['an empty id', text.replace('<Id>report1</Id>', '<Id/>'), 'has no <Id>'],
    [
      'a document without a destination',
      text.replace(/<Destination>.*<\/Destination>/, ''),
      'InventoryConfiguration has no <Destination>',
    ],
    [
      'a document without a role',
      text.replace(/<RoleArn>.*<\/RoleArn>/, ''),
      'OSSBucketDestination has no <RoleArn>',
    ],
    [
      'a size that is no number',
      text.replace('<LowerSizeBound>1024', '<LowerSizeBound>1k'),
      'InventoryConfiguration/Filter/LowerSizeBound is "1k"',
    ],
    [
      'a time beyond the year 9999',
      text.replace('1638347592', '253402300800'),
      'LastModifyEndTimeStamp is "253402300800"',
    ],
    [
      'a state that is neither on nor off',
      text.replace('<IsEnabled>false', '<IsEnabled>banana'),
      'IsEnabled is "banana", not true or false',
    ],
    [
      'both encryptions',
      text.replace('<SSE-KMS>', '<SSE-OSS/><SSE-KMS>'),
      'Encryption holds both SSE-OSS and SSE-KMS',
    ],
    ['a second id', text.replace('</Id>', '</Id><Id>b</Id>'), '<Id> 2 times'],
  ])('%s', (_what, broken, message) => {
    const error = errorOf(() => readOssDocument(broken))
    expect(error.code).toBe('protocol')
    expect(error.message).toContain(message)
  })
})

it('reads booleans as Python clients write them', () => {
  const text = writeOssDocument(native).replace('<IsEnabled>false', '<IsEnabled>True')
  expect(readOssDocument(text).IsEnabled).toBe(true)
})

function errorOf(run: () => unknown): InventoryError {
  try {
    run()
  } catch (error) {
    if (isInventoryError(error)) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
