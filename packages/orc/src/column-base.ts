import type { OrcField, OrcTypeName } from './orc-type.ts'

/** What all columns of a batch have. */
export abstract class ColumnBase {
  readonly name: string
  readonly type: OrcTypeName
  readonly length: number
  readonly present: Uint8Array | undefined

  constructor(field: OrcField, length: number, present: Uint8Array | undefined) {
    this.name = field.name
    this.type = field.type
    this.length = length
    this.present = present
  }
}
