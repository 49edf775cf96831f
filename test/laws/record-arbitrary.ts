import { ossVocabulary, recordedStorageClass, s3Vocabulary } from '@bucket-inventory/core'
import type { ObjectRecord } from '@bucket-inventory/core'
import * as fc from 'fast-check'

const classes = [
  ...s3Vocabulary.storageClasses.map(({ native }) => recordedStorageClass(s3Vocabulary, native)),
  ...ossVocabulary.storageClasses.map(({ native }) => recordedStorageClass(ossVocabulary, native)),
]

/** Rows near the bounds that generated filters have, delete markers (nothing but a key) among them. */
export const recordArbitrary: fc.Arbitrary<
  Pick<ObjectRecord, 'key' | 'size' | 'lastModified' | 'storageClass'>
> = fc.record({
  key: fc.oneof(fc.string(), fc.constantFrom('logs/a', 'photos/b', 'a&b')),
  size: fc.oneof(
    fc.constantFrom(undefined, 0, 1, 2, 1023, 1024, 2 ** 32, 54_975_581_388_800, 2 ** 53 - 1),
    fc.nat(),
  ),
  lastModified: fc.oneof(
    fc.constantFrom(undefined, 0, Date.UTC(2009, 11, 31, 16), 253_402_271_999_000),
    fc.integer({ min: Date.UTC(2005, 0), max: Date.UTC(2040, 0) }),
  ),
  storageClass: fc.constantFrom(undefined, ...classes),
})
