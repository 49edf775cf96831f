import type { Exchange } from '../wire/dialect.ts'
import type { Bucket } from '../world/world.ts'

/** The buckets of whoever asks that come after a name and start with the `prefix` of the query, by name. */
export function ownBuckets(exchange: Exchange, after: string): readonly Bucket[] {
  const { emulation, dialect, request, caller } = exchange
  const buckets = emulation.store.world.buckets[dialect.cloud]
  const prefix = request.query.get('prefix') ?? ''
  return buckets
    .keys()
    .slice(buckets.indexFrom(`${after}\u0000`))
    .flatMap((name) => buckets.get(name) ?? [])
    .filter(({ name, owner }) => owner === caller.account.id && name.startsWith(prefix))
}
