import type { Check, InventoryError, Location, ProviderName } from '@bucket-inventory/core'

/** What the preflight says of one inventory. */
export interface InventoryCheckup {
  readonly location: Location
  readonly provider: ProviderName
  readonly id: string
  /** What was checked: what is declared, what stands there, or both as they are the same. */
  readonly of: 'declared' | 'stored' | 'both'
  /**
   * Whether it will be delivered. `failure`: no. `unknown`: something that decides it cannot be seen. `warning`: yes, and
   * something is worth a change.
   */
  readonly verdict: 'ok' | 'warning' | 'failure' | 'unknown'
  /** In a settled order: first what concerns the source, then the destination, then what goes with it. */
  readonly checks: readonly Check[]
  /** Why nothing could be checked at all; the checks are empty then, and the verdict is `unknown`. */
  readonly error?: InventoryError
}
