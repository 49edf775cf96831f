import type { BucketListing } from '../provider/inventory-provider.ts'
import type { Location } from '../provider/place.ts'
import type { BucketSelector } from './declaration.ts'
import { matchesPattern } from './matches-pattern.ts'

/** Whether the name of a bucket fits a selector, whatever its tags. */
export function selectsName({ name, except = [] }: BucketSelector, bucket: string): boolean {
  return (
    (name === undefined || matchesPattern(name, bucket)) &&
    !except.some((pattern) => matchesPattern(pattern, bucket))
  )
}

/** The places of those buckets of a connection that fit a selector by name and by every one of its tags, by name. */
export function selectBuckets(
  selector: BucketSelector,
  { scheme, connection }: Pick<Location, 'scheme'> & { readonly connection: string },
  listed: readonly BucketListing[],
): Location[] {
  const { tags = {} } = selector
  return listed
    .filter(
      (listing) =>
        selectsName(selector, listing.bucket) &&
        Object.entries(tags).every(([name, value]) => listing.tags?.[name] === value),
    )
    .toSorted((left, right) => (left.bucket < right.bucket ? -1 : 1))
    .map(({ bucket, region }) => ({
      scheme,
      connection,
      bucket,
      ...(region === undefined ? {} : { region }),
    }))
}
