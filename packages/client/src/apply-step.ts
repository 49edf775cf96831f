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
  StoredInventory,
} from '@bucket-inventory/core'

import type { ApplyOptions } from './apply-options.ts'
import type { OpenedStep } from './open-steps.ts'
import { standingOf } from './standing-of.ts'
import type { Standing } from './standing-of.ts'

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

export type StepResult = Pick<
  Extract<StepOutcome, { readonly outcome: 'done' }>,
  'result' | 'findings'
>

/**
 * Tries a changing step once: looks, changes what is still as the plan saw it, and reads until that shows. Rejects with
 * `conflict` where it is another one by now, and with the signal's own reason where the abort cut it off.
 */
export async function applyStep(
  { step, inventories }: OpenedStep<ChangingStep>,
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

type Place<Step extends ChangingStep> = Pick<OpenedStep<Step>, 'step' | 'inventories'>

async function create(place: Place<CreateStep>, context: StepContext): Promise<StepResult> {
  const { step, inventories } = place
  const { loss, signal } = context
  await requireAccepted(place, loss)
  try {
    const report = await inventories.put(step.desired, { loss, mode: 'create', signal })
    return { result: report.outcome, findings: beyond(step, report.findings) }
  } catch (error) {
    if (!isInventoryError(error, 'already-exists')) throw error
    const found = await inventories.get(step.id, { signal })
    const standing = standingOf(inventories, step, found, loss)
    if (standing.is === 'desired') return unchanged
    throw conflict(place, standing, 'was made by somebody else since the plan, and differs')
  }
}

async function replace(
  place: Place<ReplaceStep>,
  context: StepContext,
  progress: StepProgress,
): Promise<StepResult> {
  const { step, inventories } = place
  const { loss } = context
  const abort = detachable(context.signal)
  let isDone = false
  await requireAccepted(place, loss)
  try {
    const { outcome, findings } = await inventories.put(step.desired, {
      loss,
      mode: 'replace',
      signal: abort.signal,
      beforeReplace: async (previous) => {
        const standing = standingOf(inventories, step, previous, loss)
        isDone = standing.is === 'desired'
        if (standing.is !== 'actual') throw conflict(place, standing, changed)
        await keep(place, previous, context, progress)
        // Where it takes several requests they are not interrupted, and what they came to is waited for.
        if (inventories.provider.capabilities.behaviour.write === 'create-only') abort.detach()
      },
    })
    return outcome === 'unchanged' && progress.begun
      ? { result: 'replaced', findings: [] }
      : { result: outcome, findings: beyond(step, findings) }
  } catch (error) {
    if (isDone) return progress.begun ? { result: 'replaced', findings: [] } : unchanged
    if (!isInventoryError(error, 'not-found') || progress.refused) throw error
    throw new InventoryError(
      'conflict',
      `${error.message}: what the plan was to replace was deleted since; plan again`,
      { cause: error },
    )
  } finally {
    abort.detach()
  }
}

async function remove(
  place: Place<DeleteStep>,
  context: StepContext,
  progress: StepProgress,
): Promise<StepResult> {
  const { step, inventories } = place
  const { existed } = await inventories.delete(step.id, {
    signal: context.signal,
    beforeDelete: async (previous) => {
      const standing = standingOf(inventories, step, previous, context.loss)
      if (standing.is !== 'actual') throw conflict(place, standing, changed)
      await keep(place, previous, context, progress)
    },
  })
  return existed || progress.begun ? { result: 'deleted', findings: [] } : unchanged
}

const changed = 'was changed since the plan'

const unchanged: StepResult = { result: 'unchanged', findings: [] }

/** A put carries emulated filters unless it is told otherwise; work on many buckets does not. */
async function requireAccepted(
  { step, inventories }: Place<CreateStep | ReplaceStep>,
  loss: LossPolicy,
): Promise<void> {
  await inventories.provider.prepare?.()
  acceptTranslation(inventories.translate(step.desired), loss, { refuseEmulated: true })
}

/** The last moment before something is lost. */
async function keep(
  { step, inventories: { bucket } }: Place<ReplaceStep | DeleteStep>,
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
      `nothing was changed, as inventory "${step.id}" of bucket "${bucket}" could not be kept first: ${reason}`,
      { cause: error },
    )
  }
  signal.throwIfAborted()
  progress.begun = true
}

function conflict(
  { step, inventories: { bucket } }: Place<ChangingStep>,
  standing: Standing,
  what: string,
): InventoryError {
  const paths = standing.is === 'other' ? standing.paths : []
  return new InventoryError(
    'conflict',
    `inventory "${step.id}" of bucket "${bucket}" ${what}${paths.length === 0 ? '' : ` in ${paths.join(', ')}`}; plan again`,
  )
}

function beyond(step: CreateStep | ReplaceStep, findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => !step.findings.some((known) => sameValue(known, finding)))
}

/** A signal that passes on an abort until it is detached. */
function detachable(signal: AbortSignal): { readonly signal: AbortSignal; detach: () => void } {
  const controller = new AbortController()
  const abort = () => {
    controller.abort(signal.reason)
  }
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  return {
    signal: controller.signal,
    detach: () => {
      signal.removeEventListener('abort', abort)
    },
  }
}
