/** What is known of a statement: whether it holds, or that nobody here can tell. */
export type Truth = boolean | 'unknown'

/** Whether all hold. One that does not decides, whatever is unknown. */
export function every(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false
  return truths.includes('unknown') ? 'unknown' : true
}

/** Whether one holds. One that does decides, whatever is unknown. */
export function some(truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true
  return truths.includes('unknown') ? 'unknown' : false
}

export function not(truth: Truth): Truth {
  return truth === 'unknown' ? truth : !truth
}
