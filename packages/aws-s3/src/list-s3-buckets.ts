import { allPages, isInventoryError, readAnswer } from '@bucket-inventory/core'
import type { BucketListing, ListBucketsOptions } from '@bucket-inventory/core'

import { readS3BucketPage, readS3Tags } from './s3-bucket-list.ts'
import type { S3Requests } from './s3-requests.ts'

/** How many buckets are asked for their tags at a time. */
const atATime = 8

/**
 * The buckets of the account, of every region. A bucket is asked for its tags in its own region; one that is gone by then is
 * not listed.
 */
export function listS3Buckets(
  requests: S3Requests,
  requestsIn: (region: string | undefined) => S3Requests,
  { tags = false, names = () => true, signal }: ListBucketsOptions,
): AsyncGenerator<BucketListing> {
  const tagged = async (listing: BucketListing): Promise<BucketListing | undefined> => {
    const found = await tagsOf(listing.bucket, requestsIn(listing.region), signal)
    return found === undefined ? undefined : { ...listing, tags: found }
  }
  return allPages(
    'S3 buckets',
    async (token) => {
      const text = await requests.listBuckets(token, signal)
      const page = readAnswer('the buckets of the account', () => readS3BucketPage(text))
      const wanted = page.entries.filter(({ bucket }) => names(bucket))
      return { ...page, entries: tags ? await eachOf(wanted, tagged) : wanted }
    },
    signal,
  )
}

/** In order, some at a time, without those that come to nothing. */
async function eachOf<Item, Result>(
  items: readonly Item[],
  run: (item: Item) => Promise<Result | undefined>,
): Promise<Result[]> {
  const results: (Result | undefined)[] = []
  for (let start = 0; start < items.length; start += atATime) {
    results.push(...(await Promise.all(items.slice(start, start + atATime).map(run))))
  }
  return results.filter((result) => result !== undefined)
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
