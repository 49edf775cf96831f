import type { ProviderName } from '../configuration/inventory-configuration.ts'
import type { IncrementalField, RecordField } from './inventory-fields.ts'
import { isNativeWord, nativeWord, wordOf } from './native-word.ts'
import type { Open } from './native-word.ts'
import type { RecordedStorageClass, StorageClass } from './storage-classes.ts'

/** Spellings of one word: the first for asking, any of them, whatever the case, for reading. */
export type Spellings = readonly [string, ...string[]]

/** A provider's spellings, as data. */
export interface ProviderVocabulary {
  readonly provider: ProviderName
  readonly fields: Readonly<Partial<Record<Exclude<RecordField, 'native'>, Spellings>>>
  readonly incrementalFields: Readonly<Partial<Record<IncrementalField, Spellings>>>
  /** One entry for each native class, by its neutral name. */
  readonly storageClasses: readonly RecordedStorageClass[]
}

/**
 * The provider's spelling of a neutral field or one of its own qualified words; `undefined` where it has none,
 * another provider's word included.
 */
export function nativeField(
  vocabulary: ProviderVocabulary,
  field: string,
  of: 'fields' | 'incrementalFields' = 'fields',
): string | undefined {
  if (isNativeWord(field)) return wordOf(vocabulary.provider, field)
  const table: Readonly<Record<string, Spellings | undefined>> = vocabulary[of]
  return Object.hasOwn(table, field) ? table[field]?.[0] : undefined
}

/** The neutral name of a provider's column, in any spelling and case, else the column qualified. */
export function neutralField<Field extends string>(
  table: Readonly<Partial<Record<Field, Spellings>>>,
  provider: ProviderName,
  native: string,
): Open<Field> {
  const wanted = native.toLowerCase()
  for (const field in table) {
    if (table[field]?.some((spelling) => spelling.toLowerCase() === wanted)) return field
  }
  return nativeWord(provider, native)
}

/**
 * The neutral name of a column as a configuration asks for it: only the spelling that would be asked for again, so that
 * what is read is written back to the letter. Any other is kept qualified.
 */
export function neutralFieldAsked<Field extends string>(
  table: Readonly<Partial<Record<Field, Spellings>>>,
  provider: ProviderName,
  native: string,
): Open<Field> {
  for (const field in table) if (table[field]?.[0] === native) return field
  return nativeWord(provider, native)
}

/** The provider's spelling of a neutral class or one of its own qualified words, else `undefined`. */
export function nativeStorageClass(
  vocabulary: ProviderVocabulary,
  name: Open<StorageClass>,
): string | undefined {
  if (isNativeWord(name)) return wordOf(vocabulary.provider, name)
  return vocabulary.storageClasses.find((entry) => entry.name === name)?.native
}

/** What a provider's class is, in any case; one that is not in the table is kept, qualified, with unknown attributes. */
export function recordedStorageClass(
  vocabulary: ProviderVocabulary,
  native: string,
): RecordedStorageClass {
  const wanted = native.toLowerCase()
  return (
    vocabulary.storageClasses.find((entry) => entry.native.toLowerCase() === wanted) ?? {
      name: nativeWord(vocabulary.provider, native),
      native,
      tier: 'unknown',
      redundancy: 'unknown',
      access: 'unknown',
    }
  )
}
