/* oxlint-disable typescript/no-non-null-assertion -- loops stay within the run and within what was asked for */
import type { ByteStream } from './byte-stream.ts'
import { IntegerRun } from './integer-run.ts'
import { decodeRunV1, longestRunV1 } from './run-length-v1.ts'
import { decodeRunV2, longestRunV2 } from './run-length-v2.ts'
import type { StreamPosition } from './stream-positions.ts'

/** Reads the integers of one stream, as many at a time as one likes. */
export class IntegerReader {
  private readonly stream: ByteStream
  private readonly run: IntegerRun
  private readonly longest: number
  private readonly decode: (stream: ByteStream, run: IntegerRun) => void
  private used = 0

  constructor(stream: ByteStream, version: 1 | 2, signed: boolean) {
    this.stream = stream
    this.run = new IntegerRun(signed)
    this.longest = version === 1 ? longestRunV1 : longestRunV2
    this.decode = version === 1 ? decodeRunV1 : decodeRunV2
  }

  /** Returns the index of the first value that a number would round, or `count`. */
  async numbers(into: Float64Array, count: number): Promise<number> {
    for (let filled = 0; ;) {
      filled = this.takeNumbers(into, filled, count)
      if (filled === count) return count
      if (!this.empty) return filled
      await this.stream.fill(this.longest)
    }
  }

  /** Counts, lengths, references: all below `limit`, which is at most 2^32. */
  async indexes(into: Uint32Array, count: number, limit: number): Promise<void> {
    for (let filled = 0; ;) {
      filled = this.takeIndexes(into, filled, count, limit)
      if (filled === count) return
      await this.stream.fill(this.longest)
    }
  }

  async bigints(into: BigInt64Array, count: number): Promise<void> {
    for (let filled = 0; ;) {
      filled = this.takeBigints(into, filled, count)
      if (filled === count) return
      await this.stream.fill(this.longest)
    }
  }

  /** Enters the stream where a row group begins. */
  async seek(position: StreamPosition | undefined): Promise<void> {
    if (position === undefined) return
    await this.stream.skip(position.skip)
    for (let left = position.values[0] ?? 0; left > 0;) {
      if (!this.next()) {
        await this.stream.fill(this.longest)
        continue
      }
      this.used = Math.min(left, this.run.length)
      left -= this.used
    }
  }

  /** Throws unless nothing is left. */
  async finish(): Promise<void> {
    if (!this.empty) throw this.stream.tooLong()
    await this.stream.finish()
  }

  private get empty(): boolean {
    return this.used === this.run.length
  }

  /** Decodes the next run, if all of it is here: nothing waits inside the loops. */
  private next(): boolean {
    if (!this.stream.has(this.longest)) return false
    this.decode(this.stream, this.run)
    this.used = 0
    return true
  }

  /** Goes on until so many are there, no bytes are, or one would be rounded. Returns how many there are. */
  private takeNumbers(into: Float64Array, from: number, count: number): number {
    const { run } = this
    let filled = from
    while (filled < count && (!this.empty || this.next())) {
      let { used } = this
      const end = Math.min(count, filled + run.length - used)
      const { values } = run
      if (run.exact === undefined) while (filled < end) into[filled++] = values[used++]!
      else {
        for (; filled < end; used++) {
          const value = Number(run.exact[used]!)
          if (!Number.isSafeInteger(value)) return filled
          into[filled++] = value
        }
      }
      this.used = used
    }
    return filled
  }

  private takeIndexes(into: Uint32Array, from: number, count: number, limit: number): number {
    const { run } = this
    let filled = from
    while (filled < count && (!this.empty || this.next())) {
      let { used } = this
      const end = Math.min(count, filled + run.length - used)
      const { values } = run
      while (filled < end) {
        const value = values[used++]!
        if (value >= limit || value < 0) {
          throw this.stream.corrupt(`has ${value} where less than ${limit} is possible`)
        }
        into[filled++] = value
      }
      this.used = used
    }
    return filled
  }

  private takeBigints(into: BigInt64Array, from: number, count: number): number {
    const { run } = this
    let filled = from
    while (filled < count && (!this.empty || this.next())) {
      const end = Math.min(count, filled + run.length - this.used)
      if (run.exact === undefined) {
        while (filled < end) into[filled++] = BigInt(run.values[this.used++]!)
      } else {
        while (filled < end) into[filled++] = run.exact[this.used++]!
      }
    }
    return filled
  }
}
