import type { Check } from '@bucket-inventory/core'

import { found, passed } from './check-outcome.ts'
import { hidden } from './check-source.ts'
import type { CheckedSubject } from './check-subject.ts'

/** Whether there is a bucket to write to, whose it is and where. */
export async function checkDestination(subject: CheckedSubject): Promise<readonly Check[]> {
  return [checkBucket(subject), checkOwner(subject), checkRegion(subject)]
}

function checkBucket({ configuration, destination }: CheckedSubject): Check {
  const name = 'destination-bucket'
  const { bucket } = configuration.destination
  if (destination.state === 'there') return passed(name, `bucket "${bucket}" exists`)
  if (destination.state === 'missing') {
    return found(
      name,
      'failure',
      `there is no destination bucket "${bucket}"`,
      `correct the name, or make it: aws s3 mb s3://${bucket}`,
    )
  }
  return hidden(name, bucket, destination.error)
}

function checkOwner({ configuration, destination, destinationAccount }: CheckedSubject): Check {
  const name = 'destination-owner'
  const { bucket, accountId } = configuration.destination
  if (accountId === undefined) {
    const whose =
      destinationAccount === undefined ? '' : `; it belongs to account ${destinationAccount} now`
    return found(
      name,
      'warning',
      `the configuration does not say who owns bucket "${bucket}", so that S3 would write to whoever has the name one day${whose}`,
      `write destination.accountId: "${destinationAccount ?? 'ACCOUNT'}"`,
    )
  }
  if (destination.owner === 'right') {
    return passed(name, `bucket "${bucket}" belongs to account ${accountId}`)
  }
  if (destination.owner === 'another') {
    return found(
      name,
      'failure',
      `bucket "${bucket}" does not belong to account ${accountId}, to which S3 would deliver alone`,
      'correct destination.accountId, or the name of the bucket',
    )
  }
  return found(
    name,
    'unknown',
    `whether bucket "${bucket}" belongs to account ${accountId} cannot be seen`,
    `check again with credentials that may s3:ListBucket on bucket "${bucket}"`,
  )
}

function checkRegion({ bucket, configuration, source, destination }: CheckedSubject): Check {
  const name = 'destination-region'
  const target = configuration.destination.bucket
  if (source.region === undefined || destination.region === undefined) {
    const unseen = source.region === undefined ? bucket : target
    return found(
      name,
      'unknown',
      `the region of bucket "${unseen}" cannot be seen`,
      `check again with credentials that may s3:ListBucket on bucket "${unseen}"`,
    )
  }
  if (source.region === destination.region) {
    return passed(name, `both buckets are in ${source.region}`)
  }
  return found(
    name,
    'failure',
    `bucket "${bucket}" is in ${source.region}, its destination "${target}" in ${destination.region}; S3 delivers within a region only`,
    `deliver to a bucket in ${source.region}`,
  )
}
