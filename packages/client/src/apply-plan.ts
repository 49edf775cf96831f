import type { ApplyEvent, Location, Plan, StepOutcome } from '@bucket-inventory/core'

import type { ApplyOptions } from './apply-options.ts'
import { carryOutSteps } from './carry-out-steps.ts'
import { openSteps } from './open-steps.ts'
import type { OpenedBucket } from './opened-bucket.ts'
import { PacedQueue } from './paced-queue.ts'
import { recheckPlan } from './recheck-plan.ts'
import { requireConcurrency } from './require-concurrency.ts'
import { sharedSignal } from './shared-signal.ts'

/**
 * Carries out a plan. Resolves to an outcome for each step, in the order of the plan, whatever becomes of single steps and
 * when aborted. Rejects before anything is written with `invalid-input` where the plan cannot be carried out as it reads,
 * and, where a recheck is asked for, if what the plan rests on is no longer so; and with what `onEvent` throws.
 */
export async function applyPlan(
  plan: Plan,
  open: (location: Location) => OpenedBucket,
  options: ApplyOptions = {},
): Promise<readonly StepOutcome[]> {
  const { concurrency = 8, recheck = false, beforeLoss = () => undefined, onEvent } = options
  requireConcurrency(concurrency)
  const steps = openSteps(plan, open)
  const ending = new AbortController()
  const signal = sharedSignal(ending.signal)
  const thrown: unknown[] = []
  const emit = (event: ApplyEvent) => {
    if (thrown.length > 0) return
    try {
      onEvent?.(event)
    } catch (error) {
      thrown.push(error)
      ending.abort(error)
    }
  }
  const queue = new PacedQueue({
    concurrency,
    signal,
    onSlowDown: ({ location }, milliseconds) => {
      emit({ type: 'slowed-down', location, milliseconds })
    },
  })
  const abort = () => {
    ending.abort(options.signal?.reason)
  }
  if (options.signal?.aborted === true) abort()
  else options.signal?.addEventListener('abort', abort, { once: true })
  try {
    const context = { loss: plan.loss, signal, beforeLoss }
    if (recheck) await recheckPlan(steps, queue, context)
    const outcomes = await carryOutSteps(steps, queue, { ...context, emit })
    if (thrown.length > 0) throw thrown[0]
    return outcomes
  } finally {
    options.signal?.removeEventListener('abort', abort)
  }
}
