import type { ObjectRecord, RecordField } from '@bucket-inventory/core'

/** A property that is a number. */
export type NumberField = {
  [F in RecordField]: ObjectRecord[F] extends number | undefined ? F : never
}[RecordField]

/** What stands in the columns of numbers. */
export const numberFields: Readonly<Record<NumberField, 'count' | 'instant'>> = {
  size: 'count',
  tagCount: 'count',
  lastModified: 'instant',
  storageClassChangedAt: 'instant',
  lastAccessedAt: 'instant',
  lifecycleExpiration: 'instant',
  objectLockRetainUntil: 'instant',
  intelligentTieringReference: 'instant',
}

/** Whether a property is a number. */
export function isNumberField(field: RecordField): field is NumberField {
  return Object.hasOwn(numberFields, field)
}
