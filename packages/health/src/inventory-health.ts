import type {
  Check,
  Difference,
  InventoryConfiguration,
  InventoryError,
  Location,
  ProviderName,
} from '@bucket-inventory/core'

/**
 * How an inventory does.
 *
 * - `delivered`: the last complete report is as new as the schedule asks.
 * - `late`: the time by which the next one was expected is past.
 * - `stale`: the one after that is missing too.
 * - `never`: none, though it was written more than 48 hours ago.
 * - `waiting`: none, and it was written within the last 48 hours.
 * - `none`: none, and nobody knows since when there should be one: no service tells when a configuration was made.
 * - `silent`: none, or none any more, and nothing matches: such a service writes no report then.
 * - `disabled`: switched off, whatever was delivered before.
 * - `missing`: declared, and not there.
 * - `unknown`: it cannot be read, or its destination cannot.
 */
export type DeliveryState =
  | 'delivered'
  | 'late'
  | 'stale'
  | 'never'
  | 'waiting'
  | 'none'
  | 'silent'
  | 'disabled'
  | 'missing'
  | 'unknown'

/** A complete report, as its manifest has it. */
export interface DeliveredReport {
  /** Start of the scan, epoch milliseconds. */
  readonly time: number
  readonly bucket: string
  readonly manifestKey: string
  readonly files: number
  /** Of all files as they lie there, compressed. */
  readonly bytes: number
  /** Where the manifest says it. */
  readonly rows?: number
  /** Whether the manifest is what its checksum says; `problem` where it is not, or cannot be read. */
  readonly verified: boolean
  readonly problem?: string
}

/** The health of one inventory. */
export interface InventoryHealth {
  readonly location: Location
  readonly provider: ProviderName
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
  /** What the preflight finds wrong or cannot see, where the state is `late`, `stale` or `never`. Empty otherwise. */
  readonly checks: readonly Check[]
  /** Why the state is `unknown`. */
  readonly error?: InventoryError
}
