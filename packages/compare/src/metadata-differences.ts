import type { ObjectRecord } from '@bucket-inventory/core'

import type { MetadataField } from './check-options.ts'
import type { RecordAttributes } from './matching.ts'
import { compareStorageClasses } from './storage-class-equality.ts'
import type { StorageClassTable } from './storage-class-equality.ts'

/**
 * The fields of these in which two copies differ. Storage classes do where their tier does. Encryption differs where one is
 * encrypted and the other is not, and in its type where both sides know it.
 */
export function metadataDifferences(
  left: RecordAttributes,
  right: RecordAttributes,
  fields: readonly MetadataField[],
  table?: StorageClassTable,
): readonly MetadataField[] {
  return fields.filter((field) => {
    if (field === 'storageClass') {
      return compareStorageClasses(left.storageClass, right.storageClass, table) === 'different'
    }
    if (field === 'encryption') return !sameEncryption(left.encryption, right.encryption)
    return left[field] !== right[field]
  })
}

function sameEncryption(
  left: ObjectRecord['encryption'],
  right: ObjectRecord['encryption'],
): boolean {
  if (left === undefined || right === undefined) return left === right
  if (left.encrypted !== right.encrypted) return false
  return left.type === undefined || right.type === undefined || left.type === right.type
}
