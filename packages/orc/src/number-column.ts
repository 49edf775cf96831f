/* oxlint-disable typescript/no-non-null-assertion -- a row is below the length */
import { ColumnBase } from './column-base.ts'
import type { OrcNumberColumn } from './orc-column.ts'
import type { OrcField } from './orc-type.ts'

export class NumberColumn extends ColumnBase implements OrcNumberColumn {
  readonly kind = 'number'
  readonly values: Float64Array
  readonly nanoseconds: Uint32Array | undefined

  constructor(
    field: OrcField,
    values: Float64Array,
    present: Uint8Array | undefined,
    nanoseconds?: Uint32Array,
  ) {
    super(field, values.length, present)
    this.values = values
    this.nanoseconds = nanoseconds
  }

  get(row: number): number | null {
    return this.present?.[row] === 0 ? null : this.values[row]!
  }
}
