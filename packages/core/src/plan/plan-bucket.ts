import type { BucketScope } from '../capability/capabilities.ts'
import type { InventoryConfiguration } from '../configuration/inventory-configuration.ts'
import type { InventoryError } from '../inventory-error.ts'
import type { InventoryProvider, StoredInventory } from '../provider/inventory-provider.ts'
import { isTrial } from './is-trial.ts'
import { planInventory } from './plan-inventory.ts'
import type { PlanInventoryOptions } from './plan-inventory.ts'
import type { PlanStep } from './plan.ts'

/** What was seen of a bucket. */
export interface BucketState {
  readonly actual: readonly StoredInventory[]
  /** Of what cannot be read, by id; an id that is not known is empty. */
  readonly unreadable: readonly { readonly id: string; readonly error: InventoryError }[]
}

export interface PlanBucketOptions extends Omit<PlanInventoryOptions, 'from'> {
  /** Whether an id is one that prune may delete. Default: none is. */
  readonly manages?: (id: string) => boolean
  /** Delete what is there, is managed, and is not desired. Default: false. */
  readonly prune?: boolean
}

/** The steps that make a bucket have what is desired, by id; whatever else is there is left alone, and said. Pure. */
export function planBucket(
  provider: InventoryProvider,
  scope: BucketScope,
  desired: readonly InventoryConfiguration[],
  state: BucketState,
  options: PlanBucketOptions,
): PlanStep[] {
  const { location, manages = () => false, prune = false } = options
  const actual = new Map(state.actual.map((stored) => [stored.configuration.id, stored]))
  const unreadable = new Set(state.unreadable.map(({ id }) => id))
  const ids = new Set(desired.map(({ id }) => id))
  const base = { location, provider: provider.name }
  const steps: PlanStep[] = [
    ...desired
      .filter(({ id }) => !unreadable.has(id))
      .map((wanted) => planInventory(provider, scope, wanted, actual.get(wanted.id), options)),
    ...state.unreadable.map(({ id, error: { code, message } }): PlanStep => ({
      ...base,
      action: 'unreadable',
      id,
      error: { code, message },
    })),
  ]
  for (const [id, stored] of actual) {
    if (ids.has(id)) continue
    const managed = manages(id) || isTrial(provider, stored)
    steps.push(
      managed && prune
        ? { ...base, action: 'delete', id, actual: stored }
        : { ...base, action: 'foreign', id, actual: stored, managed },
    )
  }
  return steps.toSorted((left, right) => (left.id < right.id ? -1 : left.id > right.id ? 1 : 0))
}
