import { lookAtFleetBucket, overFleet } from '@bucket-inventory/client'
import type { FleetBucket, FleetBucketState, OverFleetOptions } from '@bucket-inventory/client'
import type {
  InventoryConfiguration,
  InventoryError,
  RequestOptions,
  StoredInventory,
} from '@bucket-inventory/core'

/** One inventory of a fleet: declared, standing, asked for by its id, or several of these. */
export interface FleetInventory {
  readonly bucket: FleetBucket
  /** Empty where nobody can say it. */
  readonly id: string
  readonly declared?: InventoryConfiguration
  readonly stored?: StoredInventory
  /** Why nobody knows what stands there. */
  readonly error?: InventoryError
  readonly room: BucketRoom
}

/** How full a bucket is with inventories. */
export interface BucketRoom {
  /** How many stand there, of any id; `undefined` where it cannot be listed. */
  readonly standing: number | undefined
  /** Ids that are declared and not there, in their order: each takes a place. */
  readonly wanted: readonly string[]
}

/**
 * Every inventory of the buckets, bucket by bucket in their order, by id: what each bucket has is listed once. A bucket that
 * cannot be listed gives what is meant of it with the error.
 */
export async function fleetInventories(
  buckets: readonly FleetBucket[],
  options: OverFleetOptions,
): Promise<readonly FleetInventory[]> {
  const found: (readonly FleetInventory[])[] = []
  for await (const outcome of overFleet(buckets, lookAtInventories, options)) {
    found[outcome.index] =
      'error' in outcome
        ? inventoriesOf(outcome.bucket, unlisted(outcome.bucket, outcome.error), undefined)
        : outcome.result
  }
  return found.flat()
}

async function lookAtInventories(
  bucket: FleetBucket,
  options: RequestOptions,
): Promise<readonly FleetInventory[]> {
  const { inventories, ids } = bucket
  // All of it, as every inventory takes a place, whatever its id.
  const whole = await lookAtFleetBucket({ inventories }, options)
  const isUnlisted = whole.stored.size === 0 && whole.unreadable.length > 0
  const standing = isUnlisted ? undefined : whole.stored.size + whole.unreadable.length
  if (ids === undefined) return inventoriesOf(bucket, whole, standing)
  if (whole.unreadable.length === 0) {
    const meant = [...whole.stored].filter(([id]) => ids.includes(id))
    return inventoriesOf(bucket, { stored: new Map(meant), unreadable: [] }, standing)
  }
  // What a list cannot read has no id there: those that are meant are asked for one by one.
  return inventoriesOf(bucket, await lookAtFleetBucket({ inventories, ids }, options), standing)
}

function unlisted({ ids = [''] }: FleetBucket, error: InventoryError): FleetBucketState {
  return { stored: new Map(), unreadable: ids.map((id) => ({ id, error })) }
}

function inventoriesOf(
  bucket: FleetBucket,
  { stored, unreadable }: FleetBucketState,
  standing: number | undefined,
): readonly FleetInventory[] {
  const declared = new Map((bucket.declared ?? []).map((wanted) => [wanted.id, wanted]))
  const errors = new Map(unreadable.map(({ id, error }) => [id, error]))
  const ids = new Set([...stored.keys(), ...declared.keys(), ...(bucket.ids ?? [])])
  const wanted = [...declared.keys()].filter((id) => !stored.has(id) && !errors.has(id))
  const known = [...ids].map((id): FleetInventory => {
    const configuration = declared.get(id)
    const standingOne = stored.get(id)
    const error = errors.get(id)
    return {
      bucket,
      id,
      ...(configuration === undefined ? {} : { declared: configuration }),
      ...(standingOne === undefined ? {} : { stored: standingOne }),
      ...(error === undefined ? {} : { error }),
      room: { standing, wanted },
    }
  })
  const others = unreadable
    .filter(({ id }) => !ids.has(id))
    .map(({ id, error }): FleetInventory => ({
      bucket,
      id,
      error,
      room: { standing, wanted },
    }))
  return [...known, ...others].toSorted((left, right) =>
    left.id < right.id ? -1 : left.id > right.id ? 1 : 0,
  )
}
