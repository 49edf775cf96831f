import { InventoryError } from '@bucket-inventory/core'
import type { AccessSubject, Encryption, Problem } from '@bucket-inventory/core'

import { accountOfRole, isOssBucketName } from '../oss-arn.ts'

/** Where an inventory delivers and as whom: what its access documents are made from. */
export interface OssDelivery {
  readonly source: string
  readonly id: string
  /** The bucket that reports go to. */
  readonly destination: string
  /** As it is written; empty where there is none. */
  readonly prefix: string
  readonly account: string
  readonly roleArn: string
  readonly role: string
  readonly encryption: Encryption | undefined
  /** The key of KMS that the destination names for what is put without a wish, as far as anybody looked. */
  readonly keyByDefault?: string | undefined
  /** Whether changes are delivered between the reports. */
  readonly isIncremental: boolean
}

/** The name of the role in its ARN. */
export function nameOfRole(roleArn: string): string {
  return roleArn.slice(roleArn.indexOf(':role/') + ':role/'.length)
}

/** The account in the ARN of a role that RAM can have, `undefined` for any other text. */
export function ownerOfRole(roleArn: string): string | undefined {
  return /^[\w.-]{1,64}$/.test(nameOfRole(roleArn)) ? accountOfRole(roleArn) : undefined
}

/** What reports of an inventory are called, all of them and nothing else. Where a prefix ends in a slash, OSS adds none. */
export function reportsPrefix({ source, id, prefix }: OssDelivery): string {
  return `${folderOf(prefix)}${source}/${id}/`
}

/** What is taken for granted where it matters which keys reports have. */
export function assumptionsOf(delivery: OssDelivery): readonly string[] {
  const { prefix } = delivery
  return prefix.endsWith('/')
    ? [
        `The prefix "${prefix}" ends in a slash, and OSS is taken to add no other one: look whether reports lie below "${reportsPrefix(delivery)}".`,
      ]
    : []
}

/** The prefix as a folder. */
export function folderOf(prefix: string): string {
  return prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`
}

/** Throws `invalid-input` with everything that is missing or contradicts itself, of all inventories at once. */
export function deliveriesOf(subjects: readonly AccessSubject[]): readonly OssDelivery[] {
  const problems = subjects.flatMap(problemsOf)
  if (problems.length > 0) {
    throw new InventoryError(
      'invalid-input',
      `no access documents for OSS: ${problems.map(({ message }) => message).join('; ')}`,
      { problems },
    )
  }
  return subjects.map(deliveryOf)
}

/** Of a configuration that may lack what it needs. */
export function deliveryOf({ bucket, configuration }: AccessSubject): OssDelivery {
  const { destination } = configuration
  const { roleArn = '', prefix = '' } = destination
  return {
    source: bucket,
    id: configuration.id,
    destination: destination.bucket,
    prefix,
    account: destination.accountId ?? '',
    roleArn,
    role: nameOfRole(roleArn),
    encryption: destination.encryption,
    isIncremental: configuration.incremental?.enabled === true,
  }
}

function problemsOf({ bucket, configuration, accountId }: AccessSubject): readonly Problem[] {
  const { destination, id } = configuration
  const subject = `inventory "${id}" of bucket "${bucket}"`
  const account = destination.accountId ?? ''
  const roleArn = destination.roleArn ?? ''
  const owner = ownerOfRole(roleArn)
  const problem = (path: string, message: string): Problem => ({
    path,
    message: `${subject}: ${message}`,
  })
  const found: Problem[] = []
  if (!isOssBucketName(bucket)) found.push(problem('', `"${bucket}" is no name of an OSS bucket`))
  if (!isOssBucketName(destination.bucket)) {
    found.push(problem('destination.bucket', `"${destination.bucket}" is no name of an OSS bucket`))
  }
  if (!/^\d+$/.test(account)) {
    found.push(
      problem(
        'destination.accountId',
        account === ''
          ? 'say destination.accountId, the account that owns the destination, in digits'
          : `"${account}" is no account of Alibaba Cloud: digits only`,
      ),
    )
  }
  if (owner === undefined) {
    found.push(
      problem(
        'destination.roleArn',
        roleArn === ''
          ? 'say destination.roleArn, the role that OSS writes reports in, as acs:ram::1283641033516515:role/NAME'
          : `"${roleArn}" is no ARN of a RAM role`,
      ),
    )
  } else if (/^\d+$/.test(account) && owner !== account) {
    found.push(
      problem(
        'destination.roleArn',
        `the role is of account ${owner}, the destination of ${account}: OSS delivers within one account only`,
      ),
    )
  }
  if (accountId !== undefined && /^\d+$/.test(account) && accountId !== account) {
    found.push(
      problem(
        'destination.accountId',
        `the bucket is of account ${accountId}, the destination of ${account}: OSS delivers within one account only`,
      ),
    )
  }
  return found
}
