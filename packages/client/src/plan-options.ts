import type { LossPolicy } from '@bucket-inventory/core'

import type { FleetOptions } from './fleet.ts'

export interface PlanOptions extends FleetOptions {
  /** Delete what is there, is not declared, and has an id that the declaration manages. Default: false. */
  readonly prune?: boolean
  /** Create what runs once and deletes itself, although it may have run already. Default: false. */
  readonly runAgain?: boolean
  /**
   * Send again what is `unverified` and does not show: the service may not keep it, or it was never sent. Default: false,
   * so that a plan after its apply is empty.
   */
  readonly resend?: boolean
  /** What may be lost: `lossy` and `emulated` findings block, unless they are allowed. Default: `refuse`. */
  readonly loss?: LossPolicy
  /** Buckets that are looked at at a time. Default: 8. */
  readonly concurrency?: number
}
