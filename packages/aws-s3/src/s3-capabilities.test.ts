import { InventoryOptionalField } from '@aws-sdk/client-s3'
import {
  capabilitiesFor,
  inventoryFields,
  nativeField,
  s3Vocabulary,
  supportOfValue,
} from '@bucket-inventory/core'
import { expect, test } from 'vitest'

import { s3Capabilities } from './index.ts'

function columns(bucketType?: string): string[] {
  const tables = capabilitiesFor(s3Capabilities, bucketType === undefined ? {} : { bucketType })
  return Object.keys(inventoryFields)
    .filter((field) => supportOfValue(tables, 'fields', field) === 'native')
    .map((field) => nativeField(s3Vocabulary, field) ?? '')
    .toSorted()
}

test('the columns that are declared are those of the SDK, neither more nor fewer', () => {
  expect(columns()).toEqual(Object.values(InventoryOptionalField).toSorted())
})

test('a directory bucket has the nine of its documentation', () => {
  // https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketInventoryConfiguration.html
  expect(columns('directory')).toEqual([
    'BucketKeyStatus',
    'ChecksumAlgorithm',
    'ETag',
    'EncryptionStatus',
    'IsMultipartUploaded',
    'LastModifiedDate',
    'LifecycleExpirationDate',
    'Size',
    'StorageClass',
  ])
})

test('every path has a page of the vendor', () => {
  for (const { reference } of Object.values(s3Capabilities.paths)) {
    expect(reference).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/AmazonS3\/latest\/.+\.html$/)
  }
})
