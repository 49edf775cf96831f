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
    const { run } = this
    for (let filled = 0; filled < count;) {
      if (this.used === run.length) await this.next()
      const end = Math.min(count, filled + run.length - this.used)
      if (run.exact !== undefined) {
        for (; filled < end; filled++) {
          const value = Number(run.exact[this.used++]!)
          if (!Number.isSafeInteger(value)) return filled
          into[filled] = value
        }
      }
      const { values } = run
      let used = this.used
      while (filled < end) into[filled++] = values[used++]!
      this.used = used
    }
    return count
  }

  /** Counts, lengths, references: all below `limit`, which is at most 2^32. */
  async indexes(into: Uint32Array, count: number, limit: number): Promise<void> {
    const { run } = this
    for (let filled = 0; filled < count;) {
      if (this.used === run.length) await this.next()
      const end = Math.min(count, filled + run.length - this.used)
      const { values } = run
      let used = this.used
      while (filled < end) {
        const value = values[used++]!
        if (value >= limit || value < 0) {
          throw this.stream.corrupt(`has ${value} where less than ${limit} is possible`)
        }
        into[filled++] = value
      }
      this.used = used
    }
  }

  async bigints(into: BigInt64Array, count: number): Promise<void> {
    const { run } = this
    for (let filled = 0; filled < count;) {
      if (this.used === run.length) await this.next()
      const end = Math.min(count, filled + run.length - this.used)
      if (run.exact === undefined) {
        while (filled < end) into[filled++] = BigInt(run.values[this.used++]!)
      } else {
        while (filled < end) into[filled++] = run.exact[this.used++]!
      }
    }
  }

  /** Enters the stream where a row group begins. */
  async seek(position: StreamPosition | undefined): Promise<void> {
    if (position === undefined) return
    await this.stream.skip(position.skip)
    for (let left = position.values[0] ?? 0; left > 0;) {
      await this.next()
      this.used = Math.min(left, this.run.length)
      left -= this.used
    }
  }

  private async next(): Promise<void> {
    if (!this.stream.has(this.longest)) await this.stream.fill(this.longest)
    this.decode(this.stream, this.run)
    this.used = 0
  }
}
