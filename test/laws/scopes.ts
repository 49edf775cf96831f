import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import type { BucketScope, Destination, InventoryProvider } from '@bucket-inventory/core'
import { createMemoryProvider } from '@bucket-inventory/memory'

/** A provider somewhere: what the laws must hold for. None of it is ever sent a request. */
export interface Scoped {
  readonly name: string
  readonly provider: InventoryProvider
  readonly scope: BucketScope
  /** One that the provider takes. */
  readonly destination: Destination
}

const s3 = createS3Provider()
const oss = createOssProvider({ accessKeyId: 'none', accessKeySecret: 'none' })
const memory = createMemoryProvider()

const s3Destination: Destination = {
  bucket: 'reports',
  accountId: '012345678901',
  format: 'csv',
  encryption: { type: 'kms', keyId: 'arn:aws:kms:eu-west-1:012345678901:key/1' },
}
const ossDestination: Destination = {
  bucket: 'reports',
  accountId: '1283641033516515',
  roleArn: 'acs:ram::1283641033516515:role/R',
  format: 'csv',
  encryption: { type: 'kms', keyId: '9468da86-3509-4f8d-a61e-6eab1eac5b7c' },
}

export const scopes: readonly Scoped[] = [
  { name: 'memory', provider: memory, scope: {}, destination: ossDestination },
  { name: 'S3, no region', provider: s3, scope: {}, destination: s3Destination },
  {
    name: 'S3 in China',
    provider: s3,
    scope: { region: 'cn-north-1' },
    destination: s3Destination,
  },
  {
    name: 'S3, directory bucket',
    provider: s3,
    scope: { region: 'us-west-2', bucketType: 'directory' },
    destination: s3Destination,
  },
  { name: 'OSS, no region', provider: oss, scope: {}, destination: ossDestination },
  {
    name: 'OSS where it filters',
    provider: oss,
    scope: { region: 'cn-qingdao' },
    destination: ossDestination,
  },
  {
    name: 'OSS where nobody knows',
    provider: oss,
    scope: { region: 'oss-cn-hangzhou' },
    destination: ossDestination,
  },
]
