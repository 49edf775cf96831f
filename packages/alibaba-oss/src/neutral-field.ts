import {
  inventoryFields,
  nativeWord,
  neutralFieldAsked,
  ossVocabulary,
} from '@bucket-inventory/core'
import type { IncrementalField, InventoryField, Open } from '@bucket-inventory/core'

const { provider, fields, incrementalFields } = ossVocabulary

/** The neutral name of a column that a document asks for; a spelling that would not be asked for again is kept, qualified. */
export function neutralInventoryField(native: string): Open<InventoryField> {
  const field = neutralFieldAsked(fields, provider, native)
  // The columns that come by themselves have names too, but are not asked for by them.
  return isInventoryField(field) ? field : nativeWord(provider, native)
}

/** The same for a column of a change log. */
export function neutralIncrementalField(native: string): Open<IncrementalField> {
  return neutralFieldAsked(incrementalFields, provider, native)
}

function isInventoryField(field: string): field is InventoryField {
  return Object.hasOwn(inventoryFields, field)
}
