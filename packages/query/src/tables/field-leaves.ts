import { fixedFields, inventoryFields } from '@bucket-inventory/core'
import type { FieldDescription, RecordField } from '@bucket-inventory/core'

import type { Leaf } from '../parquet/leaf.ts'

/** What a field of a record holds. */
export function fieldType(field: RecordField): FieldDescription['type'] | 'native' {
  return field === 'native' ? 'native' : descriptions[field].type
}

const descriptions: Readonly<Record<Exclude<RecordField, 'native'>, FieldDescription>> = {
  ...fixedFields,
  ...inventoryFields,
}

/**
 * The column that a field becomes, named as it: one leaf as a rule. What has parts is a struct of a leaf for each; a storage
 * class is its neutral name, and `native` the text of its JSON.
 */
export function fieldLeaves(field: RecordField): readonly Leaf[] {
  const type = fieldType(field)
  switch (type) {
    case 'text':
    case 'storage-class':
    case 'native':
      return [{ path: [field], type: 'text' }]
    case 'integer':
    case 'instant':
    case 'boolean':
      return [{ path: [field], type }]
    case 'encryption':
      return [
        { path: [field, 'encrypted'], type: 'boolean' },
        { path: [field, 'type'], type: 'text' },
      ]
    case 'checksum':
      return [
        { path: [field, 'algorithm'], type: 'text' },
        { path: [field, 'value'], type: 'text' },
      ]
  }
}

/** Of a key that is no UTF-8, as a text must be: its bytes. */
export const keyBytesLeaf: Leaf = { path: ['keyBytes'], type: 'bytes' }
