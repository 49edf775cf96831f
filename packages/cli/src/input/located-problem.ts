import type { Problem } from '@bucket-inventory/core'

/** A problem and where in the file it is written. */
export interface LocatedProblem extends Problem {
  readonly line: number
  readonly column: number
}

/** Whether it is known where the problem is written. */
export function isLocatedProblem(problem: Problem): problem is LocatedProblem {
  return 'line' in problem && 'column' in problem
}
