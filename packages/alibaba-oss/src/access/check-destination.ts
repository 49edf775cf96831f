import type { AccessSubject, Check, Encryption } from '@bucket-inventory/core'

import type { BucketInfo } from './bucket-info.ts'
import { checkOwner } from './check-owner.ts'
import { failure, ok, unknown, unseen, warning } from './check-result.ts'
import { valueOf } from './looks.ts'
import type { Seen } from './looks.ts'

type Look = Seen<BucketInfo | undefined>

/** What is to be known of the bucket that reports go to, beside the one that is listed. */
export function checkDestination(
  { configuration }: AccessSubject,
  source: Look,
  destination: Look,
): readonly Check[] {
  const { bucket, accountId, roleArn, prefix, encryption } = configuration.destination
  if ('value' in destination && destination.value === undefined) {
    return [
      failure(
        'destination-bucket',
        `there is no bucket "${bucket}"`,
        'make it in the region of the listed bucket, or name another one',
      ),
    ]
  }
  const from = valueOf(source)
  if (from !== undefined && isElsewhere(destination)) {
    return [
      failure(
        'destination-region',
        `bucket "${from.name}" is in ${from.region}, and bucket "${bucket}" is not`,
        `deliver to a bucket in ${from.region}`,
      ),
    ]
  }
  return [
    existsCheck(bucket, destination),
    regionCheck(source, destination),
    checkOwner(source, destination, accountId, roleArn),
    ...prefixCheck(prefix, configuration.incremental !== undefined),
    encryptionCheck(bucket, destination, encryption),
  ]
}

function existsCheck(bucket: string, look: Look): Check {
  const name = 'destination-bucket'
  if ('unseen' in look) return unseen(name, look.unseen, 'oss:GetBucketInfo on the destination')
  return ok(name, `bucket "${bucket}" is there`)
}

function regionCheck(source: Look, destination: Look): Check {
  const name = 'destination-region'
  const [from, to] = [valueOf(source), valueOf(destination)]
  if (from === undefined || to === undefined) {
    return unknown(
      name,
      'not both of the buckets can be seen',
      'let the caller oss:GetBucketInfo on both',
    )
  }
  if (from.region === to.region) return ok(name, `both buckets are in ${to.region}`)
  return failure(
    name,
    `bucket "${to.name}" is in ${to.region}, and bucket "${from.name}" in ${from.region}`,
    `deliver to a bucket in ${from.region}`,
  )
}

function prefixCheck(prefix: string | undefined, isIncremental: boolean): readonly Check[] {
  const name = 'destination-prefix'
  if (prefix === undefined || prefix === '') return []
  if (prefix.startsWith('.dlsdata/')) {
    return [
      warning(
        name,
        `the prefix "${prefix}" is that of OSS-HDFS`,
        'take another one where OSS-HDFS is on',
      ),
    ]
  }
  if (isIncremental && prefix.length > 128) {
    return [
      warning(
        name,
        `the prefix has ${prefix.length} characters; the console allows 128 with an incremental inventory`,
        'take a shorter one',
      ),
    ]
  }
  return [ok(name, `reports lie below "${prefix}"`)]
}

function encryptionCheck(bucket: string, look: Look, encryption: Encryption | undefined): Check {
  const name = 'destination-encryption'
  if (encryption?.type === 'kms') {
    const { keyId = '' } = encryption
    if (/^(arn|acs):|^alias\//.test(keyId)) {
      return unknown(
        name,
        `nothing shows that OSS takes "${keyId}" for a key`,
        'name the key by its id alone',
      )
    }
    if (keyId === '') return ok(name, 'KMS, with the default key')
    return unknown(
      name,
      `KMS, with the key "${keyId}": nobody here asks KMS whether it is there and enabled`,
      `look at it: aliyun kms DescribeKey --KeyId ${keyId}`,
    )
  }
  if (encryption !== undefined) return ok(name, 'by OSS, with keys of its own')
  if ('unseen' in look) return unseen(name, look.unseen, 'oss:GetBucketInfo on the destination')
  const { encryption: byBucket, key } = look.value ?? {}
  if (byBucket === undefined) return ok(name, 'reports are not encrypted')
  const withKey = key === undefined ? '' : `, with the key "${key}"`
  return ok(name, `bucket "${bucket}" encrypts with ${byBucket} by itself${withKey}`)
}

/** Whether the service has the bucket in another region than that of the provider. */
export function isElsewhere(look: Look): boolean {
  return (
    'unseen' in look &&
    look.unseen.code === 'invalid-input' &&
    look.unseen.service?.status !== undefined
  )
}
