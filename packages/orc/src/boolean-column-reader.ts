import { BooleanRunLength } from './boolean-run-length.ts'
import { ColumnBase } from './column-base.ts'
import type { ColumnParts, ColumnReader, StreamPositions } from './column-reader.ts'
import type { OrcBooleanColumn } from './orc-column.ts'
import type { OrcField } from './orc-type.ts'
import { PresentReader } from './present-reader.ts'

/** Columns of `boolean`. */
export class BooleanColumnReader implements ColumnReader {
  private readonly field: OrcField
  private readonly present: PresentReader
  private readonly source: BooleanRunLength
  private readonly values: Uint8Array

  constructor({ field, streams, capacity }: ColumnParts) {
    this.field = field
    this.present = new PresentReader(streams.present(field), capacity)
    this.source = new BooleanRunLength(streams.stream(field, 'data'))
    this.values = new Uint8Array(capacity)
  }

  async seek(positions: StreamPositions): Promise<void> {
    await this.present.seek(positions.get('present'))
    await this.source.seek(positions.get('data'))
  }

  async read(rows: number): Promise<OrcBooleanColumn> {
    const { field, present, values } = this
    const count = await present.read(rows)
    await this.source.flags(values, count)
    present.spread(values, count, 2)
    return new BooleanColumn(field, values.subarray(0, rows), present.flags)
  }

  async finish(): Promise<void> {
    await this.present.finish()
    await this.source.finish()
  }
}

class BooleanColumn extends ColumnBase implements OrcBooleanColumn {
  readonly kind = 'boolean'
  readonly values: Uint8Array

  constructor(field: OrcField, values: Uint8Array, present: Uint8Array | undefined) {
    super(field, values.length, present)
    this.values = values
  }

  get(row: number): boolean | null {
    const value = this.values[row]
    return value === 2 ? null : value === 1
  }
}
