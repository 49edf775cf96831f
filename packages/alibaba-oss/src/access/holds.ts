/** Whether something holds. */
export type Holds = 'yes' | 'no' | 'unknown'

/** Whether one of them holds. */
export function strongest(all: readonly Holds[]): Holds {
  if (all.includes('yes')) return 'yes'
  return all.includes('unknown') ? 'unknown' : 'no'
}

/** Whether both hold. */
export function meet(one: Holds, other: Holds): Holds {
  if (one === 'no' || other === 'no') return 'no'
  return one === 'yes' && other === 'yes' ? 'yes' : 'unknown'
}
