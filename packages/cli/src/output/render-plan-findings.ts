import type { Finding, InventoryFilter, Plan, PlanStep } from '@bucket-inventory/core'

import type { Paint } from './colour.ts'
import { renderFindings } from './render-findings.ts'
import { renderResidual } from './render-residual.ts'
import { stepInWords } from './step-in-words.ts'

/** Inventories that are named above findings which they share; the rest is counted. */
const named = 3

/**
 * What the translations of a plan changed, cannot carry or need, as `put` says it, once for all inventories of which the
 * same is said. Of what is as it should be only what the service does not show.
 */
export function renderPlanFindings(plan: Pick<Plan, 'steps'>, paint: Paint): string {
  const groups = new Map<string, { readonly text: string; readonly steps: PlanStep[] }>()
  for (const step of plan.steps) {
    const { findings, residual } = saidOf(step)
    const text = `${renderFindings(findings, paint)}${residual === undefined ? '' : renderResidual(residual)}`
    if (text === '') continue
    const group = groups.get(text) ?? { text, steps: [] }
    group.steps.push(step)
    groups.set(text, group)
  }
  return [...groups.values()]
    .map(({ text, steps }) => `${paint('bold', headOf(steps))}\n${text}`)
    .join('')
}

function saidOf(step: PlanStep): {
  readonly findings: readonly Finding[]
  readonly residual?: InventoryFilter
} {
  switch (step.action) {
    case 'create':
    case 'replace':
    case 'blocked':
      return step
    case 'unchanged':
      return { findings: step.findings.filter(({ verdict }) => verdict === 'advisory') }
    case 'delete':
    case 'foreign':
    case 'consumed-or-absent':
    case 'unreadable':
      return { findings: [] }
  }
}

function headOf(steps: readonly PlanStep[]): string {
  const names = steps.slice(0, named).map(stepInWords)
  const rest = steps.length - names.length
  return `${names.join(', ')}${rest === 0 ? '' : ` and ${rest} more`}:`
}
