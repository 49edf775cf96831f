import { isInventoryError, listAllBuckets, readAnswer } from '@bucket-inventory/core'
import type { BucketListing, ListBucketsOptions } from '@bucket-inventory/core'

import { readOssBucketPage, readOssTags } from './oss-bucket-list.ts'
import type { OssRequests } from './oss-requests.ts'

/** The buckets of the account, of every region; each is asked for its tags in its own. */
export function listOssBuckets(
  requests: OssRequests,
  requestsIn: (region: string | undefined) => OssRequests,
  options: ListBucketsOptions,
): AsyncGenerator<BucketListing> {
  const { signal } = options
  const page = async (token: string | undefined) => {
    const text = await requests.listBuckets(token, signal)
    return readAnswer('the buckets of the account', () => readOssBucketPage(text))
  }
  const tags = async ({ bucket, region }: BucketListing) =>
    tagsOf(bucket, requestsIn(region), signal)
  return listAllBuckets('OSS buckets', { page, tags }, options)
}

/** `undefined` where the bucket is gone. */
async function tagsOf(
  bucket: string,
  requests: OssRequests,
  signal: AbortSignal | undefined,
): Promise<BucketListing['tags']> {
  try {
    const text = await requests.tags(bucket, signal)
    return readAnswer(`the tags of bucket "${bucket}"`, () => readOssTags(text))
  } catch (error) {
    const code = isInventoryError(error) ? error.service?.code : undefined
    if (code === 'NoSuchBucket') return undefined
    throw error
  }
}
