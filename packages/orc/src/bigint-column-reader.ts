/* oxlint-disable typescript/no-non-null-assertion -- a row is below the length */
import { ColumnBase } from './column-base.ts'
import type { ColumnParts } from './column-reader.ts'
import { DataColumnReader } from './data-column-reader.ts'
import { IntegerReader } from './integer-reader.ts'
import type { OrcBigintColumn } from './orc-column.ts'
import type { OrcField } from './orc-type.ts'

/** Columns of `long` as bigints. */
export class BigintColumnReader extends DataColumnReader<IntegerReader> {
  private readonly values: BigInt64Array

  constructor(parts: ColumnParts) {
    const { field, streams, version, capacity } = parts
    super(parts, new IntegerReader(streams.stream(field, 'data'), version, true))
    this.values = new BigInt64Array(capacity)
  }

  async read(rows: number): Promise<OrcBigintColumn> {
    const { field, present, values } = this
    const count = await present.read(rows)
    await this.data.bigints(values, count)
    present.spreadBigints(values, count)
    return new BigintColumn(field, values.subarray(0, rows), present.flags)
  }
}

class BigintColumn extends ColumnBase implements OrcBigintColumn {
  readonly kind = 'bigint'
  readonly values: BigInt64Array

  constructor(field: OrcField, values: BigInt64Array, present: Uint8Array | undefined) {
    super(field, values.length, present)
    this.values = values
  }

  get(row: number): bigint | null {
    return this.present?.[row] === 0 ? null : this.values[row]!
  }
}
