import type {
  Destination,
  InventoryConfiguration,
} from '../configuration/inventory-configuration.ts'
import { parseInventoryConfiguration } from '../configuration/parse-inventory-configuration.ts'
import { isInventoryError } from '../inventory-error.ts'
import type { BucketProblems } from './bucket-problems.ts'
import type { DeclaredInventory, DeclaredPlace } from './declaration.ts'

/** Where a place and its configuration stand in the declaration. */
export interface PlacePaths {
  readonly path: string
  readonly configurationPath: string
}

type Merged = Omit<DeclaredInventory['configuration'], 'destination'> & {
  readonly destination: Partial<Destination>
}

/**
 * A place over its configuration: the destination member by member, any other member as a whole. `undefined`: the two
 * together are wrong, and the problems say so.
 */
export function mergePlace(
  configuration: DeclaredInventory['configuration'],
  place: DeclaredPlace,
  { path: placePath, configurationPath }: PlacePaths,
  problems: BucketProblems,
): InventoryConfiguration | undefined {
  const merged = merge(configuration, place)
  // Its parts were parsed: together they can only lack something.
  if (isWhole(merged)) return merged
  try {
    return parseInventoryConfiguration(merged)
  } catch (error) {
    if (!isInventoryError(error, 'invalid-configuration')) throw error
    for (const { path, message } of error.problems) {
      // What is missing or follows from both is said where the difference is stated.
      const [member = ''] = path.split(/[.[]/)
      const holder = Object.hasOwn(place, member) || member === 'destination'
      problems.add({ path: `${holder ? placePath : configurationPath}.${path}`, message })
    }
    return undefined
  }
}

function merge(configuration: DeclaredInventory['configuration'], place: DeclaredPlace): Merged {
  const { destination, ...differing } = place
  const {
    location: _location,
    select: _select,
    ...rest
  }: Record<string, unknown> = { ...differing }
  return {
    ...configuration,
    ...rest,
    destination: { ...configuration.destination, ...destination },
  }
}

function isWhole(merged: Merged): merged is Merged & { readonly destination: Destination } {
  const { bucket, format } = merged.destination
  return (
    bucket !== undefined &&
    format !== undefined &&
    required.every((member) => Object.hasOwn(merged, member))
  )
}

/** A declaration that was written in code may lack what a parser would have filled in. */
const required = ['enabled', 'schedule', 'versions', 'fields'] as const
