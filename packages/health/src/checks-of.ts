import type {
  Check,
  InventoryConfiguration,
  LossPolicy,
  RequestOptions,
} from '@bucket-inventory/core'

import { checkCarried } from './check-carried.ts'
import { checkCount, checkEnabled, checkExists, checkNotListed } from './check-configuration.ts'
import type { CheckedKind } from './check-configuration.ts'
import type { CheckRounds } from './check-rounds.ts'
import type { FleetInventory } from './fleet-inventories.ts'
import type { NeutralCheckName } from './neutral-checks.ts'
import { requireAnswer } from './require-answer.ts'

/**
 * All checks of one configuration: of its source, those of its provider, and whether it lists itself. Rejects with `throttled`,
 * and with the reason of an abort.
 */
export async function checksOf(
  inventory: FleetInventory,
  configuration: InventoryConfiguration,
  kind: CheckedKind,
  rounds: CheckRounds,
  options: RequestOptions & { readonly loss?: LossPolicy } = {},
): Promise<readonly Check[]> {
  const { loss = 'refuse', ...request } = options
  const { bucket } = inventory
  const { provider, bucket: name } = bucket.inventories
  return [
    checkExists(inventory, kind),
    checkEnabled(configuration),
    ...(kind === 'stored' ? [] : [checkCarried(bucket, configuration, loss, kind === 'both')]),
    checkCount(inventory, provider.capabilities.behaviour),
    ...(await accessChecks(inventory, configuration, rounds, request)),
    checkNotListed(name, configuration),
  ]
}

async function accessChecks(
  { bucket: { inventories } }: FleetInventory,
  configuration: InventoryConfiguration,
  rounds: CheckRounds,
  request: RequestOptions,
): Promise<readonly Check[]> {
  const { provider, bucket } = inventories
  try {
    const round = await rounds.of(provider, request)
    if (round === undefined) {
      return [unknownAccess(`${provider.name} says nothing of what delivery needs`)]
    }
    return await round.check({ bucket, configuration }, request)
  } catch (error) {
    const { message } = requireAnswer(error, request)
    return [unknownAccess(`what delivery needs could not be looked at: ${message}`)]
  }
}

function unknownAccess(evidence: string): Check {
  const name: NeutralCheckName = 'delivery-access'
  return { name, state: 'unknown', evidence }
}
