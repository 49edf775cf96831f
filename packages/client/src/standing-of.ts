import { configurationDifferences, planInventory } from '@bucket-inventory/core'
import type {
  BucketInventories,
  CreateStep,
  DeleteStep,
  LossPolicy,
  ReplaceStep,
  StoredInventory,
  UnchangedStep,
} from '@bucket-inventory/core'

/** A step that rests on what the plan saw, or on that it saw nothing. */
export type RestingStep = CreateStep | ReplaceStep | DeleteStep | UnchangedStep

/** What is there now: nothing, what the plan saw, what it wants, or another one, which differs in these paths. */
export type Standing =
  | { readonly is: 'absent' | 'actual' | 'desired' }
  | { readonly is: 'other'; readonly paths: readonly string[] }

/** Whether what is there is still what the plan saw, or is what it wants already. Pure. */
export function standingOf(
  inventories: BucketInventories,
  step: RestingStep,
  found: StoredInventory | undefined,
  loss: LossPolicy,
): Standing {
  if (found === undefined) return { is: 'absent' }
  const since = 'actual' in step ? differing(inventories, step.actual, found) : []
  if ('actual' in step && since.length === 0) return { is: 'actual' }
  if (!('desired' in step)) return { is: 'other', paths: since }
  // As the next plan would see it: what is `unverified` may not show.
  const { provider } = inventories
  const options = { location: step.location, loss }
  const next = planInventory(provider, inventories.scope(), step.desired, found, options)
  if (next.action === 'unchanged') return { is: 'desired' }
  const wanting = next.action === 'replace' ? next.differences.map(({ path }) => path) : []
  return { is: 'other', paths: 'actual' in step ? since : wanting }
}

/** What became of it since the plan: `was changed since the plan in enabled`. */
export function sinceThePlan(step: RestingStep, standing: Standing): string {
  if (standing.is === 'absent') return 'was deleted since the plan'
  const paths = standing.is === 'other' ? standing.paths : []
  const where = paths.length === 0 ? '' : ` in ${paths.join(', ')}`
  return step.action === 'create'
    ? `was made by somebody else since the plan, and differs${where}`
    : `was changed since the plan${where}`
}

function differing(
  { provider }: BucketInventories,
  then: StoredInventory,
  now: StoredInventory,
): string[] {
  const { fieldOrderSignificant } = provider.capabilities.behaviour
  return configurationDifferences(then.configuration, now.configuration, fieldOrderSignificant).map(
    ({ path }) => path,
  )
}
