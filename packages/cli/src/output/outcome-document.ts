import type { StepOutcome } from '@bucket-inventory/core'

import type { SnapshotKeeper } from '../apply/snapshot-keeper.ts'
import type { ApplyOutput } from './apply-output.ts'
import { errorDocument } from './error-document.ts'

/** An outcome as `--json` shows it; the step itself is in the plan beside it. */
export function outcomeDocument(
  outcome: StepOutcome,
  keeper: SnapshotKeeper,
): ApplyOutput['outcomes'][number] {
  const { location, id, action } = outcome.step
  const snapshot = keeper.fileOf(outcome.step)
  const step = { location, id, action, ...(snapshot === undefined ? {} : { snapshot }) }
  switch (outcome.outcome) {
    case 'done':
      return { ...step, outcome: 'done', result: outcome.result, findings: outcome.findings }
    case 'failed':
      return { ...step, outcome: 'failed', ...errorDocument(outcome.error) }
    case 'skipped':
      return { ...step, outcome: 'skipped', reason: outcome.reason }
    case 'unneeded':
      return { ...step, outcome: 'unneeded' }
  }
}
