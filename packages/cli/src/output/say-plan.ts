import type { Plan } from '@bucket-inventory/core'

import type { CommandContext, TextSink } from '../command.ts'
import { painter } from './colour.ts'
import { planSummary } from './plan-summary.ts'
import { renderPlanFindings } from './render-plan-findings.ts'
import { renderPlan } from './render-plan.ts'

type Says = Pick<CommandContext, 'messages' | 'colour'>

/** Says the steps of a plan, as data or to a person who is about to be asked. */
export function sayPlan(
  plan: Plan,
  sink: TextSink,
  { output, colour, outputColour = false }: CommandContext,
): void {
  sink.write(renderPlan(plan, painter(sink === output ? outputColour : colour)))
}

/** Says what there is to be said about the steps of a plan. */
export function sayFindings(plan: Plan, { messages, colour }: Says): void {
  messages.write(renderPlanFindings(plan, painter(colour)))
}

/** Says what keeps a plan from being applied. */
export function sayRefusal(plan: Plan, { messages, colour }: Says): void {
  const error = painter(colour)('red', 'error')
  messages.write(`${error}: the plan cannot be applied as it is; ${refusalInWords(plan)}\n`)
}

/** How much stands in the way of a plan, and what to do about it. */
export function refusalInWords({ steps }: Plan): string {
  const { blocked, unreadable } = planSummary(steps)
  return [
    ...(blocked === 0
      ? []
      : [`${blocked} blocked: say what is needed, and allow with --allow what may be lost`]),
    ...(unreadable === 0
      ? []
      : [`${unreadable} unreadable: nobody can tell what would be changed there`]),
  ].join('; ')
}
