import { parseLocation } from '../provider/place.ts'
import type { Location } from '../provider/place.ts'
import type { BucketSelector, DeclaredInventory, DeclaredPlace } from './declaration.ts'
import { nameOf } from './declared-buckets.ts'
import type { DeclaredBuckets } from './declared-buckets.ts'

/** A place of an inventory, and the buckets that it stands for. */
export interface PlaceBuckets {
  readonly place: DeclaredPlace
  /** `undefined`: a selector, and nobody said what it selects. */
  readonly locations: readonly Location[] | undefined
  /** Whether a selector selects nothing at all. */
  readonly isEmpty: boolean
}

/**
 * The buckets of each place of an inventory, in its order. A bucket that a place names is taken out of the selectors beside
 * it, which may be for all that have no place of their own; where the place says no region, it is the one that was listed.
 */
export function placeBuckets(
  { at }: DeclaredInventory,
  selected: ReadonlyMap<BucketSelector, readonly Location[]> | undefined,
  buckets: Pick<DeclaredBuckets, 'isSame'>,
): PlaceBuckets[] {
  const named = new Map<DeclaredPlace, Location>()
  for (const place of at) {
    if ('location' in place) named.set(place, parseLocation(place.location))
  }
  const byName = new Map<string, readonly Location[]>()
  for (const own of named.values()) {
    byName.set(nameOf(own), [...(byName.get(nameOf(own)) ?? []), own])
  }
  const overridesOf = (location: Location) =>
    (byName.get(nameOf(location)) ?? []).filter(
      (own) => isOneOf(own, location) || buckets.isSame(own, location),
    )
  const listed = at.flatMap((place) =>
    'select' in place ? (selected?.get(place.select) ?? []) : [],
  )
  const regions = new Map(
    listed.flatMap((location) =>
      overridesOf(location).map((own) => [own, location.region] as const),
    ),
  )
  return at.map((place): PlaceBuckets => {
    const own = named.get(place)
    if (own !== undefined) {
      const region = own.region ?? regions.get(own)
      return { place, locations: [region === undefined ? own : { ...own, region }], isEmpty: false }
    }
    const found = 'select' in place ? selected?.get(place.select) : undefined
    const others = found?.filter((location) => overridesOf(location).length === 0)
    return { place, locations: others, isEmpty: found?.length === 0 }
  })
}

/** One connection has one bucket of a name, whatever region is said. */
function isOneOf(own: Location, location: Location): boolean {
  return own.connection === location.connection && own.profile === location.profile
}
