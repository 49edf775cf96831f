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
  const works = inTurn(inventories).map(
    ([place, inventory]) => [{ ...inventory.bucket }, { place, inventory }] as const,
  )
  const workOn = new Map<FleetBucket, (typeof works)[number][1]>(works)
  const outcomes = overFleet(
    works.map(([bucket]) => bucket),
    async (bucket, request) => {
      const inventory = workOn.get(bucket)?.inventory
      return inventory && { inventory, result: await work(inventory, request) }
    },
    options,
  )
  const early = new Map<number, InventoryOutcome<Result>>()
  let next = 0
  for await (const outcome of outcomes) {
    const done = workOn.get(outcome.bucket)
    if (done === undefined) continue
    const { place, inventory } = done
    if ('error' in outcome) early.set(place, { inventory, error: outcome.error })
    else if (outcome.result !== undefined) early.set(place, outcome.result)
    for (let due = early.get(next); due !== undefined; due = early.get(next)) {
      early.delete(next)
      next += 1
      yield due
    }
  }
}

/**
 * The inventories with their places, in the order in which they are begun with: of some buckets the first of each, then the
 * second, and so on. Those of one bucket often wait for the same answers, while those of another ask for their own.
 */
function inTurn(
  inventories: readonly FleetInventory[],
): readonly (readonly [place: number, inventory: FleetInventory])[] {
  const ranks = new Map<FleetBucket, number>()
  return [...inventories.entries()]
    .map(([place, inventory]) => {
      const rank = ranks.get(inventory.bucket) ?? 0
      ranks.set(inventory.bucket, rank + 1)
      return {
        entry: [place, inventory] as const,
        rank,
        group: Math.floor((ranks.size - 1) / together),
      }
    })
    .toSorted((left, right) => left.group - right.group || left.rank - right.rank)
    .map(({ entry }) => entry)
}

// What ends early waits for no more than this many buckets.
const together = 16
