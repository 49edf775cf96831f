import type { FleetBucket, OverFleetOptions } from '@bucket-inventory/client'
import { InventoryError } from '@bucket-inventory/core'
import type {
  AccessOptions,
  InventoryConfiguration,
  LossPolicy,
  RequestOptions,
} from '@bucket-inventory/core'

import type { CheckedKind } from './check-configuration.ts'
import { CheckRounds } from './check-rounds.ts'
import { checksOf } from './checks-of.ts'
import { checkupVerdict } from './checkup-verdict.ts'
import { driftOf } from './drift-of.ts'
import type { FleetInventory } from './fleet-inventories.ts'
import type { InventoryCheckup } from './inventory-checkup.ts'
import { overInventories } from './over-inventories.ts'

export interface CheckInventoriesOptions extends OverFleetOptions {
  /** For the checks of the adapters. Default: what they take by themselves. */
  readonly access?: AccessOptions
  /** What of a declaration may be lost where it is written. Default: `refuse`. */
  readonly loss?: LossPolicy
}

/**
 * The preflight: whether every inventory of the buckets will be delivered, bucket by bucket in their order, by id. Before a
 * put what is declared is checked, after it what stands there; both at once where they are the same in effect, and one after
 * the other where they are not. Looks; changes nothing. What may not be seen is `unknown` and ends nothing.
 *
 * What each bucket has is listed once; what the inventories of a connection share, such as the policy of a destination, is
 * looked at once. A connection that throttles is slowed down, and the inventory tried again. Rejects with the reason of an
 * abort, and with `invalid-input` where the concurrency is no whole number from 1.
 */
export async function* checkInventories(
  buckets: readonly FleetBucket[],
  options: CheckInventoriesOptions = {},
): AsyncGenerator<InventoryCheckup, void, undefined> {
  const { access, loss = 'refuse' } = options
  const rounds = new CheckRounds(access)
  const outcomes = overInventories(
    buckets,
    (inventory, request) => checkupsOf(inventory, rounds, { ...request, loss }),
    options,
  )
  for await (const outcome of outcomes) {
    if ('error' in outcome) yield unchecked(outcome.inventory, outcome.error)
    else yield* outcome.result
  }
}

async function checkupsOf(
  inventory: FleetInventory,
  rounds: CheckRounds,
  options: RequestOptions & { readonly loss: LossPolicy },
): Promise<readonly InventoryCheckup[]> {
  const checkups: InventoryCheckup[] = []
  for (const [kind, configuration] of configurationsOf(inventory)) {
    const checks = await checksOf(inventory, configuration, kind, rounds, options)
    checkups.push({ ...base(inventory, kind), verdict: checkupVerdict(checks), checks })
  }
  return checkups.length === 0 ? [unchecked(inventory)] : checkups
}

function configurationsOf(
  inventory: FleetInventory,
): readonly (readonly [CheckedKind, InventoryConfiguration])[] {
  const { bucket, declared, stored } = inventory
  if (declared === undefined) return stored ? [['stored', stored.configuration]] : []
  if (stored === undefined) return [['declared', declared]]
  return driftOf(bucket, declared, stored).length === 0
    ? [['both', declared]]
    : [
        ['declared', declared],
        ['stored', stored.configuration],
      ]
}

/** One of which there is nothing to check: it cannot be read, or was asked for and is not there. */
function unchecked(
  inventory: FleetInventory,
  error: InventoryError = inventory.error ?? notThere(inventory),
): InventoryCheckup {
  const kind = inventory.declared === undefined ? 'stored' : 'declared'
  return { ...base(inventory, kind), verdict: 'unknown', checks: [], error }
}

function notThere({ bucket, id }: FleetInventory): InventoryError {
  return new InventoryError(
    'not-found',
    `bucket "${bucket.inventories.bucket}" has no inventory "${id}"`,
  )
}

function base(
  { bucket, id }: FleetInventory,
  kind: CheckedKind,
): Pick<InventoryCheckup, 'location' | 'provider' | 'id' | 'of'> {
  const { location, inventories } = bucket
  return { location, provider: inventories.provider.name, id, of: kind }
}
