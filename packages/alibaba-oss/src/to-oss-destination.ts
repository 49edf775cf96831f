import {
  isNativeWord,
  supportOfPath,
  supportOfValue,
  valueAt,
  wordOf,
} from '@bucket-inventory/core'
import type { Destination, InventoryConfiguration } from '@bucket-inventory/core'

import { accountOfRole, bucketOfArn, isOssBucketName, ossBucketArn } from './oss-arn.ts'
import type { OssBucketDestination, OssEncryption } from './oss-configuration.ts'
import type { OssFindings } from './oss-findings.ts'
import { neutralWord, ossFormats, provider } from './oss-words.ts'
import { utf8Length } from './utf8-length.ts'

/** Where reports go, in the words of OSS. What is missing or of another cloud is asked for. */
export function toOssDestination(
  configuration: InventoryConfiguration,
  findings: OssFindings,
): OssBucketDestination {
  const { destination } = configuration
  const { prefix, encryption } = destination
  const native = {
    Format: toFormat(destination.format, findings),
    AccountId: toAccountId(destination, findings),
    RoleArn: toRoleArn(destination, findings),
    Bucket: toBucket(configuration, findings),
    ...(prefix === undefined || prefix === '' ? {} : { Prefix: prefix }),
  }
  if (prefix !== undefined) checkPrefix(prefix, configuration, findings)
  const carried = encryption === undefined ? undefined : toEncryption(encryption, findings)
  return carried === undefined ? native : { ...native, Encryption: carried }
}

function toFormat(format: Destination['format'], findings: OssFindings): string {
  const path = 'destination.format'
  const own = wordOf(provider, format)
  if (own !== undefined) {
    const known = neutralWord(ossFormats, own)
    if (known !== format) {
      findings.coerced(path, format, known, `"${format}" is "${known}" in neutral words`)
    }
    return own
  }
  if (isNativeWord(format) || supportOfValue(findings.tables, path, format) === 'unsupported') {
    findings.lossy(
      path,
      format,
      'other-format',
      `OSS writes reports as CSV only, not as "${format}"`,
    )
  }
  return ossFormats.csv
}

function toBucket(configuration: InventoryConfiguration, findings: OssFindings): string {
  const { bucket } = configuration.destination
  const kept = valueAt(configuration, `native.${provider}.Destination.OSSBucketDestination.Bucket`)
  if (typeof kept === 'string' && bucketOfArn(kept) === bucket) return kept
  if (!isOssBucketName(bucket)) {
    findings.needs(
      'destination.bucket',
      `"${bucket}" is no name of an OSS bucket`,
      'the name of a bucket in the region and account of the one that is listed',
      'reports-cn',
    )
  }
  return ossBucketArn(bucket)
}

function toAccountId(destination: Destination, findings: OssFindings): string {
  const { accountId = '', roleArn = '' } = destination
  const ask = (message: string) => {
    findings.needs(
      'destination.accountId',
      message,
      'the Alibaba Cloud account that owns the bucket, in digits',
      '1283641033516515',
    )
  }
  if (accountId === '') ask('OSS delivers only where the account is said')
  else if (!/^\d+$/.test(accountId)) ask(`"${accountId}" is no account: digits only`)
  else if (accountId.length === 12 && accountOfRole(roleArn) !== accountId) {
    ask(`"${accountId}" looks like an account of AWS, and no role of that account is given`)
  }
  return accountId
}

function toRoleArn(destination: Destination, findings: OssFindings): string {
  const path = 'destination.roleArn'
  const { accountId, roleArn = '' } = destination
  const account = accountOfRole(roleArn)
  if (account === undefined) {
    findings.needs(
      path,
      roleArn === ''
        ? 'OSS writes reports in a role, and none is given'
        : `"${roleArn}" is no ARN of a RAM role`,
      'the RAM role that OSS assumes to write reports',
      'acs:ram::1283641033516515:role/AliyunOSSRole',
    )
  } else if (accountId !== undefined && accountId !== '' && accountId !== account) {
    findings.advise(
      path,
      `the role is of account ${account}, the destination of ${accountId}: OSS delivers within one account only`,
    )
  }
  return roleArn
}

function checkPrefix(
  prefix: string,
  configuration: InventoryConfiguration,
  findings: OssFindings,
): void {
  const path = 'destination.prefix'
  const length = utf8Length(prefix)
  const { maximumLength = length } = supportOfPath(findings.tables, path)
  if (length > maximumLength) {
    findings.needs(
      path,
      `a prefix of ${length} bytes is too long for OSS`,
      `at most ${maximumLength} bytes in UTF-8`,
      'reports',
    )
  } else if (prefix.length > 128 && configuration.incremental !== undefined) {
    findings.advise(
      path,
      `the console allows 128 characters together with an incremental inventory, not ${prefix.length}`,
    )
  }
  if (prefix.startsWith('.dlsdata/')) {
    findings.advise(path, '".dlsdata/" belongs to OSS-HDFS: do not deliver there if it is on')
  }
}

function toEncryption(
  encryption: NonNullable<Destination['encryption']>,
  findings: OssFindings,
): OssEncryption | undefined {
  const path = 'destination.encryption.type'
  if (supportOfValue(findings.tables, path, encryption.type) === 'unsupported') {
    findings.lossy(
      'destination.encryption',
      encryption,
      'less-protected',
      `OSS does not encrypt reports with "${encryption.type}" here`,
    )
    return undefined
  }
  if (encryption.type === 'provider-managed') return { 'SSE-OSS': '' }
  const { keyId } = encryption
  if (keyId === undefined || keyId === '') {
    findings.unverified(
      'destination.encryption.keyId',
      encryption,
      'OSS is left to take its default key; nothing shows whether it takes that everywhere, and whether it then shows the key',
    )
    return { 'SSE-KMS': {} }
  }
  if (keyId.startsWith('arn:')) {
    findings.needs(
      'destination.encryption.keyId',
      `"${keyId}" is a key of another cloud`,
      'the id of a KMS key of the account, or nothing for its default key',
      '9468da86-3509-4f8d-a61e-6eab1eac****',
    )
  }
  return { 'SSE-KMS': { KeyId: keyId } }
}
