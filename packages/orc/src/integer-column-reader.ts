import type { ColumnParts } from './column-reader.ts'
import { DataColumnReader } from './data-column-reader.ts'
import { IntegerReader } from './integer-reader.ts'
import { NumberColumn } from './number-column.ts'
import { OrcError } from './orc-error.ts'

/** Columns of `short`, `int`, `long` and `date` as numbers. */
export class IntegerColumnReader extends DataColumnReader<IntegerReader> {
  private readonly values: Float64Array

  constructor(parts: ColumnParts) {
    const { field, streams, version, capacity } = parts
    super(parts, new IntegerReader(streams.stream(field, 'data'), version, true))
    this.values = new Float64Array(capacity)
  }

  async read(rows: number, firstRow: number): Promise<NumberColumn> {
    const { field, present, values } = this
    const count = await present.read(rows)
    const failed = await this.data.numbers(values, count)
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
}
