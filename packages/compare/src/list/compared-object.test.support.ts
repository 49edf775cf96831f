import { ossVocabulary, s3Vocabulary } from '@bucket-inventory/core'
import type { RecordedStorageClass } from '@bucket-inventory/core'
import * as fc from 'fast-check'

import type { ComparedObject, ComparedSide } from '../compared-object.ts'
import { cannotTellAdvice } from '../evidence-rules.ts'
import type { EvidenceRuleName } from '../evidence-rules.ts'
import { keysOf } from './keys-of.ts'

const plain = { noNullPrototype: true } as const

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  // Halves of pairs, and what means something to JSON, CSV or paths.
  fc.constantFrom(
    '"',
    '\n',
    '\r\n',
    'a,"b"\\',
    '../x',
    '目录/文件',
    '\uD800',
    '\u2028',
    '\u0000',
    '',
  ),
  fc.string({
    unit: fc.constantFrom('é', '\uFFFD', '"', '\n', 'x'),
    minLength: 512,
    maxLength: 512,
  }),
)
const bytes = fc.uint8Array({ minLength: 1, maxLength: 1024 })
const time = fc.oneof(
  fc.integer({ min: 0, max: 4_102_444_800_000 }),
  fc.constantFrom(-1, 0.5, 1_700_000_000_000.25, 253_402_300_799_999, 253_402_300_800_000, 8.64e15),
  fc.constantFrom(-62_167_219_200_000, -62_167_219_200_001),
)
const storageClass: fc.Arbitrary<RecordedStorageClass> = fc.oneof(
  fc.constantFrom(...s3Vocabulary.storageClasses, ...ossVocabulary.storageClasses),
  fc.record(
    {
      name: fc.oneof(
        fc.constantFrom('standard' as const, 'archive' as const),
        fc.string().map((word) => `acme:x${word}` as const),
      ),
      native: fc.oneof(fc.constantFrom('STANDARD', 'IA'), text),
      tier: fc.constantFrom('hot' as const, 'unknown' as const),
      redundancy: fc.constantFrom('single-zone' as const, 'unknown' as const),
      access: fc.constantFrom('restore' as const, 'unknown' as const),
    },
    plain,
  ),
)

const side: fc.Arbitrary<ComparedSide> = fc.record(
  {
    key: text,
    keyBytes: bytes,
    bucket: text,
    versionId: fc.option(text, { nil: null }),
    isLatest: fc.boolean(),
    isDeleteMarker: fc.boolean(),
    size: fc.maxSafeNat(),
    lastModified: time,
    etag: text,
    storageClass,
    isMultipartUploaded: fc.boolean(),
    encryption: fc.record(
      { encrypted: fc.boolean(), type: fc.option(text, { nil: undefined }) },
      plain,
    ),
    replicationStatus: text,
    checksumAlgorithm: text,
    checksum: fc.record(
      { algorithm: text, value: text, composite: fc.boolean() },
      { ...plain, requiredKeys: ['algorithm', 'value'] },
    ),
    acl: text,
    owner: text,
    tagCount: fc.nat(),
    objectType: text,
    storageClassChangedAt: time,
    lastAccessedAt: time,
    lastAccessedOn: text,
    lifecycleExpiration: time,
    objectLockMode: text,
    objectLockRetainUntil: time,
    objectLockLegalHold: text,
    objectLockEventHold: text,
    objectLockEventHoldDuration: text,
    intelligentTieringTier: text,
    intelligentTieringReference: time,
    bucketKeyStatus: text,
    native: fc.dictionary(text, text, { ...plain, maxKeys: 3 }),
  } satisfies { [Field in keyof ComparedSide]-?: fc.Arbitrary<ComparedSide[Field]> },
  { ...plain, requiredKeys: ['key'] },
)

const by = fc.constantFrom<EvidenceRuleName>('size', 'joined-checksum', 'md5-etag')
const base = { key: text, keyBytes: bytes, confirmed: fc.boolean() }
const both = { left: side, right: side }
const optional = { ...plain, requiredKeys: [] }

/** Any object of a comparison, with whatever a side may have. */
export const comparedObjects: fc.Arbitrary<ComparedObject> = fc
  .tuple(
    fc.record(base, { ...plain, requiredKeys: ['key'] }),
    fc.oneof(
      fc.record({ verdict: fc.constant('same' as const), by, ...both }, plain),
      fc.record({ verdict: fc.constant('size-differs' as const), by, ...both }, plain),
      fc.record({ verdict: fc.constant('content-differs' as const), by, ...both }, plain),
      fc.record(
        {
          verdict: fc.constant('metadata-differs' as const),
          by,
          fields: fc.subarray(['storageClass' as const, 'encryption' as const, 'native' as const]),
          ...both,
        },
        plain,
      ),
      fc.record({ verdict: fc.constant('missing' as const), left: side }, plain),
      fc.record({ verdict: fc.constant('extra' as const), right: side }, plain),
      fc
        .tuple(
          fc.constantFrom('missing' as const, 'size-differs' as const),
          fc.record(both, optional),
        )
        .map(([would, sides]) => ({ verdict: 'in-flight' as const, would, ...sides })),
      fc
        .tuple(fc.constantFrom(...keysOf(cannotTellAdvice)), fc.record(both, optional))
        .map(([reason, sides]) => ({ verdict: 'cannot-tell' as const, reason, ...sides })),
    ),
  )
  .map(([begin, rest]) => ({ ...begin, ...rest }))
