/* oxlint-disable typescript/no-non-null-assertion -- no more values than capacity */
import { ByteRunLength } from './byte-run-length.ts'
import type { ColumnParts, ColumnReader, StreamPositions } from './column-reader.ts'
import { NumberColumn } from './number-column.ts'
import type { OrcField } from './orc-type.ts'
import { PresentReader } from './present-reader.ts'

/** Columns of `byte`, which is signed. */
export class ByteColumnReader implements ColumnReader {
  private readonly field: OrcField
  private readonly present: PresentReader
  private readonly source: ByteRunLength
  private readonly raw: Uint8Array
  private readonly values: Float64Array

  constructor({ field, streams, capacity }: ColumnParts) {
    this.field = field
    this.present = new PresentReader(streams.present(field), capacity)
    this.source = new ByteRunLength(streams.stream(field, 'data'))
    this.raw = new Uint8Array(capacity)
    this.values = new Float64Array(capacity)
  }

  async seek(positions: StreamPositions): Promise<void> {
    await this.present.seek(positions.get('present'))
    await this.source.seek(positions.get('data'))
  }

  async read(rows: number): Promise<NumberColumn> {
    const { field, present, raw, values } = this
    const count = await present.read(rows)
    await this.source.bytes(raw, count)
    for (let i = 0; i < count; i++) values[i] = (raw[i]! << 24) >> 24
    present.spread(values, count, NaN)
    return new NumberColumn(field, values.subarray(0, rows), present.flags)
  }

  async finish(): Promise<void> {
    await this.present.finish()
    await this.source.finish()
  }
}
