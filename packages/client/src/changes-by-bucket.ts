import type {
  CreateStep,
  DeleteStep,
  InventoryProvider,
  PlanStep,
  ReplaceStep,
} from '@bucket-inventory/core'

import type { OpenedStep } from './open-steps.ts'

/** What is to be changed in one bucket. */
export interface BucketChanges {
  readonly writes: OpenedStep<CreateStep | ReplaceStep>[]
  /** Carried out after all writes, where nothing is missing. */
  readonly deletions: OpenedStep<DeleteStep>[]
  /** Writes that are not through. */
  left: number
  /** Whether something that was asked for is not there. */
  incomplete: boolean
}

/** The changes of a plan, bucket by bucket, whatever their locations read like. */
export function changesByBucket(steps: readonly OpenedStep[]): BucketChanges[] {
  const connections = new Map<InventoryProvider, Map<string, BucketChanges>>()
  for (const { step, index, inventories } of steps) {
    const { provider, bucket } = inventories
    const buckets = connections.get(provider) ?? new Map<string, BucketChanges>()
    const changes = buckets.get(bucket) ?? { writes: [], deletions: [], left: 0, incomplete: false }
    connections.set(provider, buckets.set(bucket, changes))
    if (step.action === 'create' || step.action === 'replace') {
      changes.writes.push({ step, index, inventories })
      changes.left += 1
    }
    if (step.action === 'delete') changes.deletions.push({ step, index, inventories })
    if (isMissing(step)) changes.incomplete = true
  }
  return [...connections.values()].flatMap((buckets) => [...buckets.values()])
}

/** What is unreadable and has an id was asked for by it. */
function isMissing(step: PlanStep): boolean {
  return step.action === 'blocked' || (step.action === 'unreadable' && step.id !== '')
}
