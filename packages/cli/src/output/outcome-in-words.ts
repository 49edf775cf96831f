import type { SkipReason, StepOutcome } from '@bucket-inventory/core'

/** What became of a step, in one word: `created`, `replaced`, `deleted`, `unchanged`, `failed`, `skipped`. */
export type OutcomeWord = 'created' | 'replaced' | 'deleted' | 'unchanged' | 'failed' | 'skipped'

/** `undefined` where the step had nothing to change. */
export function outcomeWord(outcome: StepOutcome): OutcomeWord | undefined {
  switch (outcome.outcome) {
    case 'done':
      if (outcome.result !== 'written') return outcome.result
      // A service that replaces silently does not say; the plan saw what was there.
      return outcome.step.action === 'create' ? 'created' : 'replaced'
    case 'failed':
    case 'skipped':
      return outcome.outcome
    case 'unneeded':
      return undefined
  }
}

/** Why a step was not begun. */
export const skipReasons: Readonly<Record<SkipReason, string>> = {
  blocked: 'something is needed first',
  unreadable: 'what is there cannot be read',
  aborted: 'interrupted before it was done',
  unauthenticated: 'the credentials of its connection were refused',
  'write-failed': 'nothing is deleted while something of its bucket is not written',
}
