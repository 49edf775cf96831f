import type { ObjectRecord, RecordField } from '@bucket-inventory/core'

import type { DictionaryColumn } from './column.ts'
import { dictionaryColumn } from './dictionary-column.ts'
import { setColumn } from './record-draft.ts'
import type { RecordColumns, RecordDraft } from './record-draft.ts'

/** Columns of few values that are known together: one code a row says the values of all. */
export interface ValueGroup {
  /** The same object as long as a code means the same values; new codes may come. */
  readonly identity: object
  readonly codes: Uint16Array | Uint32Array
  /** Codes are below this; for codes to mean the same it must stay, too. */
  readonly size: number
  readonly fields: readonly FieldValues[]
}

/** The values of one property, by code. */
export interface FieldValues {
  readonly field: RecordField
  fill(draft: Partial<RecordDraft>, code: number): void
}

/** The values of one property, by code, of which there may come more. */
export class GrowingValues<F extends RecordField> implements FieldValues {
  readonly field: F
  readonly values: ObjectRecord[F][] = []

  constructor(field: F) {
    this.field = field
  }

  fill(draft: Partial<RecordDraft>, code: number): void {
    draft[this.field] = valueAt(this.values, code)
  }

  /** Adds the column of these codes. */
  addTo(columns: RecordColumns, codes: Uint16Array | Uint32Array): void {
    setColumn(columns, this.field, dictionaryColumn(codes, this.values))
  }
}

/** A dictionary of one column, as a group of its own. */
export function groupOfColumn<F extends RecordField>(
  field: F,
  column: DictionaryColumn<ObjectRecord[F]>,
): ValueGroup {
  const { codes, values } = column
  const fill = (draft: Partial<RecordDraft>, code: number): void => {
    draft[field] = valueAt(values, code)
  }
  return { identity: values, codes, size: values.length, fields: [{ field, fill }] }
}

function valueAt<T>(values: readonly T[], code: number): T {
  if (code >= values.length) throw new RangeError(`no value of code ${code}`)
  // oxlint-disable-next-line typescript/no-non-null-assertion -- within the values, which may hold undefined themselves
  return values[code]!
}
