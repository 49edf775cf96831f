import type { ByteStream } from './byte-stream.ts'
import { BinaryColumn, TextColumn } from './bytes-column.ts'
import type { ColumnParts, ColumnReader, StreamPositions } from './column-reader.ts'
import { IntegerReader } from './integer-reader.ts'
import type { OrcField } from './orc-type.ts'
import { PresentReader } from './present-reader.ts'
import { lengthsToEnds, readBytes } from './read-bytes.ts'

/** Columns of `string`, `varchar`, `char` and `binary` that were written without a dictionary. */
export class BytesColumnReader implements ColumnReader {
  private readonly field: OrcField
  private readonly present: PresentReader
  private readonly lengths: IntegerReader
  private readonly data: ByteStream
  private readonly ends: Uint32Array
  private buffer: Buffer = Buffer.alloc(0)

  constructor({ field, streams, version, capacity }: ColumnParts) {
    this.field = field
    this.present = new PresentReader(streams.present(field), capacity)
    this.lengths = new IntegerReader(streams.stream(field, 'length'), version, false)
    this.data = streams.stream(field, 'data')
    this.ends = new Uint32Array(capacity)
  }

  async seek(positions: StreamPositions): Promise<void> {
    await this.present.seek(positions.get('present'))
    await this.data.skip(positions.get('data')?.skip ?? 0)
    await this.lengths.seek(positions.get('length'))
  }

  async read(rows: number): Promise<TextColumn | BinaryColumn> {
    const { field, present, ends } = this
    const count = await present.read(rows)
    await this.lengths.indexes(ends, count, 2 ** 32)
    present.spread(ends, count, 0)
    const total = lengthsToEnds(ends, rows, field.name)
    this.buffer = await readBytes(this.data, total, this.buffer)
    const Column = field.type === 'binary' ? BinaryColumn : TextColumn
    return new Column(field, this.buffer.subarray(0, total), ends.subarray(0, rows), present.flags)
  }
}
