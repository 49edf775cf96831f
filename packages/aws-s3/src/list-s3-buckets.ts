import { isInventoryError, listAllBuckets, readAnswer } from '@bucket-inventory/core'
import type { BucketListing, ListBucketsOptions } from '@bucket-inventory/core'

import { readS3BucketPage, readS3Tags } from './s3-bucket-list.ts'
import type { S3Requests } from './s3-requests.ts'

/** The buckets of the account, of every region; each is asked for its tags in its own. */
export function listS3Buckets(
  requests: S3Requests,
  requestsIn: (region: string | undefined) => S3Requests,
  options: ListBucketsOptions,
): AsyncGenerator<BucketListing> {
  const { signal } = options
  const page = async (token: string | undefined) => {
    const text = await requests.listBuckets(token, signal)
    return readAnswer('the buckets of the account', () => readS3BucketPage(text))
  }
  const tags = async ({ bucket, region }: BucketListing) =>
    tagsOf(bucket, requestsIn(region), signal)
  return listAllBuckets('S3 buckets', { page, tags }, options)
}

/** `undefined` where the bucket is gone. */
async function tagsOf(
  bucket: string,
  requests: S3Requests,
  signal: AbortSignal | undefined,
): Promise<BucketListing['tags']> {
  try {
    const text = await requests.tags(bucket, signal)
    return readAnswer(`the tags of bucket "${bucket}"`, () => readS3Tags(text))
  } catch (error) {
    const code = isInventoryError(error) ? error.service?.code : undefined
    if (code === 'NoSuchTagSet') return {}
    if (code === 'NoSuchBucket') return undefined
    throw error
  }
}
