import { InventoryError, selectBuckets, selectorsOf, selectsName } from '@bucket-inventory/core'
import type {
  BucketListing,
  BucketSelector,
  Declaration,
  InventoryProvider,
  Location,
  RequestOptions,
} from '@bucket-inventory/core'

/**
 * The buckets that each selector of a declaration selects: the buckets of each connection are listed once, and asked for
 * their tags where a selector goes by them. Rejects with `unsupported` where a provider cannot list buckets.
 */
export async function selectDeclared(
  declaration: Declaration,
  connections: Readonly<Record<string, InventoryProvider>>,
  options: RequestOptions,
): Promise<ReadonlyMap<BucketSelector, readonly Location[]>> {
  const byConnection = new Map<string, BucketSelector[]>()
  for (const selector of selectorsOf(declaration)) {
    const others = byConnection.get(selector.connection) ?? []
    byConnection.set(selector.connection, [...others, selector])
  }
  const selected = new Map<BucketSelector, readonly Location[]>()
  for (const [connection, selectors] of byConnection) {
    const provider = connections[connection]
    // The declaration was checked: each has its connection.
    if (provider === undefined) continue
    const listed = await bucketsOf(provider, connection, selectors, options)
    for (const selector of selectors) {
      selected.set(selector, selectBuckets(selector, provider.scheme, listed))
    }
  }
  return selected
}

async function bucketsOf(
  provider: InventoryProvider,
  connection: string,
  selectors: readonly BucketSelector[],
  options: RequestOptions,
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
