/* oxlint-disable typescript/no-non-null-assertion -- no more values than capacity */
import type { ByteStream } from './byte-stream.ts'
import type { ColumnParts, ColumnReader, StreamPositions } from './column-reader.ts'
import { IntegerReader } from './integer-reader.ts'
import { NumberColumn } from './number-column.ts'
import { OrcError } from './orc-error.ts'
import type { OrcField } from './orc-type.ts'
import { PresentReader } from './present-reader.ts'

/** Seconds from 1970 to 2015, where ORC begins to count. */
const epoch = Date.UTC(2015, 0, 1) / 1000
/** Seconds that a Date reaches, forth and back. */
const farthest = 8.64e12
/** What a fraction is to be multiplied with, by its last three bits: none of its zeros was cut off, or two to eight. */
const powers = [1, ...Array.from({ length: 7 }, (_, index) => 10 ** (index + 2))]

/** Columns of `timestamp` and `timestamp-instant`, in UTC. */
export class TimestampColumnReader implements ColumnReader {
  private readonly field: OrcField
  private readonly present: PresentReader
  private readonly secondary: ByteStream
  private readonly seconds: IntegerReader
  private readonly fractions: IntegerReader
  private readonly values: Float64Array
  private readonly scratch: Float64Array
  private readonly nanoseconds: Uint32Array

  constructor({ field, streams, version, capacity }: ColumnParts) {
    this.field = field
    this.present = new PresentReader(streams.present(field), capacity)
    this.secondary = streams.stream(field, 'secondary')
    this.seconds = new IntegerReader(streams.stream(field, 'data'), version, true)
    this.fractions = new IntegerReader(this.secondary, version, false)
    this.values = new Float64Array(capacity)
    this.scratch = new Float64Array(capacity)
    this.nanoseconds = new Uint32Array(capacity)
  }

  async seek(positions: StreamPositions): Promise<void> {
    await this.present.seek(positions.get('present'))
    await this.seconds.seek(positions.get('data'))
    await this.fractions.seek(positions.get('secondary'))
  }

  async read(rows: number, firstRow: number): Promise<NumberColumn> {
    const { field, present, values, scratch, nanoseconds } = this
    const count = await present.read(rows)
    const failed = await this.seconds.numbers(values, count)
    await this.fractions.numbers(scratch, count)
    for (let i = 0; i < failed; i++) {
      let seconds = values[i]! + epoch
      let nanos = this.fraction(scratch[i]!)
      // Writers cut seconds towards 1970, not down; Arrow also gives the fraction the sign.
      if (nanos < 0) {
        seconds--
        nanos += 1_000_000_000
      } else if (seconds < 0 && nanos > 999_999) {
        seconds--
      }
      if (seconds > farthest || seconds < -farthest) throw this.tooFar(firstRow + present.rowOf(i))
      values[i] = seconds * 1000 + Math.floor(nanos / 1_000_000)
      nanoseconds[i] = nanos
    }
    if (failed < count) throw this.tooFar(firstRow + present.rowOf(failed))
    present.spread(values, count, NaN)
    present.spread(nanoseconds, count, 0)
    return new NumberColumn(
      field,
      values.subarray(0, rows),
      present.flags,
      nanoseconds.subarray(0, rows),
    )
  }

  async finish(): Promise<void> {
    await this.present.finish()
    await this.seconds.finish()
    await this.fractions.finish()
  }

  /** Nanoseconds: the last three bits tell how many zeros were cut off. */
  private fraction(encoded: number): number {
    if (encoded === 0) return 0
    const rest = Math.floor(encoded / 8)
    const nanos = rest * powers[encoded - rest * 8]!
    if (nanos > 999_999_999 || nanos < -999_999_999) {
      throw this.secondary.corrupt(`has ${nanos} nanoseconds in a second`)
    }
    return nanos
  }

  private tooFar(row: number): OrcError {
    return new OrcError('unrepresentable', 'a time that is more than 275,000 years away', {
      column: this.field.name,
      row,
    })
  }
}
