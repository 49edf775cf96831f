import type { AccessOptions, AccessSubject, Check } from '@bucket-inventory/core'

import { isDirectoryBucket } from '../s3-arn.ts'
import { partitionOf } from '../s3-partitions.ts'
import type { BucketLook } from './s3-look-bucket.ts'
import type { BucketPlace, S3Looks } from './s3-look.ts'
import { rootOf } from './s3-subject.ts'

/** One inventory that is checked, and what all its checks start from. */
export interface CheckedSubject extends AccessSubject {
  readonly looks: S3Looks
  readonly signal: AbortSignal | undefined
  readonly isDirectory: boolean
  /** The account that is taken to own the listed bucket, where there is one. */
  readonly askedAccount: string | undefined
  /** The account that owns the listed bucket, as far as it is known. */
  readonly sourceAccount: string | undefined
  /** The account that owns the destination, as far as it is known. */
  readonly destinationAccount: string | undefined
  readonly source: BucketLook
  readonly destination: BucketLook
  readonly sourcePlace: BucketPlace
  readonly destinationPlace: BucketPlace
  /** The region of both buckets, as far as it is known. */
  readonly region: string | undefined
  readonly partition: string
  /** What the keys of its reports begin with. */
  readonly reports: string
}

/** One or more checks of an inventory. */
export type S3Check = (subject: CheckedSubject) => Promise<readonly Check[]>

/** Looks at the two buckets, on which every check depends. */
export async function lookAtSubject(
  { bucket, configuration, ...given }: AccessSubject,
  looks: S3Looks,
  options: AccessOptions,
  signal: AbortSignal | undefined,
): Promise<CheckedSubject> {
  const { destination } = configuration
  const said = given.accountId ?? options.accountId
  const askedAccount = said ?? destination.accountId
  const isDirectory = isDirectoryBucket(bucket)
  // Where nobody says whose a bucket is, both are often one account's.
  const targetAccount = destination.accountId ?? said
  const [source, target] = await Promise.all([
    looks.bucket(bucket, askedAccount, signal),
    looks.bucket(destination.bucket, targetAccount, signal),
  ])
  // What was said is believed as long as nothing speaks against it; what was guessed is not.
  const isSource = source.owner === 'right' || (source.owner === 'unknown' && said !== undefined)
  const region = source.region ?? target.region ?? options.region
  return {
    bucket,
    configuration,
    looks,
    signal,
    isDirectory,
    askedAccount,
    sourceAccount: isSource ? askedAccount : undefined,
    destinationAccount: target.owner === 'right' ? targetAccount : undefined,
    source,
    destination: target,
    sourcePlace: { bucket, region: source.region },
    destinationPlace: { bucket: destination.bucket, region: target.region },
    region,
    partition: partitionOf(region),
    reports: `${rootOf(configuration)}${bucket}/${configuration.id}/`,
  }
}
