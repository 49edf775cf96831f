import { expect, test } from 'vitest'

import { isVendorHost } from './s3-partitions.ts'

test.each([
  's3.amazonaws.com',
  'photos.s3.eu-west-1.amazonaws.com',
  's3express-control.us-west-2.amazonaws.com',
  'bucket.vpce-1a2b.s3.us-east-1.vpce.amazonaws.com',
  'photos.s3.cn-north-1.amazonaws.com.cn',
  'photos.s3.us-gov-west-1.amazonaws.com',
  'photos.s3.us-iso-east-1.c2s.ic.gov',
  'photos.s3.eusc-de-east-1.amazonaws.eu',
  'PHOTOS.S3.AMAZONAWS.COM',
])('%s is a host of AWS', (host) => {
  expect(isVendorHost(host)).toBe(true)
})

test.each([
  '127.0.0.1',
  'localhost',
  'photos.localhost',
  'amazonaws.com',
  'notamazonaws.com',
  's3.amazonaws.com.example.org',
  's3.eu-central-1.wasabisys.com',
  'minio.internal',
])('%s is not', (host) => {
  expect(isVendorHost(host)).toBe(false)
})
