/* oxlint-disable typescript/no-non-null-assertion -- no run is longer than the arrays */
import type { ByteStream } from './byte-stream.ts'
import { narrow } from './zigzag.ts'

/** No encoding has longer runs. */
const capacity = 512

/**
 * One decoded run of integers: as numbers, or, if a number would round one of them, as 64 bits each.
 *
 * Counts, lengths and references to a dictionary are unsigned, and beyond 2^53 they are `corrupt`. So only signed runs
 * are ever exact.
 */
export class IntegerRun {
  readonly signed: boolean
  length = 0
  /** Meaningless where there are `exact` values. */
  readonly values = new Float64Array(capacity)
  exact: BigInt64Array | undefined
  private spare: BigInt64Array | undefined

  constructor(signed: boolean) {
    this.signed = signed
  }

  /** Begins a run of so many numbers. */
  start(length: number): Float64Array {
    this.length = length
    this.exact = undefined
    return this.values
  }

  /** Begins a run of so many integers of 64 bits. Call {@link settle} when they are there. */
  startExact(length: number): BigInt64Array {
    this.length = length
    this.spare ??= new BigInt64Array(capacity)
    this.exact = this.spare
    return this.exact
  }

  /** Gives exact values up again if numbers hold all of them. */
  settle(stream: ByteStream): void {
    const exact = this.exact
    if (exact === undefined) return
    for (let i = 0; i < this.length; i++) {
      const value = narrow(exact[i]!)
      if (typeof value === 'bigint') {
        if (!this.signed) throw stream.corrupt('has a count beyond 2^53')
        return
      }
      this.values[i] = value
    }
    this.exact = undefined
  }
}
