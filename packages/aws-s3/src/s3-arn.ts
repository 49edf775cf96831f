import { partitionOf } from './s3-partitions.ts'

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
const bucketOfArn = /^arn:[^:]*:s3:[^:]*:[^:]*:([^:/]+)$/

/** Whether the text can be the name of a bucket. */
export function isBucketName(text: string): boolean {
  return bucketName.test(text)
}

/** Whether a bucket may have the name, also an old one: those of us-east-1 took capitals, underscores and 255 characters. */
export function isSendableName(text: string): boolean {
  return /^[\w.-]{3,255}$/.test(text) && /\w/.test(text)
}

/** Whether the bucket is one of S3 Express One Zone: https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-naming-rules.html */
export function isDirectoryBucket(bucket: string): boolean {
  return bucket.endsWith('--x-s3')
}

/** The ARN of a bucket, in the partition of the region. */
export function toBucketArn(bucket: string, region: string | undefined): string {
  return `arn:${partitionOf(region)}:s3:::${bucket}`
}

/** The bucket that an ARN of any partition names; text that is no such ARN is taken for a name. */
export function fromBucketArn(arn: string): string {
  return bucketOfArn.exec(arn)?.[1] ?? arn
}

/**
 * Whether {@link toBucketArn} would write this ARN again from its name; any other (of another partition, with an account,
 * of a name that is none today) must be kept whole.
 */
export function isReproducible(arn: string, region: string | undefined): boolean {
  const bucket = fromBucketArn(arn)
  return isBucketName(bucket) && toBucketArn(bucket, region) === arn
}
