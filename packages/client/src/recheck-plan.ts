import { InventoryError } from '@bucket-inventory/core'
import type { BucketInventories, BucketState, LossPolicy, Problem } from '@bucket-inventory/core'

import { lookAtBucket } from './look-at-bucket.ts'
import type { OpenedStep } from './open-steps.ts'
import { mostAttempts } from './paced-queue.ts'
import type { PacedQueue } from './paced-queue.ts'
import { sinceThePlan, standingOf } from './standing-of.ts'
import type { RestingStep, Standing } from './standing-of.ts'

export interface RecheckOptions {
  readonly loss: LossPolicy
  readonly signal: AbortSignal
}

interface Broken {
  readonly index: number
  readonly problem: Problem
  /** Where it could not be found out what is there. */
  readonly failure?: InventoryError
}

/**
 * Looks at every bucket of the steps again, each once. Rejects with one `conflict` that names every step that rests on what
 * is no longer so; if all that is wrong is that something could not be looked at, with the reason for that. What a step
 * wants may be there already: an apply that was interrupted can go on. Resolves early when aborted.
 */
export async function recheckPlan(
  steps: readonly OpenedStep[],
  queue: PacedQueue,
  options: RecheckOptions,
): Promise<void> {
  const buckets = new Map<BucketInventories, OpenedStep<RestingStep>[]>()
  for (const { step, index, inventories } of steps) {
    if (!isResting(step)) continue
    const resting = buckets.get(inventories) ?? []
    resting.push({ step, index, inventories })
    buckets.set(inventories, resting)
  }
  const broken: Broken[] = []
  const works = [...buckets].map(([inventories, resting], order) => ({
    connection: inventories.provider,
    location: resting[0]?.step.location ?? '',
    order,
    attempt: async (attempt: number) => {
      const ids = resting.map(({ step }) => step.id)
      const state = await lookAtBucket(inventories, ids, { signal: options.signal })
      const failure = state.unreadable.find(({ error }) => error.retryable)?.error
      const throttled = failure?.code === 'throttled'
      if (failure !== undefined && attempt < mostAttempts) return { throttled, again: true }
      broken.push(...brokenSteps(resting, state, options.loss))
      return { throttled, again: false }
    },
  }))
  try {
    await queue.run(works)
  } catch (error) {
    if (!options.signal.aborted || error !== options.signal.reason) throw error
  }
  if (options.signal.aborted) return
  if (broken.length > 0) throw noLongerSo(broken)
}

function isResting(step: OpenedStep['step']): step is RestingStep {
  return (
    step.action === 'create' ||
    step.action === 'replace' ||
    step.action === 'delete' ||
    step.action === 'unchanged'
  )
}

/** What may be there, that the step can be carried out, or needs not be any more. */
const mayBe: Readonly<Record<RestingStep['action'], readonly Standing['is'][]>> = {
  create: ['absent', 'desired'],
  replace: ['actual', 'desired'],
  delete: ['actual', 'absent'],
  unchanged: ['actual'],
}

function brokenSteps(
  steps: readonly OpenedStep<RestingStep>[],
  { actual, unreadable }: BucketState,
  loss: LossPolicy,
): Broken[] {
  const found = new Map(actual.map((stored) => [stored.configuration.id, stored]))
  const failures = new Map(unreadable.map(({ id, error }) => [id, error]))
  return steps.flatMap(({ step, index, inventories }): Broken[] => {
    const path = `${step.location}#${step.id}`
    const failure = failures.get(step.id)
    if (failure !== undefined) {
      const message = `cannot be looked at: ${failure.message}`
      return [{ index, problem: { path, message }, failure }]
    }
    const standing = standingOf(inventories, step, found.get(step.id), loss)
    if (mayBe[step.action].includes(standing.is)) return []
    return [{ index, problem: { path, message: sinceThePlan(step, standing) } }]
  })
}

function noLongerSo(found: readonly Broken[]): InventoryError {
  const broken = found.toSorted((left, right) => left.index - right.index)
  const problems = broken.map(({ problem }) => problem)
  const [first] = broken
  const isUnknown = broken.every(({ failure }) => failure !== undefined)
  const text = problems.map(({ path, message }) => `\n${path} ${message}`).join('')
  if (!isUnknown || first?.failure === undefined) {
    return new InventoryError(
      'conflict',
      `nothing was changed, as what the plan rests on is no longer so; plan again:${text}`,
      { problems },
    )
  }
  const { code, retryable, service } = first.failure
  return new InventoryError(
    code,
    `nothing was changed, as what the plan rests on cannot be looked at:${text}`,
    { problems, retryable, cause: first.failure, ...(service === undefined ? {} : { service }) },
  )
}
