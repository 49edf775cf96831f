import { fixedFields, InventoryError, inventoryFields } from '@bucket-inventory/core'
import type { RecordField } from '@bucket-inventory/core'

import { keysOf } from '../keys-of.ts'
import { suggestion } from '../suggestion.ts'

const known: readonly RecordField[] = [...keysOf(fixedFields), ...keysOf(inventoryFields), 'native']

/** The fields that a person named, separated by commas, each once. Throws `invalid-input` for one that is none. */
export function recordFields(text: string, flag = '--fields'): readonly RecordField[] {
  const names = text.split(',').map((name) => name.trim())
  const fields = names.map((name) => {
    const field = known.find((one) => one === name)
    if (field !== undefined) return field
    throw new InventoryError(
      'invalid-input',
      `${flag}: a record has no "${name}"${suggestion(name, known)}`,
    )
  })
  return [...new Set(fields)]
}
