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

/** The buckets of an account, page after page, with their tags where they are asked for; one that is gone is left out. */
export function listAllBuckets(
  subject: string,
  requests: BucketRequests,
  { tags = false, names = () => true, signal }: ListBucketsOptions,
): AsyncGenerator<BucketListing> {
  return allPages(
    subject,
    async (token) => {
      const page = await requests.page(token)
      const wanted = page.entries.filter(({ bucket }) => names(bucket))
      return { ...page, entries: tags ? await withTags(wanted, requests) : wanted }
    },
    signal,
  )
}

async function withTags(
  listed: readonly BucketListing[],
  requests: BucketRequests,
): Promise<BucketListing[]> {
  const tagged: BucketListing[] = []
  for (let start = 0; start < listed.length; start += atATime) {
    const some = listed.slice(start, start + atATime)
    const found = await Promise.all(some.map(async (listing) => requests.tags(listing)))
    for (const [index, listing] of some.entries()) {
      const tags = found[index]
      if (tags !== undefined) tagged.push({ ...listing, tags })
    }
  }
  return tagged
}
