import { forbiddingFindings, planInventory, valueAt } from '@bucket-inventory/core'
import type {
  BucketInventories,
  Difference,
  LossPolicy,
  NeedsInputFinding,
  PlanStep,
  StoredInventory,
} from '@bucket-inventory/core'

import type { MigratedInventory } from './migrate-inventory.ts'
import { isAboutId } from './migrated-ids.ts'
import type { MigratedIds } from './migrated-ids.ts'
import { withValues } from './migration-values.ts'

export interface MigrationTarget {
  readonly to: BucketInventories
  /** As the step names it. */
  readonly location: string
  readonly loss: LossPolicy
  /** Whether another inventory of the id is replaced. */
  readonly replace: boolean
}

/** The one step that copies an inventory, whatever the target has under its id. Pure. */
export function migrationStep(
  migrated: MigratedInventory,
  from: string,
  actual: StoredInventory | undefined,
  ids: MigratedIds,
  target: MigrationTarget,
): PlanStep {
  const { desired, own } = migrated
  const { to, location, loss, replace } = target
  const aboutId =
    ids.findings.get(migrated.source) ??
    (actual === undefined || replace ? undefined : anotherFinding(migrated, actual, ids, target))
  const findings = [
    ...(aboutId === undefined ? [] : [aboutId]),
    ...migrated.findings.filter((finding) => !isAboutId(finding)),
  ]
  if (forbiddingFindings({ findings }, loss, { refuseEmulated: true }).length > 0) {
    const { name: provider } = to.provider
    return { action: 'blocked', location, provider, id: desired.id, from, desired, findings }
  }
  const options = { location, from, loss, runAgain: true }
  const step = planInventory(to.provider, to.scope(), desired, actual, options)
  return 'findings' in step ? { ...step, findings: [...own, ...step.findings] } : step
}

/** What to say where the target has an inventory of the id, and it is known to be another one. */
function anotherFinding(
  migrated: MigratedInventory,
  actual: StoredInventory,
  ids: MigratedIds,
  target: MigrationTarget,
): NeedsInputFinding | undefined {
  const differing = differencesTo(migrated, actual, target)
  if (differing.length === 0) return undefined
  const { id } = migrated.desired
  const paths = differing.map(({ path }) => path).join(', ')
  return {
    verdict: 'needs-input',
    path: 'id',
    expected: 'another id, which the target does not have',
    example: ids.suggest(id),
    message: `${target.location} has another inventory "${id}", which differs in ${paths}; it stays, unless "replace" is given`,
  }
}

/**
 * What keeps the other one from being what is copied. What is still to be said is taken from it, and so makes no difference;
 * empty also where more is missing than that.
 */
function differencesTo(
  { desired, unsaid }: MigratedInventory,
  actual: StoredInventory,
  { to, location }: MigrationTarget,
): readonly Difference[] {
  const said = unsaid.flatMap((path) => {
    const value = valueAt(actual.configuration, path)
    return value === undefined ? [] : [[path, value] as const]
  })
  const whole = withValues(desired, new Map(said))
  const options = { location, loss: ['lossy', 'emulated'], runAgain: true } as const
  const step = planInventory(to.provider, to.scope(), whole, actual, options)
  return step.action === 'replace' ? step.differences : []
}
