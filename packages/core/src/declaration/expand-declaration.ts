import { wrongInPlaces } from '../configuration/parse-written.ts'
import { parseLocation } from '../provider/place.ts'
import type { Location } from '../provider/place.ts'
import { BucketProblems } from './bucket-problems.ts'
import { declarationProblems } from './declaration-problems.ts'
import type { BucketSelector, Declaration, DeclaredInventory } from './declaration.ts'
import { DeclaredBuckets } from './declared-buckets.ts'
import type { DeclaredBucket } from './declared-buckets.ts'
import { fillForBucket } from './fill-for-bucket.ts'
import { matchesPattern } from './matches-pattern.ts'
import { mergePlace } from './merge-place.ts'
import { placeBuckets } from './place-buckets.ts'
import { selectsName } from './select-buckets.ts'

/**
 * The selectors of a declaration, in its order, with where they stand: `inventories[0].at[1].select`. Whoever expands it says
 * which buckets they select.
 */
export function selectorsOf(
  declaration: Declaration,
): { readonly selector: BucketSelector; readonly path: string }[] {
  return declaration.inventories.flatMap(({ at }, index) =>
    at.flatMap((place, position) =>
      'select' in place
        ? [{ selector: place.select, path: `inventories[${index}].at[${position}].select` }]
        : [],
    ),
  )
}

/**
 * Every bucket that a declaration is about, with the inventories that should be there: each place merged over its
 * configuration, and filled in for the bucket. What a place says of `destination` is merged member by member; any other
 * member takes the place of the configuration's as a whole. A bucket that a place names is left out of the selectors beside
 * it. Pure. Throws `invalid-configuration` with every problem at once.
 *
 * `selected` gives the places of each selector of {@link selectorsOf}, the same objects; without it, selectors are left out.
 */
export function expandDeclaration(
  declaration: Declaration,
  selected?: ReadonlyMap<BucketSelector, readonly Location[]>,
): readonly DeclaredBucket[] {
  const written = declarationProblems(declaration)
  if (written.length > 0) throw wrongInPlaces(written, 'declaration')
  const { connections = {}, manage } = declaration
  const problems = new BucketProblems()
  const buckets = new DeclaredBuckets(connections, problems)
  for (const [index, inventory] of declaration.inventories.entries()) {
    const configurationPath = `inventories[${index}].configuration`
    const places = placeBuckets(inventory, selected, buckets)
    for (const [at, { place, locations, isEmpty }] of places.entries()) {
      const path = `inventories[${index}].at[${at}]`
      if (isEmpty && 'select' in place) {
        const message = unmatched(place.select, Object.keys(connections))
        problems.add({ path: `${path}.select`, message })
      }
      const merged = mergePlace(
        inventory.configuration,
        place,
        { path, configurationPath },
        problems,
      )
      for (const location of locations ?? []) {
        const region = buckets.regionOf(location)
        const isUntold = selected === undefined && isSelected(inventory, location)
        const bucket = { location, isUntold, ...(region === undefined ? {} : { region }) }
        const configuration =
          merged &&
          fillForBucket(
            merged,
            bucket,
            { place, path, configurationPath, ids: manage?.ids },
            problems,
          )
        buckets.add(location, path, configuration)
      }
    }
  }
  for (const [index, text] of (manage?.at ?? []).entries()) {
    buckets.add(parseLocation(text), `manage.at[${index}]`)
  }
  if (problems.all.length > 0) throw wrongInPlaces(problems.all, 'declaration')
  return buckets.all
}

/** Whether the selectors beside a place may know more of its bucket, once somebody says what they select. */
function isSelected({ at }: DeclaredInventory, { bucket }: Location): boolean {
  return at.some((place) => 'select' in place && selectsName(place.select, bucket))
}

function unmatched(
  { connection, name, except = [], tags = {} }: BucketSelector,
  connections: readonly string[],
): string {
  const wanted = [
    ...(name === undefined ? [] : [`a name such as "${name}"`]),
    ...except.map((pattern) => `no name such as "${pattern}"`),
    ...Object.entries(tags).map(([tag, value]) => `the tag ${tag}=${value}`),
  ]
  const having = wanted.length === 0 ? '' : ` with ${wanted.join(' and ')}`
  const meant = connections.filter((one) => matchesPattern(connection, one)).join(', ')
  const whose = connection.includes('*')
    ? `no connection with a name such as "${connection}" (${meant}) has a`
    : `the connection "${connection}" has no`
  return `${whose} bucket${having}; change the selector, or leave this place out`
}
