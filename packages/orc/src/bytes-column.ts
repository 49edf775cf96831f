/* oxlint-disable typescript/no-non-null-assertion -- a row is below the length */
import { ColumnBase } from './column-base.ts'
import type { OrcBinaryColumn, OrcTextColumn } from './orc-column.ts'
import type { OrcField } from './orc-type.ts'

abstract class BytesColumn extends ColumnBase {
  readonly bytes: Buffer
  readonly ends: Uint32Array

  constructor(field: OrcField, bytes: Buffer, ends: Uint32Array, present: Uint8Array | undefined) {
    super(field, ends.length, present)
    this.bytes = bytes
    this.ends = ends
  }

  protected start(row: number): number {
    return row === 0 ? 0 : this.ends[row - 1]!
  }
}

export class TextColumn extends BytesColumn implements OrcTextColumn {
  readonly kind = 'text'

  get(row: number): string | null {
    if (this.present?.[row] === 0) return null
    return this.bytes.toString('utf8', this.start(row), this.ends[row])
  }
}

export class BinaryColumn extends BytesColumn implements OrcBinaryColumn {
  readonly kind = 'binary'

  get(row: number): Uint8Array | null {
    if (this.present?.[row] === 0) return null
    return Uint8Array.from(this.bytes.subarray(this.start(row), this.ends[row]))
  }
}
