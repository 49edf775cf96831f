import type {
  Destination,
  InventoryConfiguration,
} from '../configuration/inventory-configuration.ts'
import { parseInventoryConfiguration } from '../configuration/parse-inventory-configuration.ts'
import { wrongInPlaces } from '../configuration/parse-written.ts'
import { isInventoryError } from '../inventory-error.ts'
import type { Problem } from '../inventory-error.ts'
import { parseLocation } from '../provider/place.ts'
import type { Location } from '../provider/place.ts'
import { declarationProblems } from './declaration-problems.ts'
import type {
  BucketSelector,
  Declaration,
  DeclaredInventory,
  DeclaredPlace,
} from './declaration.ts'
import { DeclaredBuckets } from './declared-buckets.ts'
import type { DeclaredBucket } from './declared-buckets.ts'

/** The selectors of a declaration, in its order: whoever expands it says which buckets they select. */
export function selectorsOf(declaration: Declaration): BucketSelector[] {
  return declaration.inventories.flatMap(({ at }) =>
    at.flatMap((place) => ('select' in place ? [place.select] : [])),
  )
}

/**
 * Every bucket that a declaration is about, with the inventories that should be there: each place merged over its
 * configuration. What a place says of `destination` is merged member by member; any other member takes the place of the
 * configuration's as a whole. Pure. Throws `invalid-configuration` with every problem at once.
 *
 * `selected` gives the places of each selector of {@link selectorsOf}, the same objects; without it, selectors are left out.
 */
export function expandDeclaration(
  declaration: Declaration,
  selected?: ReadonlyMap<BucketSelector, readonly Location[]>,
): readonly DeclaredBucket[] {
  const problems: Problem[] = declarationProblems(declaration)
  if (problems.length > 0) throw wrongInPlaces(problems, 'declaration')
  const buckets = new DeclaredBuckets(declaration.connections ?? {}, problems)
  for (const [index, inventory] of declaration.inventories.entries()) {
    for (const [at, place] of inventory.at.entries()) {
      const path = `inventories[${index}].at[${at}]`
      const locations = locationsOf(place, selected)
      if (locations?.length === 0 && 'select' in place) {
        problems.push({ path: `${path}.select`, message: unmatched(place.select) })
      }
      const merged = merge(inventory.configuration, place)
      const configuration = parse(
        merged,
        place,
        path,
        `inventories[${index}].configuration`,
        problems,
      )
      for (const location of locations ?? []) buckets.add(location, path, configuration)
    }
  }
  for (const [index, text] of (declaration.manage?.at ?? []).entries()) {
    buckets.add(parseLocation(text), `manage.at[${index}]`)
  }
  if (problems.length > 0) throw wrongInPlaces(distinct(problems), 'declaration')
  return buckets.all
}

/** `undefined`: not known here. */
function locationsOf(
  place: DeclaredPlace,
  selected: ReadonlyMap<BucketSelector, readonly Location[]> | undefined,
): readonly Location[] | undefined {
  return 'select' in place ? selected?.get(place.select) : [parseLocation(place.location)]
}

function unmatched({ connection, name, tags = {} }: BucketSelector): string {
  const wanted = [
    ...(name === undefined ? [] : [`a name such as "${name}"`]),
    ...Object.entries(tags).map(([tag, value]) => `the tag ${tag}=${value}`),
  ]
  const having = wanted.length === 0 ? '' : ` with ${wanted.join(' and ')}`
  return `the connection "${connection}" has no bucket${having}; change the selector, or leave this place out`
}

type Merged = Omit<DeclaredInventory['configuration'], 'destination'> & {
  readonly destination: Partial<Destination>
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

/** `undefined`: it is wrong, and the problems say so. */
function parse(
  merged: Merged,
  place: DeclaredPlace,
  placePath: string,
  configurationPath: string,
  problems: Problem[],
): InventoryConfiguration | undefined {
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
      problems.push({ path: `${holder ? placePath : configurationPath}.${path}`, message })
    }
    return undefined
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

/** A fault of a configuration shows in each of its places. */
function distinct(problems: readonly Problem[]): Problem[] {
  const seen = new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem]))
  return [...seen.values()]
}
