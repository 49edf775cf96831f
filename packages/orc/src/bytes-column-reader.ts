import type { ByteStream } from './byte-stream.ts'
import { BinaryColumn, TextColumn } from './bytes-column.ts'
import type { ColumnParts, ColumnReader, StreamPositions } from './column-reader.ts'
import { IntegerReader } from './integer-reader.ts'
import type { OrcField } from './orc-type.ts'
import { PresentReader } from './present-reader.ts'
import { TextBuffer } from './text-buffer.ts'

/** Columns of `string`, `varchar`, `char` and `binary` that were written without a dictionary. */
export class BytesColumnReader implements ColumnReader {
  private readonly field: OrcField
  private readonly present: PresentReader
  private readonly lengths: IntegerReader
  private readonly data: ByteStream
  private readonly texts: TextBuffer
  private readonly ends: Uint32Array

  constructor({ field, streams, version, capacity, budget }: ColumnParts) {
    this.field = field
    this.present = new PresentReader(streams.present(field), capacity)
    this.lengths = new IntegerReader(streams.stream(field, 'length'), version, false)
    this.data = streams.stream(field, 'data')
    this.texts = new TextBuffer(this.data, field.name, budget)
    this.ends = new Uint32Array(capacity)
  }

  async seek(positions: StreamPositions): Promise<void> {
    await this.present.seek(positions.get('present'))
    await this.data.skip(positions.get('data')?.skip ?? 0)
    await this.lengths.seek(positions.get('length'))
  }

  async read(rows: number): Promise<TextColumn | BinaryColumn> {
    const { field, present } = this
    const ends = this.ends.subarray(0, rows)
    const count = await present.read(rows)
    await this.lengths.indexes(ends, count, 2 ** 32)
    present.spread(ends, count, 0)
    const bytes = await this.texts.read(ends)
    const Column = field.type === 'binary' ? BinaryColumn : TextColumn
    return new Column(field, bytes, ends, present.flags)
  }

  async finish(): Promise<void> {
    await this.present.finish()
    await this.lengths.finish()
    await this.data.finish()
  }
}
