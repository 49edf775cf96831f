import { capabilitiesFor } from '../capability/capabilities-for.ts'
import type { BucketScope } from '../capability/capabilities.ts'
import { valueAt } from '../configuration/configuration-path.ts'
import type { InventoryConfiguration } from '../configuration/inventory-configuration.ts'
import type { InventoryProvider, StoredInventory } from '../provider/inventory-provider.ts'
import { translateFor } from '../provider/translate-for.ts'
import { forbiddingFindings } from '../translation/accept-translation.ts'
import type { LossPolicy } from '../translation/accept-translation.ts'
import type { AdvisoryFinding } from '../translation/finding.ts'
import { configurationDifferences } from './differences.ts'
import type { Difference } from './differences.ts'
import { isFilledIn, isUnshown } from './excused-difference.ts'
import type { PlanStep } from './plan.ts'

/** What a plan is made for. */
export interface PlanInventoryOptions {
  /** The bucket, as the steps name it. */
  readonly location: string
  /** Of a migration: the inventory that is copied. */
  readonly from?: string
  /** What may be lost; `emulated` filters are refused too, unless they are allowed. Default: `refuse`. */
  readonly loss?: LossPolicy
  /** Create what runs once and deletes itself, although it may have run already. Default: false. */
  readonly runAgain?: boolean
  /** Send again what is `unverified` and does not show. Default: false. */
  readonly resend?: boolean
}

/** The one step that makes an inventory be there as desired, whatever is there now. Pure. */
export function planInventory(
  provider: InventoryProvider,
  scope: BucketScope,
  desired: InventoryConfiguration,
  actual: StoredInventory | undefined,
  options: PlanInventoryOptions,
): PlanStep {
  const { location, from, loss = 'refuse', runAgain = false, resend = false } = options
  const base = {
    location,
    provider: provider.name,
    id: desired.id,
    ...(from === undefined ? {} : { from }),
    desired,
  }
  const translation = translateFor(provider, scope, desired)
  const { findings, residual } = translation
  const forbidding = forbiddingFindings(translation, loss, { refuseEmulated: true })
  if (!translation.complete || forbidding.length > 0)
    return { ...base, action: 'blocked', findings }
  const write = { ...base, findings, ...(residual === undefined ? {} : { residual }) }
  if (actual === undefined) {
    return consumesItself(desired) && !runAgain
      ? { ...base, action: 'consumed-or-absent' }
      : { ...write, action: 'create' }
  }
  const { behaviour } = provider.capabilities
  const effective = provider.interpret(translation.native, scope).configuration
  const differing = configurationDifferences(
    effective,
    actual.configuration,
    behaviour.fieldOrderSignificant,
  ).filter((difference) => !isFilledIn(difference, findings))
  const unshown =
    resend || differing.length === 0
      ? []
      : differing.filter((difference) =>
          isUnshown(difference, findings, capabilitiesFor(provider.capabilities, scope)),
        )
  return differing.length === unshown.length
    ? {
        ...write,
        action: 'unchanged',
        actual,
        findings: [...findings, ...unshown.map(unshownFinding)],
      }
    : {
        ...write,
        action: 'replace',
        actual,
        differences: differing,
        startsNewRun: behaviour.write === 'create-only',
      }
}

/** It may have run and be gone: to create it again would start another run. */
function consumesItself(desired: InventoryConfiguration): boolean {
  return desired.schedule.every === 'once' && valueAt(desired, 'schedule.deleteAfterRun') === true
}

function unshownFinding({ path }: Difference): AdvisoryFinding {
  return {
    verdict: 'advisory',
    path,
    message: `the service does not show ${path}: it does not keep it here, or was never sent it; ask to resend if it never was`,
  }
}
