import { isInventoryError } from '@bucket-inventory/core'
import { describe, expect, test } from 'vitest'

import { readS3Document, writeS3Document } from './index.ts'
import type { S3Configuration } from './index.ts'
import { readS3Page } from './s3-document.ts'

/** The sample of https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketInventoryConfiguration.html */
const sample = `<?xml version="1.0" encoding="UTF-8"?>
<InventoryConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">
   <Id>report1</Id>
   <IsEnabled>true</IsEnabled>
   <Filter>
      <Prefix>filterPrefix/</Prefix>
   </Filter>
   <Destination>
      <S3BucketDestination>
         <Format>CSV</Format>
         <AccountId>123456789012</AccountId>
         <Bucket>arn:aws:s3:::destination-bucket</Bucket>
         <Prefix>prefix1</Prefix>
         <Encryption>
            <SSE-KMS>
               <KeyId>arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab</KeyId>
            </SSE-KMS>
         </Encryption>
      </S3BucketDestination>
   </Destination>
   <Schedule>
      <Frequency>Daily</Frequency>
   </Schedule>
   <IncludedObjectVersions>All</IncludedObjectVersions>
   <OptionalFields>
      <Field>Size</Field>
      <Field>LastModifiedDate</Field>
      <Field>ETag</Field>
      <Field>StorageClass</Field>
      <Field>IsMultipartUploaded</Field>
      <Field>ReplicationStatus</Field>
      <Field>EncryptionStatus</Field>
      <Field>ObjectLockRetainUntilDate</Field>
      <Field>ObjectLockMode</Field>
      <Field>ObjectLockLegalHoldStatus</Field>
   </OptionalFields>
</InventoryConfiguration>`

const native: S3Configuration = {
  Id: 'report1',
  IsEnabled: true,
  IncludedObjectVersions: 'All',
  Schedule: { Frequency: 'Daily' },
  Filter: { Prefix: 'filterPrefix/' },
  OptionalFields: [
    'Size',
    'LastModifiedDate',
    'ETag',
    'StorageClass',
    'IsMultipartUploaded',
    'ReplicationStatus',
    'EncryptionStatus',
    'ObjectLockRetainUntilDate',
    'ObjectLockMode',
    'ObjectLockLegalHoldStatus',
  ],
  Destination: {
    S3BucketDestination: {
      Bucket: 'arn:aws:s3:::destination-bucket',
      Format: 'CSV',
      AccountId: '123456789012',
      Prefix: 'prefix1',
      Encryption: {
        SSEKMS: {
          KeyId: 'arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        },
      },
    },
  },
}

const least: S3Configuration = {
  Id: '007',
  IsEnabled: false,
  IncludedObjectVersions: 'Current',
  Schedule: { Frequency: 'Weekly' },
  Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::b', Format: 'ORC' } },
}

function place(change: object): S3Configuration {
  const { S3BucketDestination } = least.Destination
  return { ...least, Destination: { S3BucketDestination: { ...S3BucketDestination, ...change } } }
}

describe('reading', () => {
  test('reads the sample of AWS', () => {
    expect(readS3Document(sample)).toEqual(native)
  })

  test('keeps what it does not know, in its place', () => {
    const text = sample
      .replace('<IsEnabled>', '<Owner kind="team"><Name>x</Name></Owner><IsEnabled>')
      .replace('<Prefix>f', '<Tag>a</Tag><Tag>b</Tag><Prefix>f')
      .replace('<SSE-KMS>', '<SSE-KMS bucketKey="true">')
      .replace('<Frequency>Daily', '<Hour>7</Hour><Frequency>Hourly')
    const read = readS3Document(text)
    expect(read.Schedule).toEqual({ Frequency: 'Hourly' })
    expect(read.remainder).toEqual({
      Owner: { '@kind': 'team', Name: 'x' },
      Filter: { Tag: ['a', 'b'] },
      Destination: { S3BucketDestination: { Encryption: { 'SSE-KMS': { '@bucketKey': 'true' } } } },
      Schedule: { Hour: '7' },
    })
    expect(readS3Document(writeS3Document(read))).toEqual(read)
  })

  test('reads what is empty and says nothing as absent', () => {
    const text = writeS3Document(least)
      .replace('<IsEnabled>', '<Filter/><OptionalFields/><IsEnabled>')
      .replace('<Format>', '<AccountId/><Prefix></Prefix><Encryption/><Format>')
    expect(readS3Document(text)).toEqual(least)
    expect(readS3Document(text.replace('<Filter/>', '<Filter><Prefix/></Filter>'))).toEqual(least)
  })

  test.each([
    ['<Id>report1</Id>', '', 'InventoryConfiguration has no <Id>'],
    ['<Id>report1</Id>', '<Id/>', 'an empty <Id>'],
    ['<Id>report1</Id>', '<Id>1</Id><Id>2</Id>', 'has <Id> 2 times'],
    ['>true<', '>yes<', '<IsEnabled> "yes", which is neither true nor false'],
    ['<IsEnabled>true</IsEnabled>', '', 'no <IsEnabled>'],
    ['<Bucket>arn:aws:s3:::destination-bucket</Bucket>', '', 'S3BucketDestination has no <Bucket>'],
    ['<Format>CSV</Format>', '', 'no <Format>'],
    ['<Frequency>Daily</Frequency>', '', 'Schedule has no <Frequency>'],
    ['S3BucketDestination>', 'OSSBucketDestination>', 'Destination has no <S3BucketDestination>'],
    ['Destination>', 'Target>', 'InventoryConfiguration has no <Destination>'],
    ['<SSE-KMS>', '<SSE-S3/><SSE-KMS>', 'both SSE-S3 and SSE-KMS'],
    [/<KeyId>.*<\/KeyId>/g, '', 'SSE-KMS has no <KeyId>'],
    ['<Field>Size</Field>', '<Field/>', 'an empty <Field>'],
    ['<Field>Size</Field>', '<Field><X/></Field>', 'holds <X> where text is expected'],
    ['InventoryConfiguration', 'Error', 'expected <InventoryConfiguration>'],
  ])('refuses with protocol %s as %j', (from, to, message) => {
    const read = () => readS3Document(sample.replaceAll(from, to))
    expect(read).toThrow(message)
    expect(read).toThrow(expect.toSatisfy((error) => isInventoryError(error, 'protocol')))
  })
})

function page(inner: string) {
  const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/'
  return readS3Page(
    `<ListInventoryConfigurationsResult xmlns="${namespace}">${inner}</ListInventoryConfigurationsResult>`,
  )
}

test('no part of a document reads as a document', () => {
  const text = writeS3Document({ ...native, remainder: { New: { '@a': '<1>', B: ['x', ''] } } })
  for (let length = 0; length < text.length; length += 1) {
    expect(() => readS3Document(text.slice(0, length)), `${length} characters`).toThrow(
      'expected <InventoryConfiguration>, got ',
    )
  }
})

describe('a page of a list', () => {
  const entry = sample.slice(sample.indexOf('<InventoryConfiguration'))

  test('is empty as the service says it', () => {
    expect(page('<IsTruncated>false</IsTruncated>')).toEqual({ entries: [], next: undefined })
  })

  test('has one, several, and where the next begins', () => {
    expect(page(`${entry}<IsTruncated>false</IsTruncated>`).entries).toEqual([native])
    const more = page(
      `<ContinuationToken>a</ContinuationToken>${entry}<IsTruncated>true</IsTruncated>${entry}<NextContinuationToken>b+/= </NextContinuationToken>`,
    )
    expect(more).toEqual({ entries: [native, native], next: 'b+/= ' })
  })

  test('has an error in the place of what cannot be read, and goes on', () => {
    const { entries } = page(`${entry}<InventoryConfiguration/>${entry}`)
    expect(entries[0]).toEqual(native)
    expect(entries[1]).toEqual({
      error: expect.toSatisfy((error) => isInventoryError(error, 'protocol')),
    })
    expect(entries[2]).toEqual(native)
  })

  test('is refused where it announces more and does not say where', () => {
    expect(() => page('<IsTruncated>true</IsTruncated>')).toThrow('no NextContinuationToken')
    expect(() => page('<IsTruncated>true</IsTruncated><NextContinuationToken/>')).toThrow(
      'no NextContinuationToken',
    )
  })

  test('is refused where it is a list of objects, as a server answers that ignores the query', () => {
    expect(() => readS3Page('<ListBucketResult><Name>b</Name></ListBucketResult>')).toThrow(
      'expected <ListInventoryConfigurationsResult>, got <ListBucketResult>',
    )
  })
})

describe('writing', () => {
  test.each([
    ['the sample', native],
    ['the least', least],
    ['keys of S3', place({ Encryption: { SSES3: {} } })],
    ['awkward text', place({ Prefix: ` a&b<c>"'\r\n\t照😀]]> ` })],
    ['another partition', place({ Bucket: 'arn:aws-cn:s3:::b' })],
    ['a remainder', { ...native, remainder: { New: { '@a': '1', B: ['x', ''] } } }],
  ])('writes %s so that it reads as the same', (_what, configuration) => {
    expect(readS3Document(writeS3Document(configuration))).toEqual(configuration)
  })

  test('writes no element that would be empty', () => {
    expect(writeS3Document({ ...least, OptionalFields: [] })).not.toContain('OptionalFields')
  })

  test.each([
    ['an empty id', { ...least, Id: '' }, 'Id is missing or empty'],
    ['an empty filter', { ...least, Filter: { Prefix: '' } }, 'Filter.Prefix is missing or empty'],
    ['an empty prefix', place({ Prefix: '' }), 'S3BucketDestination.Prefix is missing or empty'],
    ['no bucket', place({ Bucket: '' }), 'S3BucketDestination.Bucket is missing or empty'],
    ['both encryptions', place({ Encryption: { SSES3: {}, SSEKMS: { KeyId: 'k' } } }), 'has both'],
    ['no key', place({ Encryption: { SSEKMS: { KeyId: '' } } }), 'SSEKMS.KeyId is missing'],
    ['U+0001', place({ Prefix: 'a\u0001' }), 'S3BucketDestination/Prefix: holds U+0001'],
    ['a name that is none', { ...least, remainder: { 'a b': '' } }, '"a b" is no name'],
    ['what stands there already', { ...least, remainder: { Id: 'x' } }, 'Id: stands both'],
  ])('refuses %s with invalid-configuration', (_what, configuration, message) => {
    const write = () => writeS3Document(configuration)
    expect(write).toThrow(message)
    expect(write).toThrow(
      expect.toSatisfy((error) => isInventoryError(error, 'invalid-configuration')),
    )
  })

  test('refuses everything that is wrong at once', () => {
    expect(() => writeS3Document({ ...place({ Bucket: '' }), Id: '' })).toThrow(
      expect.toSatisfy((error) => isInventoryError(error) && error.problems.length === 2),
    )
  })
})
