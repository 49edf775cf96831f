import type { ByteStream } from './byte-stream.ts'
import type { ColumnParts, ColumnReader, StreamPositions } from './column-reader.ts'
import { NumberColumn } from './number-column.ts'
import type { OrcField } from './orc-type.ts'
import { PresentReader } from './present-reader.ts'

/** Columns of `float` and `double`. */
export class FloatColumnReader implements ColumnReader {
  private readonly field: OrcField
  private readonly present: PresentReader
  private readonly data: ByteStream
  private readonly size: 4 | 8
  private readonly values: Float64Array

  constructor({ field, streams, capacity }: ColumnParts) {
    this.field = field
    this.present = new PresentReader(streams.present(field), capacity)
    this.data = streams.stream(field, 'data')
    this.size = field.type === 'float' ? 4 : 8
    this.values = new Float64Array(capacity)
  }

  async seek(positions: StreamPositions): Promise<void> {
    await this.present.seek(positions.get('present'))
    await this.data.skip(positions.get('data')?.skip ?? 0)
  }

  async read(rows: number): Promise<NumberColumn> {
    const { field, present, data, size, values } = this
    const count = await present.read(rows)
    for (let filled = 0; filled < count;) {
      if (!data.has(size)) await data.fill(size)
      const here = Math.min(count - filled, Math.floor((data.end - data.position) / size))
      const position = data.take(Math.max(here, 1) * size)
      const view = new DataView(data.bytes.buffer, data.bytes.byteOffset + position, here * size)
      for (let i = 0; i < here; i++) {
        values[filled++] = size === 4 ? view.getFloat32(i * 4, true) : view.getFloat64(i * 8, true)
      }
    }
    present.spread(values, count, NaN)
    return new NumberColumn(field, values.subarray(0, rows), present.flags)
  }

  async finish(): Promise<void> {
    await this.present.finish()
    await this.data.finish()
  }
}
