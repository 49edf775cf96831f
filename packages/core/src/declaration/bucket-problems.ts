import type { Problem } from '../inventory-error.ts'

interface Found {
  readonly problem: Problem
  /** The message that came last. */
  last: string
  more: number
}

/** What is wrong with buckets: what is wrong with many of one place is said of the first, with how many more there are. */
export class BucketProblems {
  readonly #found = new Map<string, Found>()

  /** Problems of one path and kind are one; the same message again is the same problem. */
  add(problem: Problem, kind: string = problem.message): void {
    const key = `${problem.path}\n${kind}`
    const known = this.#found.get(key)
    const { message } = problem
    if (known === undefined) this.#found.set(key, { problem, last: message, more: 0 })
    else if (known.last !== message) {
      known.last = message
      known.more += 1
    }
  }

  /** In the order in which they were found. */
  get all(): Problem[] {
    return [...this.#found.values()].map(({ problem: { path, message }, more }) => {
      if (more === 0) return { path, message }
      return { path, message: `${message} (so it is with ${more} more)` }
    })
  }
}
