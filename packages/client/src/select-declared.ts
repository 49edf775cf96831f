import { setTimeout } from 'node:timers/promises'

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
  Location,
  RequestOptions,
} from '@bucket-inventory/core'

import type { FleetOptions } from './fleet.ts'
import { mostAttempts, PacedQueue } from './paced-queue.ts'
import type { Attempt, PacedWork } from './paced-queue.ts'
import { sharedSignal } from './shared-signal.ts'

/** Connections that are listed at a time. */
const atATime = 8

/**
 * The buckets that each selector of a declaration selects: the buckets of each connection are listed once, and asked for
 * their tags where a selector goes by them. A listing that is throttled goes on more slowly; one that does not get on is
 * tried four times at most. Rejects with `unsupported` where a provider cannot list buckets, with the connection in the message
 * where one cannot be listed, unless `onUnlisted` takes it, and with what `onSelected` rejects with.
 */
export async function selectDeclared(
  declaration: Declaration,
  connections: Readonly<Record<string, InventoryProvider>>,
  { signal, onSelected, onUnlisted }: FleetOptions,
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
      : [
          {
            connection,
            provider,
            selectors: asked,
            buckets: new Map(),
            interval: 0,
            failure: undefined,
          },
        ]
  })
  await listAll(listings, onUnlisted !== undefined, signal)
  const failures = listings.flatMap(({ connection, failure }) =>
    failure === undefined ? [] : [{ connection, failure }],
  )
  const [first] = failures
  if (first !== undefined && failures.length === listings.length) throw first.failure
  for (const { connection, failure } of failures) onUnlisted?.(connection, failure)
  for (const { selector } of selectors) {
    const locations = listings
      .filter(({ connection }) => matchesPattern(selector.connection, connection))
      .flatMap(({ connection, provider: { scheme }, buckets, failure }) =>
        failure === undefined
          ? selectBuckets(selector, { scheme, connection }, [...buckets.values()])
          : [],
      )
    const isUnknown = failures.some(({ connection }) =>
      matchesPattern(selector.connection, connection),
    )
    // What nobody could look for is not what matches nothing.
    if (locations.length > 0 || !isUnknown) selected.set(selector, locations)
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
  /** Those that are known by now, by name. */
  readonly buckets: Map<string, BucketListing>
  /** Milliseconds that are taken for each: more with every throttled request, less with every bucket. */
  interval: number
  /** Why they cannot be listed. */
  failure: InventoryError | undefined
}

async function listAll(
  listings: readonly Listing[],
  goesOn: boolean,
  signal: AbortSignal | undefined,
) {
  const shared = signal === undefined ? {} : { signal: sharedSignal(signal) }
  const queue = new PacedQueue({
    concurrency: atATime,
    signal: shared.signal ?? new AbortController().signal,
    onSlowDown: () => {},
  })
  const workOf = (listing: Listing, order: number): PacedWork => ({
    connection: listing.provider,
    location: listing.connection,
    order,
    attempt: async (attempt) => {
      const before = listing.buckets.size
      try {
        await list(listing, shared)
        return { throttled: false, again: false }
      } catch (error) {
        signal?.throwIfAborted()
        if (!isInventoryError(error) || error.code === 'unsupported') throw error
        const giveUp = (): Attempt => {
          listing.failure = unlisted(listing, error)
          if (!goesOn) throw listing.failure
          return { throttled: false, again: false }
        }
        if (error.code !== 'throttled') return giveUp()
        listing.interval = Math.min(slowest, Math.max(fastest, listing.interval * 2))
        if (listing.buckets.size === before) {
          if (attempt >= mostAttempts) return giveUp()
          return { throttled: true, again: true }
        }
        // The tags of many buckets are many requests: what is new counts as having got through.
        queue.add(workOf(listing, order))
        return { throttled: false, again: false }
      }
    },
  })
  await queue.run(listings.map(workOf))
  signal?.throwIfAborted()
}

/** Milliseconds for a bucket, right after a listing was throttled. */
const [fastest, slowest] = [8, 256]

/** Lists what is not known yet. */
async function list(listing: Listing, options: RequestOptions): Promise<void> {
  const { provider, connection, selectors, buckets } = listing
  if (provider.listBuckets === undefined) {
    throw new InventoryError(
      'unsupported',
      `${provider.name} cannot list the buckets of the connection "${connection}"; name each with "location"`,
    )
  }
  const found = provider.listBuckets({
    ...options,
    tags: selectors.some(({ tags = {} }) => Object.keys(tags).length > 0),
    names: (bucket) =>
      !buckets.has(bucket) && selectors.some((selector) => selectsName(selector, bucket)),
  })
  for await (const bucket of found) {
    buckets.set(bucket.bucket, bucket)
    listing.interval = Math.floor(listing.interval * 0.9)
    if (listing.interval > 0) await setTimeout(listing.interval, undefined, options)
  }
}

function unlisted({ connection }: Listing, error: InventoryError): InventoryError {
  const { code, message, service, retryable } = error
  return new InventoryError(
    code,
    `the buckets of the connection "${connection}" cannot be listed: ${message}`,
    { ...(service === undefined ? {} : { service }), retryable, cause: error },
  )
}
