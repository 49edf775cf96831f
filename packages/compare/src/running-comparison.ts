import { InventoryError } from '@bucket-inventory/core'

import type { ComparedObject } from './compared-object.ts'
import type { ComparisonSummary } from './comparison-summary.ts'
import type { Comparison } from './comparison.ts'
import { runComparison } from './run-comparison.ts'
import type { Listed, PreparedComparison } from './run-comparison.ts'

/** A comparison that begins when it is first asked for its list or its summary, and runs once. */
export class RunningComparison implements Comparison {
  readonly #prepared: PreparedComparison
  #begun = false
  readonly #summary: Promise<ComparisonSummary>
  #resolve: (summary: ComparisonSummary) => void = () => {}
  #reject: (reason: unknown) => void = () => {}

  constructor(prepared: PreparedComparison) {
    this.#prepared = prepared
    this.#summary = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // Who only iterates is told by the iteration.
    this.#summary.catch(() => undefined)
  }

  [Symbol.asyncIterator](): AsyncIterator<readonly ComparedObject[]> {
    if (this.#begun) {
      throw new InventoryError(
        'invalid-input',
        'a comparison is iterated once, and before its summary is asked for: compare anew',
      )
    }
    this.#begun = true
    const run = this.#run(this.#prepared.options.list)
    return {
      next: () => run.next(),
      return: async () => {
        const ended = await run.return()
        // What has not begun ends without a word.
        this.#endEarly()
        return ended
      },
    }
  }

  async summary(): Promise<ComparisonSummary> {
    if (!this.#begun) {
      this.#begun = true
      await this.#run('none').next()
    }
    return this.#summary
  }

  async *#run(listed: Listed): AsyncGenerator<readonly ComparedObject[], void, undefined> {
    try {
      this.#resolve(yield* runComparison(this.#prepared, listed))
    } catch (error) {
      this.#reject(error)
      throw error
    } finally {
      this.#endEarly()
    }
  }

  /** Where the summary was resolved or rejected before, this says nothing. */
  #endEarly(): void {
    this.#reject(new InventoryError('invalid-input', 'the iteration ended before all was compared'))
  }
}
