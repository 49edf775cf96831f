/* oxlint-disable typescript/no-non-null-assertion -- a row is below the length */
import { ColumnBase } from './column-base.ts'
import type { ColumnParts, ColumnReader, StreamPositions } from './column-reader.ts'
import { IntegerReader } from './integer-reader.ts'
import type { OrcBigintColumn } from './orc-column.ts'
import type { OrcField } from './orc-type.ts'
import { PresentReader } from './present-reader.ts'

/** Columns of `long` as bigints. */
export class BigintColumnReader implements ColumnReader {
  private readonly field: OrcField
  private readonly present: PresentReader
  private readonly integers: IntegerReader
  private readonly values: BigInt64Array

  constructor({ field, streams, version, capacity }: ColumnParts) {
    this.field = field
    this.present = new PresentReader(streams.present(field), capacity)
    this.integers = new IntegerReader(streams.stream(field, 'data'), version, true)
    this.values = new BigInt64Array(capacity)
  }

  async seek(positions: StreamPositions): Promise<void> {
    await this.present.seek(positions.get('present'))
    await this.integers.seek(positions.get('data'))
  }

  async read(rows: number): Promise<OrcBigintColumn> {
    const { field, present, values } = this
    const count = await present.read(rows)
    await this.integers.bigints(values, count)
    present.spreadBigints(values, count)
    return new BigintColumn(field, values.subarray(0, rows), present.flags)
  }

  async finish(): Promise<void> {
    await this.present.finish()
    await this.integers.finish()
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
