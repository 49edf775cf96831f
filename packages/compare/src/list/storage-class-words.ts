import { ossVocabulary, s3Vocabulary } from '@bucket-inventory/core'
import type { Open, RecordedStorageClass, StorageClass } from '@bucket-inventory/core'

import type { StorageClassWords } from './compared-object-document.ts'

/** The words that a class is written as. Its attributes are left out where reading knows them by its names. */
export function storageClassWords(storageClass: RecordedStorageClass): StorageClassWords {
  const { name, native, tier, redundancy, access } = storageClass
  const known = classOfNames(name, native)
  const names = { storageClass: name, nativeStorageClass: native }
  const isKnown = known.tier === tier && known.redundancy === redundancy && known.access === access
  if (isKnown) return names
  return { ...names, storageTier: tier, storageRedundancy: redundancy, storageAccess: access }
}

/** The class that was written; `undefined` where there was none. */
export function storageClassOf(
  words: Partial<StorageClassWords>,
): RecordedStorageClass | undefined {
  const { storageClass, nativeStorageClass = '' } = words
  if (storageClass === undefined) return undefined
  const { storageTier, storageRedundancy, storageAccess } = words
  const known = classOfNames(storageClass, nativeStorageClass)
  if (storageTier === undefined) return known
  return {
    name: storageClass,
    native: nativeStorageClass,
    tier: storageTier,
    redundancy: storageRedundancy ?? known.redundancy,
    access: storageAccess ?? known.access,
  }
}

function classOfNames(name: Open<StorageClass>, native: string): RecordedStorageClass {
  const known = knownClasses.get(native)
  return known?.name === name
    ? known
    : { name, native, tier: 'unknown', redundancy: 'unknown', access: 'unknown' }
}

/** By native word: no two providers share one. */
const knownClasses: ReadonlyMap<string, RecordedStorageClass> = new Map(
  [s3Vocabulary, ossVocabulary].flatMap(({ storageClasses }) =>
    storageClasses.map((one) => [one.native, one] as const),
  ),
)
