import { isNativeWord, parseInstant, storageClasses } from '@bucket-inventory/core'
import type { Open, StorageClass } from '@bucket-inventory/core'
import * as z from 'zod'

import { cannotTellAdvice } from '../evidence-rules.ts'
import type { EvidenceRuleName } from '../evidence-rules.ts'
import { instantFields, plainFields } from './compared-object-document.ts'
import type { ComparedObjectDocument, SideDocument } from './compared-object-document.ts'
import { keysOf } from './keys-of.ts'
import { presentMembers } from './present-members.ts'

const text = z.string()
const truth = z.boolean()
const count = z.int().min(0)
const bytes = z.base64()
const instant = z.union([z.string().refine((one) => parseInstant(one) !== undefined), z.number()], {
  error: 'expected an instant such as 2021-11-25T23:40:49Z',
})
const className = z.custom<Open<StorageClass>>(
  (value) =>
    typeof value === 'string' && (Object.hasOwn(storageClasses, value) || isNativeWord(value)),
  { error: 'expected a storage class' },
)
/** Of any names, which `z.record` would leave some of out. */
const texts = z.custom<Readonly<Record<string, string>>>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((one) => typeof one === 'string'),
  { error: 'expected an object of texts' },
)

const side = presentMembers<SideDocument>(
  {
    key: text,
    keyBytes: bytes,
    bucket: text,
    versionId: text.nullable(),
    isLatest: truth,
    isDeleteMarker: truth,
    size: count,
    etag: text,
    checksum: z.strictObject({ algorithm: text, value: text, composite: z.exactOptional(truth) }),
    checksumAlgorithm: text,
    encryption: z.strictObject({ encrypted: truth, type: z.exactOptional(text) }),
    isMultipartUploaded: truth,
    objectType: text,
    replicationStatus: text,
    acl: text,
    owner: text,
    tagCount: count,
    lastAccessedOn: text,
    objectLockMode: text,
    objectLockLegalHold: text,
    objectLockEventHold: text,
    objectLockEventHoldDuration: text,
    intelligentTieringTier: text,
    bucketKeyStatus: text,
    native: texts,
    lastModified: instant,
    storageClassChangedAt: instant,
    lastAccessedAt: instant,
    lifecycleExpiration: instant,
    objectLockRetainUntil: instant,
    intelligentTieringReference: instant,
    storageClass: className,
    nativeStorageClass: text,
    storageTier: z.enum([
      'hot',
      'infrequent',
      'cold',
      'archive',
      'deep-archive',
      'automatic',
      'unknown',
    ]),
    storageRedundancy: z.enum(['multiple-zones', 'single-zone', 'unknown']),
    storageAccess: z.enum(['online', 'restore', 'unknown']),
  },
  ['key'],
)

const isRule: Readonly<Record<EvidenceRuleName, true>> = {
  size: true,
  empty: true,
  checksum: true,
  'joined-checksum': true,
  etag: true,
  'md5-etag': true,
}
export const evidenceRuleName = z.enum(keysOf(isRule))
export const cannotTellReason = z.enum(keysOf(cannotTellAdvice))

const base = { confirmed: z.exactOptional(truth), key: text, keyBytes: z.exactOptional(bytes) }
const both = { left: side, right: side }
const either = { left: z.exactOptional(side), right: z.exactOptional(side) }
const by = evidenceRuleName

/** A line of the list of a comparison, as we write it. */
export const comparedObjectSchema: z.ZodType<ComparedObjectDocument> = z.discriminatedUnion(
  'verdict',
  [
    z.strictObject({ verdict: z.literal('same'), by, ...base, ...both }),
    z.strictObject({ verdict: z.literal('size-differs'), by, ...base, ...both }),
    z.strictObject({ verdict: z.literal('content-differs'), by, ...base, ...both }),
    z.strictObject({
      verdict: z.literal('metadata-differs'),
      by,
      fields: z.array(
        z.enum([
          'key',
          'versionId',
          'storageClass',
          'encryption',
          ...plainFields,
          ...instantFields,
        ]),
      ),
      ...base,
      ...both,
    }),
    z.strictObject({ verdict: z.literal('missing'), ...base, left: side }),
    z.strictObject({ verdict: z.literal('extra'), ...base, right: side }),
    z.strictObject({
      verdict: z.literal('in-flight'),
      would: z.enum(['missing', 'extra', 'size-differs', 'content-differs']),
      ...base,
      ...either,
    }),
    z.strictObject({
      verdict: z.literal('cannot-tell'),
      reason: cannotTellReason,
      ...base,
      ...either,
    }),
  ],
)
