import { parseInventoryConfiguration } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { fromOssConfiguration } from './from-oss-configuration.ts'
import { readOssDocument, writeOssDocument } from './oss-document.ts'
import { toOssConfiguration } from './to-oss-configuration.ts'

// https://www.alibabacloud.com/help/en/oss/developer-reference/putbucketinventory, with what the page adds for
// monthly and incremental inventories.
const documented = `<?xml version="1.0" encoding="UTF-8"?>
<InventoryConfiguration>
  <Id>report1</Id>
  <IsEnabled>true</IsEnabled>
  <Filter>
    <Prefix>Pics/</Prefix>
    <LastModifyBeginTimeStamp>1637883649</LastModifyBeginTimeStamp>
    <LastModifyEndTimeStamp>1638347592</LastModifyEndTimeStamp>
    <LowerSizeBound>1024</LowerSizeBound>
    <UpperSizeBound>1048576</UpperSizeBound>
    <StorageClass>Standard,IA</StorageClass>
  </Filter>
  <Destination>
    <OSSBucketDestination>
      <Format>CSV</Format>
      <AccountId>100000000000000</AccountId>
      <RoleArn>acs:ram::100000000000000:role/AliyunOSSRole</RoleArn>
      <Bucket>acs:oss:::bucket_0001</Bucket>
      <Prefix>prefix1/</Prefix>
      <Encryption>
        <SSE-KMS>
          <KeyId>keyId</KeyId>
        </SSE-KMS>
      </Encryption>
    </OSSBucketDestination>
  </Destination>
  <Schedule>
    <Frequency>Monthly</Frequency>
    <DayOfMonth>3</DayOfMonth>
  </Schedule>
  <IncludedObjectVersions>All</IncludedObjectVersions>
  <OptionalFields>
    <Field>Size</Field>
    <Field>LastModifiedDate</Field>
    <Field>ETag</Field>
  </OptionalFields>
  <IncrementalInventory>
    <IsEnabled>true</IsEnabled>
    <Schedule>
      <Frequency>600</Frequency>
    </Schedule>
    <OptionalFields>
      <Field>SequenceNumber</Field>
      <Field>RecordType</Field>
    </OptionalFields>
  </IncrementalInventory>
</InventoryConfiguration>`

it('reads the sample of the documentation', () => {
  expect(fromOssConfiguration(readOssDocument(documented))).toEqual({
    findings: [],
    configuration: {
      id: 'report1',
      enabled: true,
      schedule: { every: 'month', dayOfMonth: 3 },
      versions: 'all',
      filter: {
        prefix: 'Pics/',
        lastModified: { from: '2021-11-25T23:40:49Z', to: '2021-12-01T08:33:12Z' },
        size: { min: 1024, max: 1_048_576 },
        storageClasses: ['standard', 'infrequent-access'],
      },
      fields: ['size', 'lastModified', 'etag'],
      destination: {
        bucket: 'bucket_0001',
        prefix: 'prefix1/',
        accountId: '100000000000000',
        roleArn: 'acs:ram::100000000000000:role/AliyunOSSRole',
        format: 'csv',
        encryption: { type: 'kms', keyId: 'keyId' },
      },
      incremental: { enabled: true, everySeconds: 600, fields: ['sequence', 'type'] },
    },
  })
})

const plain = document({})

it('reads what the service fills in for a filter that nobody set as none', () => {
  // The service echoes a filter of zeros: https://github.com/aliyun/terraform-provider-alicloud/pull/9913
  const echoed = document({
    filter:
      '<Filter><Prefix></Prefix><LastModifyBeginTimeStamp>0</LastModifyBeginTimeStamp><LastModifyEndTimeStamp>0</LastModifyEndTimeStamp><LowerSizeBound>0</LowerSizeBound><UpperSizeBound>0</UpperSizeBound><StorageClass></StorageClass></Filter>',
  })
  expect(readOssDocument(echoed)).toEqual(readOssDocument(plain))
})

it.each([
  ['All classes', { filter: '<Filter><StorageClass>All</StorageClass></Filter>' }],
  ['an empty filter', { filter: '<Filter/>' }],
  ['empty optional fields', { fields: '<OptionalFields></OptionalFields>' }],
  ['an empty encryption', { encryption: '<Encryption></Encryption>' }],
  ['an empty prefix of the destination', { prefix: '<Prefix></Prefix>' }],
])('reads %s as none', (_what, parts) => {
  const { configuration } = fromOssConfiguration(readOssDocument(document(parts)))
  expect(configuration).toEqual(fromOssConfiguration(readOssDocument(plain)).configuration)
})

it('reads words that it does not know, qualified', () => {
  const { configuration } = fromOssConfiguration(
    readOssDocument(
      document({
        format: 'ORC',
        schedule: '<Schedule><Frequency>Hourly</Frequency></Schedule>',
        versions: 'Latest',
        filter: '<Filter><StorageClass>Glacial,IA</StorageClass></Filter>',
        fields:
          '<OptionalFields><Field>TransistionTime</Field><Field>NewField</Field><Field>Key</Field><Field>Crc64</Field></OptionalFields>',
      }),
    ),
  )
  expect(configuration).toMatchObject({
    schedule: { every: 'alibaba-oss:Hourly' },
    versions: 'alibaba-oss:Latest',
    filter: { storageClasses: ['alibaba-oss:Glacial', 'infrequent-access'] },
    fields: ['alibaba-oss:TransistionTime', 'alibaba-oss:NewField', 'alibaba-oss:Key', 'checksum'],
    destination: { format: 'alibaba-oss:ORC' },
  })
})

it('keeps what has no neutral word, where it stands', () => {
  const { configuration } = fromOssConfiguration(
    readOssDocument(
      document({
        id: '007',
        bucket: 'acs:oss:cn-hangzhou:100000000000000:reports-cn',
        schedule:
          '<Schedule><Frequency>Daily</Frequency><DayOfMonth>3</DayOfMonth><AutoDelete>true</AutoDelete></Schedule>',
        encryption: '<Encryption><SSE-SM4/></Encryption>',
        more: '<NewElement mode="x"><Child> 1 </Child><Child>002</Child></NewElement>',
      }),
    ),
  )
  expect(configuration.id).toBe('007')
  expect(configuration.destination.bucket).toBe('reports-cn')
  expect(configuration.native).toEqual({
    'alibaba-oss': {
      NewElement: { '@mode': 'x', Child: [' 1 ', '002'] },
      Schedule: { DayOfMonth: '3', AutoDelete: 'true' },
      Destination: {
        OSSBucketDestination: {
          Bucket: 'acs:oss:cn-hangzhou:100000000000000:reports-cn',
          Encryption: { 'SSE-SM4': '' },
        },
      },
    },
  })
})

/** Law 2: what the service holds comes back to it as it was. */
describe('gives back to the service', () => {
  it.each([
    ['the sample of the documentation', documented],
    ['the least that a document has', plain],
    ['encryption by OSS', document({ encryption: '<Encryption><SSE-OSS/></Encryption>' })],
    ['the default key', document({ encryption: '<Encryption><SSE-KMS/></Encryption>' })],
    [
      'once, deleted',
      document({
        schedule: '<Schedule><Frequency>Once</Frequency><AutoDelete>true</AutoDelete></Schedule>',
      }),
    ],
    [
      'a day beside a daily schedule',
      document({
        schedule: '<Schedule><Frequency>Daily</Frequency><DayOfMonth>3</DayOfMonth></Schedule>',
      }),
    ],
    ['a bucket with its region', document({ bucket: 'acs:oss:cn-hangzhou:1:reports-cn' })],
    ['a bucket by its name', document({ bucket: 'reports-cn' })],
    ['another encryption', document({ encryption: '<Encryption><SSE-SM4 a="1"/></Encryption>' })],
    ['words nobody knows', document({ format: 'ORC', versions: 'Latest' })],
    [
      'spaces that mean something',
      document({ id: ' 007 ', filter: '<Filter><Prefix>  a&amp;b&#xD;&#xA; </Prefix></Filter>' }),
    ],
    [
      'unknown elements everywhere',
      document({
        filter: '<Filter at="1"><Tag>a</Tag><Tag>b</Tag></Filter>',
        fields:
          '<OptionalFields><Field>Size</Field><Group><Field>x</Field></Group></OptionalFields>',
        more: '<New><Deep><Deeper>007</Deeper></Deep></New><IncrementalInventory><IsEnabled>false</IsEnabled><Schedule><Frequency>600</Frequency><Window>night</Window></Schedule><Sink>log</Sink></IncrementalInventory>',
      }),
    ],
  ])('%s', (_what, text) => {
    const native = readOssDocument(text)
    const { configuration } = fromOssConfiguration(native)
    expect(parseInventoryConfiguration(configuration)).toEqual(configuration)
    const translation = toOssConfiguration(configuration, { region: 'cn-qingdao' })
    const again = translation.complete ? writeOssDocument(translation.native) : ''
    expect(readOssDocument(again)).toEqual(native)
  })
})

interface Parts {
  readonly id?: string
  readonly filter?: string
  readonly format?: string
  readonly bucket?: string
  readonly prefix?: string
  readonly encryption?: string
  readonly schedule?: string
  readonly versions?: string
  readonly fields?: string
  readonly more?: string
}

function document(parts: Parts): string {
  const {
    id = 'report1',
    filter = '',
    format = 'CSV',
    bucket = 'acs:oss:::reports-cn',
    prefix = '',
    encryption = '',
    schedule = '<Schedule><Frequency>Daily</Frequency></Schedule>',
    versions = 'Current',
    fields = '',
    more = '',
  } = parts
  return `<InventoryConfiguration><Id>${id}</Id><IsEnabled>true</IsEnabled>${filter}<Destination><OSSBucketDestination><Format>${format}</Format><AccountId>100000000000000</AccountId><RoleArn>acs:ram::100000000000000:role/AliyunOSSRole</RoleArn><Bucket>${bucket}</Bucket>${prefix}${encryption}</OSSBucketDestination></Destination>${schedule}<IncludedObjectVersions>${versions}</IncludedObjectVersions>${fields}${more}</InventoryConfiguration>`
}
