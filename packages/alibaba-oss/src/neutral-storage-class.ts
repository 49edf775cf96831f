import { nativeWord, ossVocabulary } from '@bucket-inventory/core'
import type { Open, StorageClass } from '@bucket-inventory/core'

/** The neutral name of a class that OSS spells so, to the letter; any other is kept, qualified. */
export function neutralStorageClass(native: string): Open<StorageClass> {
  const known = ossVocabulary.storageClasses.find((entry) => entry.native === native)
  return known?.name ?? nativeWord(ossVocabulary.provider, native)
}
