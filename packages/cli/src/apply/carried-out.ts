import type { StepOutcome } from '@bucket-inventory/core'

import type { SnapshotKeeper } from './snapshot-keeper.ts'

/** What became of a plan. */
export interface CarriedOut {
  readonly outcomes: readonly StepOutcome[]
  readonly keeper: SnapshotKeeper
  readonly interrupted: boolean
}
