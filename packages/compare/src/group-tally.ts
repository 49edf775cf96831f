import { comparisonVerdicts } from './compared-object.ts'
import type { VerdictCounts } from './comparison-summary.ts'
import { verdictCounts } from './verdict-counts.ts'

const width = comparisonVerdicts.length

export interface GroupCounts {
  readonly counts: VerdictCounts
  readonly bytes: VerdictCounts
}

/** Objects and bytes by verdict, of each of many groups that are known by their numbers. */
export class GroupTally {
  #counts: Float64Array = new Float64Array(64 * width)
  #bytes: Float64Array = new Float64Array(64 * width)

  /** Makes room for the groups below this number. */
  reserve(groups: number): void {
    if (groups * width <= this.#counts.length) return
    this.#counts = grown(this.#counts, groups * width)
    this.#bytes = grown(this.#bytes, groups * width)
  }

  /** Of a group that was reserved. */
  add(group: number, verdict: number, objects: number, bytes: number): void {
    const at = group * width + verdict
    this.#counts[at] = (this.#counts[at] ?? 0) + objects
    this.#bytes[at] = (this.#bytes[at] ?? 0) + bytes
  }

  /** Of one group, or of several together. */
  of(...groups: readonly number[]): GroupCounts {
    const of = (values: Float64Array) =>
      Float64Array.from({ length: width }, (_, verdict) =>
        groups.reduce((sum, group) => sum + (values[group * width + verdict] ?? 0), 0),
      )
    return { counts: verdictCounts(of(this.#counts)), bytes: verdictCounts(of(this.#bytes)) }
  }

  /** Of all groups together. */
  total(): GroupCounts {
    return {
      counts: verdictCounts(summed(this.#counts)),
      bytes: verdictCounts(summed(this.#bytes)),
    }
  }
}

function summed(values: Float64Array): Float64Array {
  const sums = new Float64Array(width)
  for (const [at, value] of values.entries()) sums[at % width] = (sums[at % width] ?? 0) + value
  return sums
}

function grown(values: Float64Array, length: number): Float64Array {
  const larger = new Float64Array(Math.max(length, 2 * values.length))
  larger.set(values)
  return larger
}
