import type { InventoryError } from '../inventory-error.ts'
import type { Finding } from '../translation/finding.ts'
import type { ChangingStep, PlanStep } from './plan.ts'

/** What became of one step. */
export type StepOutcome =
  | {
      readonly outcome: 'done'
      readonly step: ChangingStep
      /** `unchanged`: it was so already, as after an apply that was interrupted. */
      readonly result: 'created' | 'replaced' | 'written' | 'deleted' | 'unchanged'
      /** What the write showed beyond the findings of the step. */
      readonly findings: readonly Finding[]
    }
  | { readonly outcome: 'failed'; readonly step: ChangingStep; readonly error: InventoryError }
  | { readonly outcome: 'skipped'; readonly step: PlanStep; readonly reason: SkipReason }
  /** The step changes nothing: `unchanged`, `foreign` or `consumed-or-absent`. */
  | { readonly outcome: 'unneeded'; readonly step: PlanStep }

/**
 * `aborted`: not begun, or cut off, and then not known to be done. `unauthenticated`: the credentials of its connection
 * were refused before. `write-failed`: a deletion that waits until everything else of its bucket is written.
 */
export type SkipReason = 'blocked' | 'unreadable' | 'aborted' | 'unauthenticated' | 'write-failed'

/** What happens while a plan is carried out. */
export type ApplyEvent =
  | { readonly type: 'step-started'; readonly step: ChangingStep }
  | {
      readonly type: 'step-retried'
      readonly step: ChangingStep
      /** Of the next try, from 2. */
      readonly attempt: number
      readonly error: InventoryError
    }
  /** The service throttles: all steps of the connection wait so many milliseconds. */
  | { readonly type: 'slowed-down'; readonly location: string; readonly milliseconds: number }
  | { readonly type: 'step-finished'; readonly outcome: StepOutcome }
