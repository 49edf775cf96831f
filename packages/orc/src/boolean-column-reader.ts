import { BooleanRunLength } from './boolean-run-length.ts'
import { ColumnBase } from './column-base.ts'
import type { ColumnParts } from './column-reader.ts'
import { DataColumnReader } from './data-column-reader.ts'
import type { OrcBooleanColumn } from './orc-column.ts'
import type { OrcField } from './orc-type.ts'

/** Columns of `boolean`. */
export class BooleanColumnReader extends DataColumnReader<BooleanRunLength> {
  private readonly values: Uint8Array

  constructor(parts: ColumnParts) {
    const { field, streams, capacity } = parts
    super(parts, new BooleanRunLength(streams.stream(field, 'data')))
    this.values = new Uint8Array(capacity)
  }

  async read(rows: number): Promise<OrcBooleanColumn> {
    const { field, present, values } = this
    const count = await present.read(rows)
    await this.data.flags(values, count)
    present.spread(values, count, 2)
    return new BooleanColumn(field, values.subarray(0, rows), present.flags)
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
