import { expect, test } from 'vitest'

import { isS3Host } from './s3-partitions.ts'

test.each([
  's3.amazonaws.com',
  'photos.s3.eu-west-1.amazonaws.com',
  's3express-control.us-west-2.amazonaws.com',
  'bucket.vpce-1a2b.s3.us-east-1.vpce.amazonaws.com',
  'photos.s3.cn-north-1.amazonaws.com.cn',
  'photos.s3.us-gov-west-1.amazonaws.com',
  'photos.s3.us-iso-east-1.c2s.ic.gov',
  'photos.s3.eusc-de-east-1.amazonaws.eu',
  's3-us-west-2.amazonaws.com',
  'photos.s3-accelerate.dualstack.amazonaws.com',
  'photos.s3-fips.dualstack.us-east-1.amazonaws.com',
  'photos.s3.us-isob-east-1.sc2s.sgov.gov',
  'my.photos.s3.ap-southeast-2.amazonaws.com',
  'PHOTOS.S3.AMAZONAWS.COM',
])('%s is a host of S3', (host) => {
  expect(isS3Host(host)).toBe(true)
})

test.each([
  '127.0.0.1',
  'localhost',
  'photos.localhost',
  'amazonaws.com',
  'ec2-203-0-113-25.compute-1.amazonaws.com',
  's3-gateway-1234567890.eu-west-1.elb.amazonaws.com',
  'abcdef1234.execute-api.eu-west-1.amazonaws.com',
  'minio.us-east-1.amazonaws.com',
  'notamazonaws.com',
  's3.amazonaws.com.example.org',
  's3.eu-central-1.wasabisys.com',
  'minio.internal',
])('%s is not', (host) => {
  expect(isS3Host(host)).toBe(false)
})
