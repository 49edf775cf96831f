import { allPages } from './all-pages.ts'
import type { Page } from './all-pages.ts'
import type { BucketListing, ListBucketsOptions } from './inventory-provider.ts'

/** The two requests of an account's buckets, whatever the service. */
export interface BucketRequests {
  readonly page: (token: string | undefined) => Promise<Page<BucketListing>>
  /** The tags of a bucket, asked for in its own region; `undefined` where it is gone by then. */
  readonly tags: (bucket: BucketListing) => Promise<BucketListing['tags']>
}

/** How many buckets are asked for their tags at a time. */
const atATime = 8

/**
 * The buckets of an account, page after page, with their tags where they are asked for; one that is gone is left out. What
 * was found out before a request fails comes before its rejection, so that whoever asks again need not ask for all of it.
 */
export async function* listAllBuckets(
  subject: string,
  requests: BucketRequests,
  { tags = false, names = () => true, signal }: ListBucketsOptions,
): AsyncGenerator<BucketListing> {
  let untagged: BucketListing[] = []
  for await (const listing of allPages(subject, requests.page, signal)) {
    if (!names(listing.bucket)) continue
    if (!tags) {
      yield listing
      continue
    }
    untagged.push(listing)
    if (untagged.length < atATime) continue
    yield* withTags(untagged, requests)
    untagged = []
  }
  yield* withTags(untagged, requests)
}

async function* withTags(
  listed: readonly BucketListing[],
  requests: BucketRequests,
): AsyncGenerator<BucketListing> {
  const asked = listed.map(async (listing) => ({ ...listing, tags: await requests.tags(listing) }))
  const answers = await Promise.allSettled(asked)
  for (const answer of answers) {
    if (answer.status === 'rejected' || answer.value.tags === undefined) continue
    yield { ...answer.value, tags: answer.value.tags }
  }
  const failed = answers.find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}
