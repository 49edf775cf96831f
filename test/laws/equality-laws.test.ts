import { fromOssConfiguration, readOssDocument } from '@bucket-inventory/alibaba-oss'
import { fromS3Configuration, readS3Document } from '@bucket-inventory/aws-s3'
import { neutralConfigurationArbitrary } from '@bucket-inventory/conformance'
import { differences, translateFor } from '@bucket-inventory/core'
import type { InventoryConfiguration } from '@bucket-inventory/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { propertyRuns } from '../property-runs.ts'
import { scopes } from './scopes.ts'
import type { Scoped } from './scopes.ts'

const named = (name: string): Scoped => {
  const found = scopes.find((scope) => scope.name === name)
  if (found === undefined) throw new Error(`no scope "${name}"`)
  return found
}
const s3 = named('S3, no region')
const oss = named('OSS where it filters')

/** Paths in which the two differ to the provider. */
const differing = (
  { provider, scope }: Scoped,
  left: InventoryConfiguration,
  right: InventoryConfiguration,
) => differences(provider, scope, left, right).map(({ path }) => path)

const onS3: InventoryConfiguration = {
  id: 'daily',
  enabled: true,
  schedule: { every: 'day' },
  versions: 'current',
  fields: ['size', 'etag'],
  destination: s3.destination,
}
const onOss: InventoryConfiguration = {
  ...onS3,
  filter: { storageClasses: ['standard', 'infrequent-access'] },
  destination: oss.destination,
}

describe('law 4: what is one to the service compares equal', () => {
  it('S3: whatever the order of fields', () => {
    expect(differing(s3, onS3, { ...onS3, fields: ['etag', 'size'] })).toStrictEqual([])
  })

  it('S3: a filter that it cannot apply, and the column that this adds', () => {
    const filtered = { ...onS3, filter: { lastModified: { from: '2021-11-25T23:40:49Z' } } }
    const plain: InventoryConfiguration = { ...onS3, fields: ['size', 'etag', 'lastModified'] }
    expect(differing(s3, filtered, plain)).toStrictEqual([])
  })

  it('S3: monthly and weekly, as the one is carried as the other', () => {
    const monthly: InventoryConfiguration = { ...onS3, schedule: { every: 'month' } }
    expect(differing(s3, monthly, { ...onS3, schedule: { every: 'week' } })).toStrictEqual([])
  })

  it('OSS: whatever the order of storage classes', () => {
    const other = {
      ...onOss,
      filter: { storageClasses: ['infrequent-access', 'standard'] as const },
    }
    expect(differing(oss, onOss, other)).toStrictEqual([])
  })

  it('OSS: the same instant at another offset', () => {
    const at = (from: string) => ({ ...onOss, filter: { lastModified: { from } } })
    expect(
      differing(oss, at('2021-11-25T23:40:49Z'), at('2021-11-26T07:40:49+08:00')),
    ).toStrictEqual([])
  })

  it('any configuration and itself', () => {
    for (const scoped of scopes) {
      fc.assert(
        fc.property(neutralConfigurationArbitrary(scoped.destination), (configuration) => {
          const { complete } = translateFor(scoped.provider, scoped.scope, configuration)
          if (complete) expect(differing(scoped, configuration, configuration)).toStrictEqual([])
        }),
        { numRuns: propertyRuns },
      )
    }
  })
})

describe('law 4: what is not one to the service compares different', () => {
  it('OSS: another order of fields, which is another order of columns', () => {
    expect(differing(oss, onOss, { ...onOss, fields: ['etag', 'size'] })).toStrictEqual(['fields'])
  })

  it.each<[string, Partial<InventoryConfiguration>, string]>([
    ['enabled', { enabled: false }, 'enabled'],
    ['another schedule', { schedule: { every: 'week' } }, 'schedule.every'],
    ['other versions', { versions: 'all' }, 'versions'],
    ['a prefix', { filter: { prefix: 'a' } }, 'filter.prefix'],
    ['a column more', { fields: ['size', 'etag', 'storageClass'] }, 'fields'],
    ['another place', { destination: { ...s3.destination, prefix: 'x' } }, 'destination.prefix'],
    ['an element more', { native: { 'aws-s3': { New: '1' } } }, 'native.aws-s3'],
  ])('S3: %s', (_, members, path) => {
    expect(differing(s3, onS3, { ...onS3, ...members })).toStrictEqual([path])
  })
})

describe('law 4: how the services echo what they were given', () => {
  it('OSS: zero-filled elements and All read as nothing', () => {
    const body = (
      filter: string,
    ) => `<InventoryConfiguration><Id>a</Id><IsEnabled>true</IsEnabled>${filter}
      <Destination><OSSBucketDestination><Format>CSV</Format><AccountId>1</AccountId><RoleArn>acs:ram::1:role/R</RoleArn>
      <Bucket>acs:oss:::b</Bucket></OSSBucketDestination></Destination><Schedule><Frequency>Daily</Frequency></Schedule>
      <IncludedObjectVersions>All</IncludedObjectVersions></InventoryConfiguration>`
    const read = (filter: string) =>
      fromOssConfiguration(readOssDocument(body(filter))).configuration
    const zeroes = `<Filter><Prefix></Prefix><LastModifyBeginTimeStamp>0</LastModifyBeginTimeStamp>
      <LastModifyEndTimeStamp>0</LastModifyEndTimeStamp><LowerSizeBound>0</LowerSizeBound><UpperSizeBound>0</UpperSizeBound>
      <StorageClass>All</StorageClass></Filter>`
    expect(read(zeroes)).toStrictEqual(read(''))
  })

  it('S3: an empty prefix reads as nothing', () => {
    const body = (
      filter: string,
    ) => `<InventoryConfiguration><Destination><S3BucketDestination><Bucket>arn:aws:s3:::b</Bucket>
      <Format>CSV</Format></S3BucketDestination></Destination><IsEnabled>true</IsEnabled><Id>a</Id>${filter}
      <IncludedObjectVersions>All</IncludedObjectVersions><Schedule><Frequency>Daily</Frequency></Schedule></InventoryConfiguration>`
    const read = (filter: string) => fromS3Configuration(readS3Document(body(filter))).configuration
    const other = read('<Filter><Prefix></Prefix></Filter>')
    expect(differing(s3, read(''), other)).toStrictEqual([])
  })
})
