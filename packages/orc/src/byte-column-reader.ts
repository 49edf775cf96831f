/* oxlint-disable typescript/no-non-null-assertion -- no more values than capacity */
import { ByteRunLength } from './byte-run-length.ts'
import type { ColumnParts } from './column-reader.ts'
import { DataColumnReader } from './data-column-reader.ts'
import { NumberColumn } from './number-column.ts'

/** Columns of `byte`, which is signed. */
export class ByteColumnReader extends DataColumnReader<ByteRunLength> {
  private readonly raw: Uint8Array
  private readonly values: Float64Array

  constructor(parts: ColumnParts) {
    const { field, streams, capacity } = parts
    super(parts, new ByteRunLength(streams.stream(field, 'data')))
    this.raw = new Uint8Array(capacity)
    this.values = new Float64Array(capacity)
  }

  async read(rows: number): Promise<NumberColumn> {
    const { field, present, raw, values } = this
    const count = await present.read(rows)
    await this.data.bytes(raw, count)
    for (let i = 0; i < count; i++) values[i] = (raw[i]! << 24) >> 24
    present.spread(values, count, NaN)
    return new NumberColumn(field, values.subarray(0, rows), present.flags)
  }
}
