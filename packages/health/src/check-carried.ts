import type { FleetBucket } from '@bucket-inventory/client'
import { forbiddingFindings, isWithin } from '@bucket-inventory/core'
import type { Check, Finding, InventoryConfiguration, LossPolicy } from '@bucket-inventory/core'

import { checkupVerdict } from './checkup-verdict.ts'
import type { NeutralCheckName } from './neutral-checks.ts'

/**
 * Whether the provider carries what is declared. `failure` where it is refused: it needs input, or would lose what may not be
 * lost and does not stand there already. `unknown` where nothing shows that what is asked for is honoured, `warning` where only
 * the reader can apply it.
 */
export function checkCarried(
  { inventories }: Pick<FleetBucket, 'inventories'>,
  configuration: InventoryConfiguration,
  loss: LossPolicy,
  stands: boolean,
): Check {
  const name: NeutralCheckName = 'configuration-carried'
  const { provider } = inventories
  const { findings } = inventories.translate(configuration)
  const refused = new Set(forbiddingFindings({ findings }, loss))
  const told = findings.flatMap((finding) => {
    const isRefused = refused.has(finding) && !(stands && finding.verdict === 'lossy')
    const state = stateOf(finding, isRefused)
    return state === undefined ? [] : [{ ...finding, state }]
  })
  const state = checkupVerdict(told)
  if (state === 'ok') {
    return { name, state, evidence: `${provider.name} carries all of it` }
  }
  const worst = told.filter((finding) => finding.state === state)
  const reference = worst.find((finding) => finding.reference !== undefined)?.reference
  return {
    name,
    state,
    evidence: worst.map(({ path, message }) => `${path}: ${message}`).join('; '),
    fix: fixes[state],
    ...(reference === undefined ? {} : { reference }),
  }
}

function stateOf(finding: Finding, isRefused: boolean): Check['state'] | undefined {
  if (isRefused) return 'failure'
  switch (finding.verdict) {
    case 'lossy':
    case 'emulated':
      return 'warning'
    case 'unverified':
      // A filter that is not honoured lists more, which the reader leaves out; anything else may keep reports from coming.
      return isWithin(finding.path, 'filter') || isWithin(finding.path, 'fields')
        ? 'warning'
        : 'unknown'
    case 'coerced':
    case 'dropped':
    case 'needs-input':
    case 'advisory':
      return undefined
  }
}

const fixes = {
  failure: 'change the declaration, or allow what is lost where it is written',
  unknown: 'look at the first report whether it is as declared',
  warning: 'read the reports with the declaration, or change it',
} as const
