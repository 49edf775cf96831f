import type { PlanStep } from '@bucket-inventory/core'

/** How many steps of each kind. */
export type PlanSummary = Readonly<Record<PlanStep['action'], number>>

export function planSummary(steps: readonly PlanStep[]): PlanSummary {
  const count = (action: PlanStep['action']) =>
    steps.filter((step) => step.action === action).length
  return {
    create: count('create'),
    replace: count('replace'),
    delete: count('delete'),
    unchanged: count('unchanged'),
    foreign: count('foreign'),
    'consumed-or-absent': count('consumed-or-absent'),
    blocked: count('blocked'),
    unreadable: count('unreadable'),
  }
}

/** `2 to create, 1 to replace, 0 to delete, 40 unchanged, 3 foreign`, and what is not as it should be. */
export function summaryInWords(summary: PlanSummary): string {
  const { create, replace, unchanged, foreign, blocked, unreadable } = summary
  const consumed = summary['consumed-or-absent']
  return [
    `${create} to create`,
    `${replace} to replace`,
    `${summary.delete} to delete`,
    `${unchanged} unchanged`,
    `${foreign} foreign`,
    ...(consumed === 0 ? [] : [`${consumed} consumed or absent`]),
    ...(blocked === 0 ? [] : [`${blocked} blocked`]),
    ...(unreadable === 0 ? [] : [`${unreadable} unreadable`]),
  ].join(', ')
}

/** What a plan asks for: something to do, nothing, or something that keeps it from being carried out. */
export function planState({
  blocked,
  unreadable,
  create,
  replace,
  delete: deleted,
}: PlanSummary): 'pending' | 'nothing' | 'refused' {
  if (blocked + unreadable > 0) return 'refused'
  return create + replace + deleted > 0 ? 'pending' : 'nothing'
}
