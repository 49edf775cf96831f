import type { Check } from '@bucket-inventory/core'

import { found, passed, unseen } from './check-outcome.ts'
import type { CheckedSubject } from './check-subject.ts'

/** Whether there is a bucket to list, and whose it is. */
export async function checkSource(subject: CheckedSubject): Promise<readonly Check[]> {
  return [checkBucket(subject), checkOwner(subject)]
}

function checkBucket({ bucket, source, region }: CheckedSubject): Check {
  const name = 'source-bucket'
  if (source.state === 'there') {
    return passed(name, `bucket "${bucket}" exists${region === undefined ? '' : ` in ${region}`}`)
  }
  if (source.state === 'missing') {
    return found(
      name,
      'failure',
      `there is no bucket "${bucket}"`,
      'correct the name, or make the bucket',
    )
  }
  return hidden(name, bucket, source.error)
}

function checkOwner({ bucket, source, askedAccount, isDirectory }: CheckedSubject): Check {
  const name = 'source-owner'
  if (isDirectory && askedAccount !== undefined) {
    const evidence = `directory buckets tell nobody whose they are; "${bucket}" is taken for one of account ${askedAccount}`
    return passed(name, evidence)
  }
  if (source.owner === 'right' && askedAccount !== undefined) {
    return passed(name, `bucket "${bucket}" belongs to account ${askedAccount}`)
  }
  if (source.owner === 'another' && askedAccount !== undefined) {
    return found(
      name,
      'warning',
      `bucket "${bucket}" does not belong to account ${askedAccount}, which policies made for it would name`,
      `say which account owns bucket "${bucket}"`,
    )
  }
  if (askedAccount === undefined) {
    return found(
      name,
      'unknown',
      `nobody says which account owns bucket "${bucket}"`,
      'say it, so that the policies can be checked for it',
    )
  }
  return found(
    name,
    'unknown',
    `whether bucket "${bucket}" belongs to account ${askedAccount} cannot be seen`,
    'check again with credentials that may s3:ListBucket on it',
  )
}

/** A bucket that nobody lets us see. */
export function hidden(
  name: 'source-bucket' | 'destination-bucket',
  bucket: string,
  error: CheckedSubject['source']['error'],
): Check {
  const what = `bucket "${bucket}"`
  return error === undefined
    ? found(name, 'unknown', `${what} cannot be seen`, 'check again')
    : unseen(name, what, error, `s3:ListBucket on ${what}`)
}
