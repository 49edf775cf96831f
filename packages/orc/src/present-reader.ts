/* oxlint-disable typescript/no-non-null-assertion -- loops stay within the rows that were asked for */
import { BooleanRunLength } from './boolean-run-length.ts'
import type { ByteStream } from './byte-stream.ts'
import type { StreamPosition } from './stream-positions.ts'

/** Tells which rows of a column have a value. */
export class PresentReader {
  /** Of the rows read last: 1 for a value, 0 for null; `undefined` if no row is null. */
  flags: Uint8Array | undefined
  private readonly source: BooleanRunLength | undefined
  private readonly buffer: Uint8Array

  /** Without a stream every row has a value. */
  constructor(stream: ByteStream | undefined, capacity: number) {
    this.source = stream === undefined ? undefined : new BooleanRunLength(stream)
    this.buffer = new Uint8Array(stream === undefined ? 0 : capacity)
  }

  /** Returns how many of the next rows have a value. */
  async read(rows: number): Promise<number> {
    if (this.source === undefined) return rows
    const count = await this.source.flags(this.buffer, rows)
    this.flags = count === rows ? undefined : this.buffer.subarray(0, rows)
    return count
  }

  /** Enters the stream where a row group begins. */
  async seek(position: StreamPosition | undefined): Promise<void> {
    await this.source?.seek(position)
  }

  async finish(): Promise<void> {
    await this.source?.finish()
  }

  /** Moves values, which lie end to end, to the rows that they belong to. */
  spread(values: Float64Array | Uint32Array | Uint8Array, count: number, empty: number): void {
    const { flags } = this
    if (flags === undefined) return
    let from = count
    // From behind, so that nothing is overwritten before it is moved.
    for (let row = flags.length - 1; row >= 0; row--) {
      values[row] = flags[row] === 1 ? values[--from]! : empty
    }
  }

  /** The same for bigints, with 0 for null. */
  spreadBigints(values: BigInt64Array, count: number): void {
    const { flags } = this
    if (flags === undefined) return
    let from = count
    for (let row = flags.length - 1; row >= 0; row--) {
      values[row] = flags[row] === 1 ? values[--from]! : 0n
    }
  }

  /** The row of the n-th value. */
  rowOf(index: number): number {
    const { flags } = this
    if (flags === undefined) return index
    let row = 0
    for (let seen = 0; row < flags.length; row++) {
      if (flags[row] === 1 && seen++ === index) break
    }
    return row
  }
}
