import { fixedFields, incrementalFields, inventoryFields } from '@bucket-inventory/core'
import type { ProviderVocabulary, Spellings } from '@bucket-inventory/core'

/** The neutral words are the provider's own. */
export const memoryVocabulary: ProviderVocabulary = {
  provider: 'memory',
  fields: { ...spelledAlike(fixedFields), ...spelledAlike(inventoryFields) },
  incrementalFields: spelledAlike(incrementalFields),
  storageClasses: [],
}

function spelledAlike<Word extends string>(
  words: Readonly<Record<Word, unknown>>,
): Partial<Record<Word, Spellings>> {
  const spellings: Partial<Record<Word, Spellings>> = {}
  for (const word in words) spellings[word] = [word]
  return spellings
}
