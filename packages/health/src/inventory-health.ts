import type { FleetBucket, OverFleetOptions } from '@bucket-inventory/client'
import { formatInstant, InventoryError } from '@bucket-inventory/core'
import type {
  AccessOptions,
  Check,
  Difference,
  InventoryConfiguration,
  Location,
  ProviderName,
} from '@bucket-inventory/core'
import type { DialectOptions } from '@bucket-inventory/reports'

import { CheckRounds } from './check-rounds.ts'
import type { DeliveredReport } from './delivered-report.ts'
import type { DeliveryState } from './delivery-state.ts'
import { healthOf } from './health-of.ts'
import type { KnownHistory } from './known-write.ts'
import { unknownHealth } from './missing-health.ts'
import { overInventories } from './over-inventories.ts'

// https://tc39.es/ecma262/#sec-time-values-and-time-range
const latestTime = 8.64e15

/** The health of one inventory. */
export interface InventoryHealth {
  readonly location: Location
  readonly provider: ProviderName
  /** Empty where nobody can say it: an entry of a bucket that cannot be read, or a bucket that cannot be listed. */
  readonly id: string
  readonly state: DeliveryState
  /** The state in a sentence, with the times and values it rests on. */
  readonly reason: string
  /** As it stands; absent where it is missing or cannot be read. */
  readonly configuration?: InventoryConfiguration
  readonly last?: DeliveredReport
  /** The complete report before. */
  readonly previous?: DeliveredReport
  /** Milliseconds since the last one was begun. */
  readonly age?: number
  /** Epoch milliseconds by which the one after the last is complete, as a rule. */
  readonly expectedBy?: number
  /** When it was written, as far as anybody knows: epoch milliseconds. */
  readonly writtenAt?: number
  /** Newest reports under an earlier destination, where that was changed. Empty as a rule. */
  readonly earlier: readonly DeliveredReport[]
  /** What differs from what is declared, in effect; absent where nothing is declared. */
  readonly drift?: readonly Difference[]
  /**
   * What the preflight finds wrong or cannot see, where the state is `late`, `stale`, `never` or `none`, or the destination
   * cannot be read. Empty otherwise.
   */
  readonly checks: readonly Check[]
  /** Why the state is `unknown`. */
  readonly error?: InventoryError
}

export interface InventoryHealthOptions extends OverFleetOptions, KnownHistory, DialectOptions {
  /** Default: the clock. */
  readonly now?: () => number
  /** Whether to list one key where no report is there and the service writes none when nothing matches. Default: false. */
  readonly look?: boolean
  /** Whether to make the checks of the preflight where reports are missing. Default: true. */
  readonly checks?: boolean
  /** For those checks. Default: what the adapter takes by itself. */
  readonly access?: AccessOptions
}

/**
 * How every inventory of the buckets does, bucket by bucket in their order, by id: what is declared, what is asked for and
 * what stands there, each once. Looks; changes nothing. What cannot be seen is `unknown` and ends nothing.
 *
 * What each bucket has is listed once. An inventory takes at most two listings of its destination, of a request for each
 * thousand deliveries, and four small objects, which are the manifests of two reports and their checksums, and one more object
 * for each delivery in progress, up to 30; each earlier destination two listings and two objects; a look at silence one listing
 * of one key. The checks of inventories that miss a report are one round, which shares what it sees. `concurrency` bounds the
 * buckets, then the inventories that are under way; each sends two of these requests at a time. A connection that throttles is
 * slowed down, and the inventory tried again.
 *
 * Rejects with the reason of an abort, and with `invalid-input` where the concurrency is no whole number from 1 or `since` is no
 * time, or one to come.
 */
export async function* inventoryHealth(
  buckets: readonly FleetBucket[],
  options: InventoryHealthOptions = {},
): AsyncGenerator<InventoryHealth, void, undefined> {
  const { now = Date.now, since } = options
  const at = now()
  if (since !== undefined && !(Math.abs(since) <= latestTime)) {
    throw new InventoryError(
      'invalid-input',
      `inventories are written at a time in epoch milliseconds, not at ${since}`,
    )
  }
  // It would make well whatever delivers nothing.
  if (since !== undefined && since > at) {
    throw new InventoryError(
      'invalid-input',
      `inventories cannot have been written at ${formatInstant(since)}, which is to come`,
    )
  }
  const rounds = new CheckRounds(options.access)
  const outcomes = overInventories(
    buckets,
    (inventory, request) => healthOf(inventory, { ...options, ...request, at, rounds }),
    options,
  )
  for await (const outcome of outcomes) {
    yield 'error' in outcome ? unknownHealth(outcome.inventory, outcome.error) : outcome.result
  }
}
