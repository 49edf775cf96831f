import {
  acceptTranslation,
  InventoryError,
  isInventoryError,
  sameValue,
} from '@bucket-inventory/core'
import type {
  ChangingStep,
  CreateStep,
  DeleteStep,
  Finding,
  LossPolicy,
  ReplaceStep,
  StepOutcome,
} from '@bucket-inventory/core'

import { detachableSignal } from './detachable-signal.ts'
import { keepFirst } from './keep-first.ts'
import type { StepContext, StepProgress } from './keep-first.ts'
import type { OpenedStep } from './open-steps.ts'
import { sinceThePlan, standingOf } from './standing-of.ts'
import type { Standing } from './standing-of.ts'

export type StepResult = Pick<
  Extract<StepOutcome, { readonly outcome: 'done' }>,
  'result' | 'findings'
>

type Placed<Step extends ChangingStep> = Pick<OpenedStep<Step>, 'step' | 'inventories'>

/**
 * Tries a changing step once: looks, changes what is still as the plan saw it, and reads until that shows. Rejects with
 * `conflict` where it is another one by now, and with the signal's own reason where the abort cut it off.
 */
export async function applyStep(
  { step, inventories }: Placed<ChangingStep>,
  context: StepContext,
  progress: StepProgress,
): Promise<StepResult> {
  switch (step.action) {
    case 'create':
      return create({ step, inventories }, context)
    case 'replace':
      return replace({ step, inventories }, context, progress)
    case 'delete':
      return remove({ step, inventories }, context, progress)
  }
}

async function create(
  { step, inventories }: Placed<CreateStep>,
  { loss, signal }: StepContext,
): Promise<StepResult> {
  await requireAccepted({ step, inventories }, loss)
  try {
    const { outcome, findings } = await inventories.put(step.desired, {
      loss,
      mode: 'create',
      signal,
    })
    return { result: outcome, findings: beyond(step, findings) }
  } catch (error) {
    if (!isInventoryError(error, 'already-exists')) throw error
    const found = await inventories.get(step.id, { signal })
    const standing = standingOf(inventories, step, found, loss)
    if (standing.is === 'desired') return { result: 'unchanged', findings: [] }
    throw conflictWith({ step, inventories }, standing)
  }
}

async function replace(
  { step, inventories }: Placed<ReplaceStep>,
  context: StepContext,
  progress: StepProgress,
): Promise<StepResult> {
  const { loss } = context
  const { behaviour } = inventories.provider.capabilities
  await requireAccepted({ step, inventories }, loss)
  const { signal, detach } = detachableSignal(context.signal)
  let isDone = false
  try {
    const { outcome, findings } = await inventories.put(step.desired, {
      loss,
      mode: 'replace',
      signal,
      beforeReplace: async (previous) => {
        const standing = standingOf(inventories, step, previous, loss)
        isDone = standing.is === 'desired'
        if (standing.is !== 'actual') throw conflictWith({ step, inventories }, standing)
        await keepFirst({ step, inventories }, previous, context, progress)
        // What takes several requests is not interrupted between them: an abort waits for what becomes of it.
        if (behaviour.write === 'create-only') detach()
      },
    })
    isDone = outcome === 'unchanged'
    if (!isDone) return { result: outcome, findings: beyond(step, findings) }
  } catch (error) {
    if (isInventoryError(error, 'not-found') && !progress.refused) throw deleted(error)
    if (!isDone) throw error
  } finally {
    detach()
  }
  return { result: progress.begun ? 'replaced' : 'unchanged', findings: [] }
}

async function remove(
  { step, inventories }: Placed<DeleteStep>,
  context: StepContext,
  progress: StepProgress,
): Promise<StepResult> {
  const { existed } = await inventories.delete(step.id, {
    signal: context.signal,
    beforeDelete: async (previous) => {
      const standing = standingOf(inventories, step, previous, context.loss)
      if (standing.is !== 'actual') throw conflictWith({ step, inventories }, standing)
      await keepFirst({ step, inventories }, previous, context, progress)
    },
  })
  // What an earlier try began may be why there is nothing.
  return { result: existed || progress.begun ? 'deleted' : 'unchanged', findings: [] }
}

/** A put carries emulated filters by itself, and nothing else is emulated; work on many buckets wants them allowed. */
async function requireAccepted(
  { step, inventories }: Placed<CreateStep | ReplaceStep>,
  loss: LossPolicy,
): Promise<void> {
  if (step.desired.filter === undefined) return
  await inventories.provider.prepare?.()
  acceptTranslation(inventories.translate(step.desired), loss, { refuseEmulated: true })
}

function conflictWith(
  { step, inventories }: Placed<ChangingStep>,
  standing: Standing,
): InventoryError {
  return new InventoryError(
    'conflict',
    `inventory "${step.id}" of bucket "${inventories.bucket}" ${sinceThePlan(step, standing)}; plan again`,
  )
}

function deleted(error: InventoryError): InventoryError {
  return new InventoryError(
    'conflict',
    `${error.message}: what the plan was to replace was deleted since; plan again`,
    { cause: error },
  )
}

function beyond(step: CreateStep | ReplaceStep, findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => !step.findings.some((known) => sameValue(known, finding)))
}
