import { deliveryStates } from '@bucket-inventory/health'
import type { HealthSummary, InventoryHealth } from '@bucket-inventory/health'

import { countInWords } from './quantities.ts'
import type { StatusOutput } from './status-output.ts'

/** What many healths come to, as `status --json` shows it. */
export function statusSummary({ states, ...summary }: HealthSummary): StatusOutput['summary'] {
  return { ...summary, states: Object.fromEntries(states) }
}

/** `3 inventories: 1 late, 2 delivered; 1 not as declared`. */
export function statusInWords({ inventories, states, drifted, unverified }: HealthSummary): string {
  const total = inventories === 1 ? '1 inventory' : `${countInWords(inventories)} inventories`
  const counts = [...states].map(([state, count]) => `${countInWords(count)} ${state}`)
  return [
    counts.length === 0 ? total : `${total}: ${counts.join(', ')}`,
    ...(drifted === 0 ? [] : [`${countInWords(drifted)} not as declared`]),
    ...(unverified === 0 ? [] : [`${countInWords(unverified)} with a wrong manifest`]),
  ].join('; ')
}

/** Worst first; those that do alike in their order. */
export function worstFirst(inventories: readonly InventoryHealth[]): readonly InventoryHealth[] {
  return inventories.toSorted((left, right) => rankOf(left) - rankOf(right))
}

/** What was delivered and is not as it should be comes after what was not delivered in time. */
function rankOf({ state, drift = [], last }: InventoryHealth): number {
  const rank = deliveryStates.indexOf(state)
  const late = deliveryStates.indexOf('late')
  return drift.length > 0 || last?.verified === false ? Math.min(rank, late + 0.5) : rank
}
