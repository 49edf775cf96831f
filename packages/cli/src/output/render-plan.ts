import { forbiddingFindings, parseLocation } from '@bucket-inventory/core'
import type { BlockedStep, ForeignStep, LossPolicy, Plan, PlanStep } from '@bucket-inventory/core'

import { alike } from './alike.ts'
import type { Colour, Paint } from './colour.ts'
import { planSummary, summaryInWords } from './plan-summary.ts'
import { printable } from './printable.ts'
import { renderDifferences } from './render-differences.ts'

/** Up to so many steps are each worth a line, also those that change nothing. */
const smallPlan = 30

/** What a plan would do, bucket by bucket, and how much of what in the last line. Findings are for `renderPlanFindings`. */
export function renderPlan(plan: Plan, paint: Paint): string {
  const small = plan.steps.length <= smallPlan
  const reasons = sameReasons(plan.steps)
  const lines = byBucket(plan.steps).flatMap(([location, steps]) => {
    const shown = steps.filter((step) => small || !isQuiet(step))
    const block = [
      ...shown.flatMap((step) => linesOf(step, reasons.get(step), plan.loss, paint)),
      ...(small ? [] : countOfForeign(steps, paint)),
    ]
    return block.length === 0 ? [] : [paint('bold', printable(location)), ...block]
  })
  const summary = summaryInWords(planSummary(plan.steps))
  return [...lines, summary].map((line) => `${line}\n`).join('')
}

/** The steps of a bucket stand together. */
function byBucket(steps: readonly PlanStep[]): (readonly [string, readonly PlanStep[]])[] {
  const buckets = new Map<string, PlanStep[]>()
  for (const step of steps) {
    const others = buckets.get(step.location) ?? []
    others.push(step)
    buckets.set(step.location, others)
  }
  return [...buckets]
}

/** Nothing that a person who looks at a thousand of them would want to see one by one. */
function isQuiet(step: PlanStep): boolean {
  return step.action === 'unchanged' || (step.action === 'foreign' && !step.managed)
}

function countOfForeign(steps: readonly PlanStep[], paint: Paint): string[] {
  const foreign = steps.filter((step) => step.action === 'foreign' && !step.managed).length
  return foreign === 0 ? [] : [`  ${paint('dim', `. ${foreign} foreign`)}: left alone`]
}

/** Of steps that cannot be read where the same is said of another one before: that one's place. */
function sameReasons(steps: readonly PlanStep[]): ReadonlyMap<PlanStep, string> {
  const unreadable = steps.filter((step) => step.action === 'unreadable')
  const first = alike(
    unreadable.map(({ location, id, error }) => {
      const { bucket } = parseLocation(location)
      return { bucket, id, text: error.message }
    }),
  )
  return new Map(
    unreadable.flatMap((step, index) => {
      const other = unreadable[first[index] ?? index]
      return other === undefined || other === step ? [] : [[step, `as at ${other.location}`]]
    }),
  )
}

function linesOf(
  step: PlanStep,
  sameAs: string | undefined,
  loss: LossPolicy,
  paint: Paint,
): string[] {
  const line = (colour: Colour, what: string, rest = '') => {
    const head = paint(colour, printable(step.id === '' ? what : `${what} ${step.id}`))
    return `  ${head}${originOf(step)}${rest}`
  }
  switch (step.action) {
    case 'create':
      return [line('green', '+ create')]
    case 'replace':
      return [
        line('yellow', '~ replace', step.startsNewRun ? ', starts a new run' : ''),
        ...renderDifferences(step.differences, paint).map((difference) => `      ${difference}`),
      ]
    case 'delete':
      return [line('red', '- delete')]
    case 'unchanged':
      return [line('dim', '= unchanged')]
    case 'foreign':
      return [line('dim', '. foreign', `: ${fateOf(step)}`)]
    case 'consumed-or-absent':
      return [
        line('cyan', 'o consumed or absent', ': it ran, or never did; --run-again creates it'),
      ]
    case 'blocked':
      return [line('red', '! blocked', `: ${printable(reasonsOf(step, loss))}`)]
    case 'unreadable':
      return [line('red', '? unreadable', `: ${printable(sameAs ?? step.error.message)}`)]
  }
}

function originOf({ from }: PlanStep): string {
  return from === undefined ? '' : `, from ${printable(from)}`
}

function fateOf({ managed }: ForeignStep): string {
  return managed ? 'not declared; --prune would delete it' : 'left alone'
}

function reasonsOf(step: BlockedStep, loss: LossPolicy): string {
  const forbidding = forbiddingFindings(step, loss, { refuseEmulated: true })
  const pathsOf = (needed: boolean) => [
    ...new Set(
      forbidding
        .filter(({ verdict }) => (verdict === 'needs-input') === needed)
        .map(({ path }) => path),
    ),
  ]
  const needed = pathsOf(true)
  const lost = pathsOf(false)
  return [
    ...(needed.length === 0 ? [] : [`needs ${needed.join(', ')}`]),
    ...(lost.length === 0 ? [] : [`would lose ${lost.join(', ')}`]),
  ].join('; ')
}
