import { InventoryError, nearestWord } from '@bucket-inventory/core'
import type { RecordField } from '@bucket-inventory/core'

import { recordFields } from '../batch/record-draft.ts'

/** The properties that are asked for. Rejects with `invalid-input` what is none of a record, which no row would have. */
export function checkedFields<F extends RecordField>(fields: readonly F[]): readonly F[] {
  const known: ReadonlySet<string> = new Set(recordFields)
  for (const field of fields) {
    if (known.has(field)) continue
    const near = nearestWord(field, recordFields)
    throw new InventoryError(
      'invalid-input',
      `records have no "${field}"; ${near === undefined ? `they have ${recordFields.join(', ')}` : `did you mean "${near}"?`}`,
    )
  }
  return fields
}
