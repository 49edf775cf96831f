import type { ColumnParts, ColumnReader, StreamPositions } from './column-reader.ts'
import { IntegerReader } from './integer-reader.ts'
import { NumberColumn } from './number-column.ts'
import { OrcError } from './orc-error.ts'
import type { OrcField } from './orc-type.ts'
import { PresentReader } from './present-reader.ts'

/** Columns of `short`, `int`, `long` and `date` as numbers. */
export class IntegerColumnReader implements ColumnReader {
  private readonly field: OrcField
  private readonly present: PresentReader
  private readonly integers: IntegerReader
  private readonly values: Float64Array

  constructor({ field, streams, version, capacity }: ColumnParts) {
    this.field = field
    this.present = new PresentReader(streams.present(field), capacity)
    this.integers = new IntegerReader(streams.stream(field, 'data'), version, true)
    this.values = new Float64Array(capacity)
  }

  async seek(positions: StreamPositions): Promise<void> {
    await this.present.seek(positions.get('present'))
    await this.integers.seek(positions.get('data'))
  }

  async read(rows: number, firstRow: number): Promise<NumberColumn> {
    const { field, present, values } = this
    const count = await present.read(rows)
    const failed = await this.integers.numbers(values, count)
    if (failed < count) {
      throw new OrcError(
        'unrepresentable',
        'an integer beyond 2^53; name the column in `bigints` to get it',
        { column: field.name, row: firstRow + present.rowOf(failed) },
      )
    }
    present.spread(values, count, NaN)
    return new NumberColumn(field, values.subarray(0, rows), present.flags)
  }

  async finish(): Promise<void> {
    await this.present.finish()
    await this.integers.finish()
  }
}
