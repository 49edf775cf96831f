import { isNativeWord, supportOfValue, wordOf } from '@bucket-inventory/core'
import type { BucketCapabilities, Destination, Encryption, Finding } from '@bucket-inventory/core'

import { fromBucketArn, isBucketName, toBucketArn } from './s3-arn.ts'
import type { S3BucketDestination, S3Encryption } from './s3-configuration.ts'
import { lossy, needsInput, referenceOf, unwritable } from './s3-finding.ts'
import { formats, neutralWord } from './s3-words.ts'
import { checkOwnWord } from './to-s3-words.ts'

/** What decides how a destination is written, beside itself. */
export interface DestinationContext {
  readonly tables: BucketCapabilities
  readonly region: string | undefined
  /** The ARN as it was read, where that is not the one that would be written. */
  readonly readArn: string | undefined
}

/** Where reports go, in the words of S3; what it cannot carry or needs is added to `findings`. */
export function toS3Destination(
  destination: Destination,
  { tables, region, readArn }: DestinationContext,
  findings: Finding[],
): S3BucketDestination {
  const { bucket, prefix = '', accountId, roleArn, format, encryption } = destination
  const keepsArn = readArn !== undefined && fromBucketArn(readArn) === bucket
  if (!keepsArn && !isBucketName(bucket)) findings.push(noBucketName(bucket))
  if (roleArn !== undefined) {
    findings.push({
      verdict: 'dropped',
      path: 'destination.roleArn',
      asked: roleArn,
      message: `S3 assumes no role; the policy of bucket "${bucket}" must let it write instead`,
      ...referenceOf('destination.roleArn'),
    })
  }
  checkAccount(bucket, accountId, findings)
  checkPrefix(prefix, findings)
  const carried = encryption && toS3Encryption(encryption, findings)
  return {
    Bucket: keepsArn ? readArn : toBucketArn(bucket, region),
    Format: toS3Format(format, tables, findings),
    ...(accountId === undefined ? {} : { AccountId: accountId }),
    ...(prefix === '' ? {} : { Prefix: prefix }),
    ...(carried === undefined ? {} : { Encryption: carried }),
  }
}

function noBucketName(bucket: string): Finding {
  const name = fromBucketArn(bucket)
  const advice = bucket.startsWith('arn:') && isBucketName(name) ? `; write "${name}"` : ''
  return needsInput(
    'destination.bucket',
    `"${bucket}" is no name of a bucket${advice}`,
    'the name of a bucket: 3 to 63 of a-z, 0-9, "." and "-"',
    isBucketName(name) ? name : 'reports',
  )
}

function checkAccount(bucket: string, accountId: string | undefined, findings: Finding[]): void {
  const path = 'destination.accountId'
  if (accountId === undefined) {
    findings.push({
      verdict: 'advisory',
      path,
      message: `without an account S3 does not check who owns bucket "${bucket}" before it writes reports there`,
      ...referenceOf(path),
    })
  } else if (!/^\d{12}$/.test(accountId)) {
    findings.push(
      needsInput(
        path,
        `"${accountId}" is no AWS account; it would have 12 digits`,
        'the AWS account that owns the destination bucket, 12 digits',
        '012345678901',
      ),
    )
  }
}

function checkPrefix(prefix: string, findings: Finding[]): void {
  const path = 'destination.prefix'
  const finding = unwritable(path, prefix)
  if (finding !== undefined) findings.push(finding)
  if (prefix.endsWith('/')) {
    findings.push({
      verdict: 'advisory',
      path,
      message: `S3 adds a slash to "${prefix}": reports lie under "${prefix}/", and manifests have named keys under "${prefix}" instead`,
      ...referenceOf(path),
    })
  }
}

function toS3Format(
  format: Destination['format'],
  tables: BucketCapabilities,
  findings: Finding[],
): string {
  const path = 'destination.format'
  const own = wordOf('aws-s3', format)
  if (own !== undefined) {
    checkOwnWord(path, format, own, neutralWord(formats, own), findings)
    return own
  }
  if (!isNativeWord(format) && supportOfValue(tables, path, format) !== 'unsupported') {
    return formats[format]
  }
  findings.push(
    lossy(path, format, 'other-format', `S3 has no format "${format}" here; reports come as CSV`),
  )
  return formats.csv
}

function toS3Encryption(encryption: Encryption, findings: Finding[]): S3Encryption {
  if (encryption.type === 'provider-managed') return { SSES3: {} }
  const path = 'destination.encryption.keyId'
  const { keyId = '' } = encryption
  if (keyId === '' || isForeignKey(keyId)) {
    const what =
      keyId === '' ? 'S3 has no default key for reports' : `"${keyId}" is no key of AWS KMS`
    findings.push(
      needsInput(
        path,
        `${what}; name a customer managed key`,
        'the ARN of a customer managed symmetric key of AWS KMS',
        'arn:aws:kms:eu-west-1:012345678901:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      ),
    )
  } else if (/(?:^|:)alias\/aws\/s3$/.test(keyId)) {
    findings.push({
      verdict: 'advisory',
      path,
      message: `S3 takes "${keyId}" but cannot write reports with the key that AWS manages: none will arrive; name a customer managed key`,
      reference: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html',
    })
  }
  const finding = unwritable(path, keyId)
  if (finding !== undefined) findings.push(finding)
  return { SSEKMS: { KeyId: keyId } }
}

/** An identity of another cloud or another service. S3 itself does not check: it has taken `arn:valid:kms`. */
function isForeignKey(keyId: string): boolean {
  return (
    keyId.startsWith('acs:') || (keyId.startsWith('arn:') && !/^arn:[^:]*:kms(?::|$)/.test(keyId))
  )
}
