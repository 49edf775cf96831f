import type { StepOutcome } from '@bucket-inventory/core'

/** An outcome in a few words. */
export function words(outcome: StepOutcome): string {
  const { id } = outcome.step
  switch (outcome.outcome) {
    case 'done':
      return `${id} ${outcome.result}`
    case 'failed':
      return `${id} failed: ${outcome.error.code}`
    case 'skipped':
      return `${id} skipped: ${outcome.reason}`
    case 'unneeded':
      return `${id} unneeded`
  }
}
