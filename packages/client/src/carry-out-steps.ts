import { InventoryError, isChange, isInventoryError } from '@bucket-inventory/core'
import type {
  ApplyEvent,
  ChangingStep,
  InventoryProvider,
  SkipReason,
  StepOutcome,
} from '@bucket-inventory/core'

import { applyStep } from './apply-step.ts'
import { changesByBucket } from './changes-by-bucket.ts'
import type { BucketChanges } from './changes-by-bucket.ts'
import type { StepContext, StepProgress } from './keep-first.ts'
import type { OpenedStep } from './open-steps.ts'
import { mostAttempts } from './paced-queue.ts'
import type { Attempt, PacedQueue, PacedWork } from './paced-queue.ts'

export interface CarryOutOptions extends StepContext {
  readonly emit: (event: ApplyEvent) => void
}

/** Carries out what changes something, and accounts for every step, in their order. Resolves also when aborted. */
export async function carryOutSteps(
  steps: readonly OpenedStep[],
  queue: PacedQueue,
  options: CarryOutOptions,
): Promise<StepOutcome[]> {
  return new CarryingOut(queue, options).all(steps)
}

class CarryingOut {
  readonly #queue: PacedQueue
  readonly #options: CarryOutOptions
  readonly #outcomes: StepOutcome[] = []
  /** Connections whose credentials were refused. */
  readonly #refused = new Set<InventoryProvider>()

  constructor(queue: PacedQueue, options: CarryOutOptions) {
    this.#queue = queue
    this.#options = options
  }

  async all(steps: readonly OpenedStep[]): Promise<StepOutcome[]> {
    for (const opened of steps) {
      const { step } = opened
      if (step.action === 'blocked' || step.action === 'unreadable') {
        this.#skip(opened, step.action)
      } else if (!isChange(step)) this.#finish(opened, { outcome: 'unneeded', step })
    }
    const works = changesByBucket(steps).flatMap((bucket) => [
      ...bucket.writes.map((write) => this.#workOf(write, bucket)),
      ...this.#released(bucket),
    ])
    await this.#queue.run(works)
    for (const opened of steps) {
      if (this.#outcomes[opened.index] === undefined) this.#skip(opened, 'aborted')
    }
    return this.#outcomes
  }

  #workOf(opened: OpenedStep<ChangingStep>, bucket: BucketChanges): PacedWork {
    const progress: StepProgress = { begun: false, refused: false }
    return {
      connection: opened.inventories.provider,
      location: opened.step.location,
      order: opened.index,
      attempt: async (attempt) => {
        const { outcome, ...ended } = await this.#try(opened, progress, attempt)
        if (outcome === undefined) return { ...ended, again: true }
        this.#finish(opened, outcome)
        if (opened.step.action !== 'delete') this.#written(bucket, outcome)
        return { ...ended, again: false }
      },
    }
  }

  /** No outcome: worth another try. */
  async #try(
    opened: OpenedStep<ChangingStep>,
    progress: StepProgress,
    attempt: number,
  ): Promise<Pick<Attempt, 'throttled'> & { readonly outcome?: StepOutcome }> {
    const { signal, emit } = this.#options
    const { step, inventories } = opened
    const skipped = (reason: SkipReason) =>
      ({ throttled: false, outcome: { outcome: 'skipped', step, reason } }) as const
    try {
      if (attempt === 1) {
        if (this.#refused.has(inventories.provider)) return skipped('unauthenticated')
        emit({ type: 'step-started', step })
      }
      const result = await applyStep(opened, this.#options, progress)
      return { throttled: false, outcome: { outcome: 'done', step, ...result } }
    } catch (thrown) {
      if (signal.aborted && thrown === signal.reason) return skipped('aborted')
      const error = isInventoryError(thrown) ? thrown : unknown(step, thrown)
      const failed = { outcome: 'failed', step, error } as const
      if (progress.refused) return { throttled: false, outcome: failed }
      if (error.code === 'unauthenticated') this.#refused.add(inventories.provider)
      const throttled = error.code === 'throttled'
      if (!error.retryable || attempt >= mostAttempts || signal.aborted) {
        return { throttled, outcome: failed }
      }
      emit({ type: 'step-retried', step, attempt: attempt + 1, error })
      return { throttled }
    }
  }

  /** Once nothing is left to write, the deletions of the bucket can begin. */
  #written(bucket: BucketChanges, { outcome }: StepOutcome): void {
    bucket.left -= 1
    bucket.incomplete ||= outcome !== 'done'
    if (this.#options.signal.aborted) return
    for (const deletion of this.#released(bucket)) this.#queue.add(deletion)
  }

  /** The deletions that wait for nothing any more, unless they must not be. */
  #released(bucket: BucketChanges): PacedWork[] {
    const { left, incomplete, deletions } = bucket
    if (left > 0) return []
    if (!incomplete) return deletions.map((deletion) => this.#workOf(deletion, bucket))
    for (const deletion of deletions) {
      const isRefused = this.#refused.has(deletion.inventories.provider)
      this.#skip(deletion, isRefused ? 'unauthenticated' : 'write-failed')
    }
    return []
  }

  #skip(opened: OpenedStep, reason: SkipReason): void {
    this.#finish(opened, { outcome: 'skipped', step: opened.step, reason })
  }

  #finish({ index }: OpenedStep, outcome: StepOutcome): void {
    this.#outcomes[index] = outcome
    this.#options.emit({ type: 'step-finished', outcome })
  }
}

function unknown({ location, id }: ChangingStep, thrown: unknown): InventoryError {
  const reason = thrown instanceof Error ? thrown.message : String(thrown)
  return new InventoryError('unknown', `${location}#${id}: ${reason}`, { cause: thrown })
}
