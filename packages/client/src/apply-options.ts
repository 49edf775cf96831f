import type {
  ApplyEvent,
  ChangingStep,
  RequestOptions,
  StoredInventory,
} from '@bucket-inventory/core'

export interface ApplyOptions extends RequestOptions {
  /** Steps that are carried out at a time. All steps on one connection slow down together when it throttles. Default: 8. */
  readonly concurrency?: number
  /** Look at every bucket again first, and reject with `conflict` if what the plan rests on has changed. Default: false. */
  readonly recheck?: boolean
  /**
   * Called in order; every step is finished once, those too that change nothing. What it throws ends the apply as an abort
   * would, and is what the apply rejects with.
   */
  readonly onEvent?: (event: ApplyEvent) => void
  /**
   * Awaited before anything that is there is replaced or deleted, with what is there: the place to keep it. What it rejects
   * with fails the step, and nothing is changed then. A step that is tried again asks again.
   */
  readonly beforeLoss?: (step: ChangingStep, previous: StoredInventory) => void | Promise<void>
}
