import type { RecordField } from '@bucket-inventory/core'

import type { Word } from '../parquet/leaf.ts'
import { fieldLeaves, fieldType } from './field-leaves.ts'
import { partOf, wordAt } from './word-at.ts'

/** What a value of a field is in each of its leaves. */
export function fieldWords(field: RecordField, value: unknown): readonly Word[] {
  const cell = cellOf(field, value)
  return fieldLeaves(field).map(({ path }) => wordAt(cell, path.slice(1)))
}

/** Null versions are called so, a class is its name, and what nobody knows stays JSON. */
function cellOf(field: RecordField, value: unknown): unknown {
  const type = fieldType(field)
  if (type === 'storage-class') return partOf(value, 'name')
  if (type === 'native') return value === undefined ? undefined : JSON.stringify(value)
  return field === 'versionId' && value === null ? 'null' : value
}
