import { expandDeclaration, isInventoryError, wrongInPlaces } from '@bucket-inventory/core'
import type {
  Declaration,
  DeclaredBucket,
  InventoryProvider,
  Location,
  Problem,
} from '@bucket-inventory/core'

import type { FleetBucket, FleetOptions } from './fleet.ts'
import type { OpenedBucket } from './opened-bucket.ts'
import { selectDeclared } from './select-declared.ts'

/** What the places and connections of a declaration lead to. */
export interface DeclaredWorld {
  readonly open: (location: Location) => OpenedBucket
  readonly connections: Readonly<Record<string, InventoryProvider>>
}

/** A bucket of a declaration; also one for which nothing is declared any more. */
export interface DeclaredFleetBucket
  extends Required<FleetBucket>, Pick<DeclaredBucket, 'elsewhere'> {}

/**
 * The buckets of a declaration, each once, with how to reach them. Lists the buckets of connections that selectors name, and
 * sends nothing else. Rejects with `invalid-configuration` with every problem of the declaration at once.
 */
export async function declaredFleet(
  declaration: Declaration,
  world: DeclaredWorld,
  options: FleetOptions,
): Promise<DeclaredFleetBucket[]> {
  options.signal?.throwIfAborted()
  // What can be said without a request is said before one leaves.
  const named = openAll(expandDeclaration(declaration), world)
  const selected = await selectDeclared(declaration, world.connections, options)
  return selected.size === 0 ? named : openAll(expandDeclaration(declaration, selected), world)
}

/** Throws one `invalid-configuration` for all places that lead nowhere. */
function openAll(
  declared: readonly DeclaredBucket[],
  { open }: DeclaredWorld,
): DeclaredFleetBucket[] {
  const problems: Problem[] = []
  const opened = declared.flatMap(({ inventories, path, elsewhere, location }) => {
    try {
      const ids = inventories.map(({ id }) => id)
      return [{ ...open(location), declared: inventories, ids, path, elsewhere }]
    } catch (error) {
      if (!isInventoryError(error)) throw error
      problems.push({ path, message: error.message })
      return []
    }
  })
  if (problems.length > 0) throw wrongInPlaces(problems, 'declaration')
  return opened
}
