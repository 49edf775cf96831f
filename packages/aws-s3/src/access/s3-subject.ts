import { InventoryError } from '@bucket-inventory/core'
import type { AccessSubject, InventoryConfiguration, Problem } from '@bucket-inventory/core'
import { unwritableCharacter } from '@bucket-inventory/xml'

import { isDirectoryBucket, isSendableName, toBucketArn } from '../s3-arn.ts'
import { partitionOf } from '../s3-partitions.ts'

/** An inventory, and all that decides what it needs. */
export interface S3Subject {
  readonly bucket: string
  readonly configuration: InventoryConfiguration
  /** The account that owns the listed bucket. */
  readonly accountId: string
  /** What S3 may name the listed bucket by when it writes. */
  readonly arns: readonly string[]
  /** What policies of callers name it by. */
  readonly arn: string
  readonly isDirectory: boolean
  readonly destinationArn: string
  /** What the keys of all reports of the destination prefix begin with: nothing, or the prefix and a slash. */
  readonly root: string
  /** What the keys of its own reports begin with. */
  readonly reports: string
  /** What was taken for granted; a sentence each. */
  readonly assumptions: readonly string[]
}

export interface S3AccessScope {
  /** The account that owns the listed buckets, where a subject says none. */
  readonly accountId?: string
  readonly region?: string
}

/** Throws one `invalid-input` with all that is wrong or missing. */
export function s3Subjects(
  subjects: readonly AccessSubject[],
  scope: S3AccessScope,
): readonly S3Subject[] {
  const problems: Problem[] = []
  const found = new Map<string, S3Subject>()
  for (const [index, subject] of subjects.entries()) {
    const wrong = problemsOf(subject, scope).map(({ path, message }) => ({
      path: `subjects[${index}].${path}`,
      message,
    }))
    problems.push(...wrong)
    if (wrong.length === 0) {
      found.set(`${subject.bucket}#${subject.configuration.id}`, subjectOf(subject, scope))
    }
  }
  if (problems.length === 0) return [...found.values()]
  const what = [...new Set(problems.map(({ message }) => message))].join('; ')
  throw new InventoryError('invalid-input', `what delivery needs cannot be said: ${what}`, {
    problems,
  })
}

/**
 * The prefix and a slash, whatever the prefix ends in: behind one that ends in a slash S3 writes two.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
 */
export function rootOf({ destination }: InventoryConfiguration): string {
  const { prefix = '' } = destination
  return prefix === '' ? '' : `${prefix}/`
}

function problemsOf(
  { bucket, configuration, accountId: own }: AccessSubject,
  scope: S3AccessScope,
): Problem[] {
  const { destination } = configuration
  const problems: Problem[] = []
  const names = [
    ['bucket', bucket],
    ['configuration.destination.bucket', destination.bucket],
  ] as const
  for (const [path, name] of names) {
    if (!isSendableName(name)) {
      problems.push({ path, message: `"${name}" is no name of a bucket` })
    }
  }
  const character = unwritableCharacter(`${destination.prefix ?? ''}${configuration.id}`)
  if (character !== undefined) {
    const message = `the prefix or id of inventory "${configuration.id}" holds ${character}, which S3 cannot carry`
    problems.push({ path: 'configuration.destination.prefix', message })
  }
  const account = own ?? scope.accountId ?? destination.accountId
  if (account === undefined) {
    const message = `nobody says which account owns bucket "${bucket}": give its accountId`
    problems.push({ path: 'accountId', message })
  }
  for (const written of new Set([account, destination.accountId])) {
    if (written !== undefined && !/^\d{12}$/.test(written)) {
      const message = `"${written}" is no AWS account; it would have 12 digits`
      problems.push({ path: 'accountId', message })
    }
  }
  return problems
}

function subjectOf(subject: AccessSubject, scope: S3AccessScope): S3Subject {
  const { bucket, configuration } = subject
  const { destination, id } = configuration
  const { region } = scope
  const said = subject.accountId ?? scope.accountId
  const accountId = said ?? destination.accountId ?? ''
  const assumptions: string[] = []
  if (said === undefined) {
    assumptions.push(
      `bucket "${bucket}" is taken to belong to account ${accountId}, that of its destination, as nobody says whose it is`,
    )
  }
  const isDirectory = isDirectoryBucket(bucket)
  const plain = toBucketArn(bucket, region)
  const express = `arn:${partitionOf(region)}:s3express:${region ?? '*'}:${accountId}:bucket/${bucket}`
  if (isDirectory) {
    assumptions.push(
      `no page says which ARN S3 gives directory bucket "${bucket}" when it writes; both that it could have are let in`,
    )
  }
  const root = rootOf(configuration)
  return {
    bucket,
    configuration,
    accountId,
    arns: isDirectory ? [plain, express] : [plain],
    arn: isDirectory ? express : plain,
    isDirectory,
    destinationArn: toBucketArn(destination.bucket, region),
    root,
    reports: `${root}${bucket}/${id}/`,
    assumptions,
  }
}
