import {
  InventoryError,
  isInventoryError,
  matchesPattern,
  selectBuckets,
  selectorsOf,
  selectsName,
} from '@bucket-inventory/core'
import type {
  BucketListing,
  BucketSelector,
  Declaration,
  InventoryProvider,
  ListBucketsOptions,
  Location,
} from '@bucket-inventory/core'

import type { FleetOptions } from './fleet.ts'
import { mostAttempts, PacedQueue } from './paced-queue.ts'
import type { Attempt } from './paced-queue.ts'
import { sharedSignal } from './shared-signal.ts'

/** Connections that are listed at a time. */
const atATime = 8

/**
 * The buckets that each selector of a declaration selects: the buckets of each connection are listed once, and asked for
 * their tags where a selector goes by them. A listing that is throttled is made again, four times at most. Rejects with
 * `unsupported` where a provider cannot list buckets, and with what `onSelected` rejects with.
 */
export async function selectDeclared(
  declaration: Declaration,
  connections: Readonly<Record<string, InventoryProvider>>,
  { signal, onSelected }: FleetOptions,
): Promise<ReadonlyMap<BucketSelector, readonly Location[]>> {
  const selectors = selectorsOf(declaration)
  const selected = new Map<BucketSelector, readonly Location[]>()
  if (selectors.length === 0) return selected
  const listings = Object.keys(declaration.connections ?? {}).flatMap((connection): Listing[] => {
    const provider = connections[connection]
    const asked = selectors
      .map(({ selector }) => selector)
      .filter((selector) => matchesPattern(selector.connection, connection))
    return provider === undefined || asked.length === 0
      ? []
      : [{ connection, provider, selectors: asked, buckets: [] }]
  })
  await listAll(listings, signal)
  for (const { selector } of selectors) {
    const locations = listings
      .filter(({ connection }) => matchesPattern(selector.connection, connection))
      .flatMap(({ connection, provider: { scheme }, buckets }) =>
        selectBuckets(selector, { scheme, connection }, buckets),
      )
    selected.set(selector, locations)
  }
  const counts = selectors.map(({ selector, path }) => ({
    selector,
    path,
    buckets: selected.get(selector)?.length ?? 0,
  }))
  await onSelected?.(counts)
  signal?.throwIfAborted()
  return selected
}

/** A connection whose buckets are wanted. */
interface Listing {
  readonly connection: string
  readonly provider: InventoryProvider
  readonly selectors: readonly BucketSelector[]
  buckets: readonly BucketListing[]
}

async function listAll(listings: readonly Listing[], signal: AbortSignal | undefined) {
  const shared = signal === undefined ? {} : { signal: sharedSignal(signal) }
  const queue = new PacedQueue({
    concurrency: atATime,
    signal: shared.signal ?? new AbortController().signal,
    onSlowDown: () => {},
  })
  const list = async (listing: Listing, attempt: number): Promise<Attempt> => {
    try {
      listing.buckets = await bucketsOf(listing, shared)
      return { throttled: false, again: false }
    } catch (error) {
      if (attempt >= mostAttempts || !isInventoryError(error, 'throttled')) throw error
      return { throttled: true, again: true }
    }
  }
  const works = listings.map((listing, order) => ({
    connection: listing.provider,
    location: listing.connection,
    order,
    attempt: async (attempt: number) => list(listing, attempt),
  }))
  await queue.run(works)
  signal?.throwIfAborted()
}

async function bucketsOf(
  { provider, connection, selectors }: Listing,
  options: ListBucketsOptions,
): Promise<BucketListing[]> {
  if (provider.listBuckets === undefined) {
    throw new InventoryError(
      'unsupported',
      `${provider.name} cannot list the buckets of the connection "${connection}"; name each with "location"`,
    )
  }
  const listed: BucketListing[] = []
  const listing = provider.listBuckets({
    ...options,
    tags: selectors.some(({ tags = {} }) => Object.keys(tags).length > 0),
    names: (bucket) => selectors.some((selector) => selectsName(selector, bucket)),
  })
  for await (const bucket of listing) listed.push(bucket)
  return listed
}
