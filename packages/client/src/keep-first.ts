import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type { DeleteStep, LossPolicy, ReplaceStep, StoredInventory } from '@bucket-inventory/core'

import type { ApplyOptions } from './apply-options.ts'
import type { OpenedStep } from './open-steps.ts'

/** What is needed to try a step. */
export interface StepContext extends Required<Pick<ApplyOptions, 'beforeLoss'>> {
  readonly loss: LossPolicy
  readonly signal: AbortSignal
}

/** What is known of a step from one try to the next. */
export interface StepProgress {
  /** Whether a replacement or deletion may have been sent. */
  begun: boolean
  /** Whether it was the caller who did not want it. */
  refused: boolean
}

/** The last moment before something is lost: the caller may keep it. Rejects where nothing must be changed. */
export async function keepFirst(
  { step, inventories }: Pick<OpenedStep<ReplaceStep | DeleteStep>, 'step' | 'inventories'>,
  previous: StoredInventory,
  { beforeLoss, signal }: StepContext,
  progress: StepProgress,
): Promise<void> {
  try {
    await beforeLoss(step, previous)
  } catch (error) {
    progress.refused = true
    if (isInventoryError(error) || (signal.aborted && error === signal.reason)) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new InventoryError(
      'unknown',
      `nothing was changed, as inventory "${step.id}" of bucket "${inventories.bucket}" could not be kept first: ${reason}`,
      { cause: error },
    )
  }
  progress.begun = true
}
