import { formatPlace, InventoryError, parsePlace } from '@bucket-inventory/core'
import type { Declaration, Location, Place } from '@bucket-inventory/core'

import { declaredFleet } from './declared-fleet.ts'
import type { DeclaredWorld } from './declared-fleet.ts'
import type { FleetBucket, FleetOptions } from './fleet.ts'
import type { OpenedBucket } from './opened-bucket.ts'

/** Buckets, or single inventories of them: `s3://photos`, `s3://photos#daily`. */
export type FleetPlace = string | Location

/** What a fleet can be made of. */
export type FleetSource = Declaration | FleetPlace | readonly FleetPlace[]

/** The buckets of a declaration for which something is declared. */
export async function fleetOfDeclaration(
  declaration: Declaration,
  world: DeclaredWorld,
  options: FleetOptions,
): Promise<FleetBucket[]> {
  const buckets = await declaredFleet(declaration, world, options)
  return buckets
    .filter(({ declared }) => declared.length > 0)
    .map(({ location, inventories, declared, ids, path }) => ({
      location,
      inventories,
      declared,
      ids,
      path,
    }))
}

/** The buckets of some places, each once, in their order. Sends nothing. Throws `invalid-input` for a place that is none. */
export function fleetOfPlaces(
  places: readonly FleetPlace[],
  open: (location: Location) => OpenedBucket,
): FleetBucket[] {
  const entries: MeantBucket[] = []
  const byName = new Map<string, MeantBucket[]>()
  for (const place of places) {
    const { location, id } = meantBy(place)
    const name = `${location.scheme}://${location.connection ?? ''}@${location.bucket} ${location.profile ?? ''}`
    const namesakes = byName.get(name) ?? []
    const known = namesakes.find((entry) => isSameRegion(entry.location, location))
    const entry = known ?? { location, ids: new Set<string>(), isWhole: false }
    if (known === undefined) {
      entries.push(entry)
      byName.set(name, [...namesakes, entry])
    } else if (known.location.region === undefined) known.location = location
    if (id === undefined) entry.isWhole = true
    else entry.ids.add(id)
  }
  return entries.map(({ location, ids, isWhole }) => ({
    ...open(location),
    ...(isWhole ? {} : { ids: [...ids] }),
  }))
}

interface MeantBucket {
  location: Location
  readonly ids: Set<string>
  /** Whether all that it has is meant. */
  isWhole: boolean
}

function meantBy(written: FleetPlace): { readonly location: Location; readonly id?: string } {
  const place: Place =
    typeof written === 'string' ? parsePlace(written) : { kind: 'bucket', location: written }
  if (place.kind === 'bucket') return { location: place.location }
  if (place.kind === 'inventory') return { location: place.location, id: place.id }
  throw new InventoryError(
    'invalid-input',
    `"${formatPlace(place)}" is no bucket and no inventory; write one as s3://photos or s3://photos#daily`,
  )
}

/** A bucket whose region is not said may be in any. */
function isSameRegion(left: Location, right: Location): boolean {
  return left.region === undefined || right.region === undefined || left.region === right.region
}
