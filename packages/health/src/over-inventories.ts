import { overFleet } from '@bucket-inventory/client'
import type { FleetBucket, OverFleetOptions } from '@bucket-inventory/client'
import type { InventoryError, RequestOptions } from '@bucket-inventory/core'

import { fleetInventories } from './fleet-inventories.ts'
import type { FleetInventory } from './fleet-inventories.ts'

/** What the work on one inventory came to. */
export type InventoryOutcome<Result> =
  | { readonly inventory: FleetInventory; readonly result: Result }
  | { readonly inventory: FleetInventory; readonly error: InventoryError }

/**
 * Does the work for every inventory of the buckets, so many at a time, and yields what became of each in the order of the
 * buckets and by id: one that ends early is kept until those before it have ended. Work that rejects with `throttled` is slowed
 * down with everything else on its connection, and tried again.
 */
export async function* overInventories<Result>(
  buckets: readonly FleetBucket[],
  work: (inventory: FleetInventory, options: RequestOptions) => Promise<Result>,
  options: OverFleetOptions,
): AsyncGenerator<InventoryOutcome<Result>, void, undefined> {
  const inventories = await fleetInventories(buckets, options)
  // A bucket of its own for each, by which the work knows it.
  const pairs = inventories.map((inventory) => [{ ...inventory.bucket }, inventory] as const)
  const inventoryOf = new Map<FleetBucket, FleetInventory>(pairs)
  const outcomes = overFleet(
    pairs.map(([bucket]) => bucket),
    async (bucket, request) => {
      const inventory = inventoryOf.get(bucket)
      return inventory && { inventory, result: await work(inventory, request) }
    },
    options,
  )
  const early = new Map<number, InventoryOutcome<Result>>()
  let next = 0
  for await (const outcome of outcomes) {
    const inventory = inventoryOf.get(outcome.bucket)
    if (inventory === undefined) continue
    if ('error' in outcome) early.set(outcome.index, { inventory, error: outcome.error })
    else if (outcome.result !== undefined) early.set(outcome.index, outcome.result)
    for (let due = early.get(next); due !== undefined; due = early.get(next)) {
      early.delete(next)
      next += 1
      yield due
    }
  }
}
