import { isNativeWord, parseInstant, storageClasses } from '@bucket-inventory/core'
import type { Open, StorageClass } from '@bucket-inventory/core'
import * as z from 'zod'

import { cannotTellAdvice } from '../evidence-rules.ts'
import type { EvidenceRuleName } from '../evidence-rules.ts'
import { instantFields, plainFields } from './compared-object-document.ts'
import type { ComparedObjectDocument, SideDocument } from './compared-object-document.ts'
import { keysOf } from './keys-of.ts'

const text = z.exactOptional(z.string())
const truth = z.exactOptional(z.boolean())
const count = z.exactOptional(z.int().min(0))
const instant = z.exactOptional(
  z.union([z.string().refine((one) => parseInstant(one) !== undefined), z.number()], {
    error: 'expected an instant such as 2021-11-25T23:40:49Z',
  }),
)
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

const side = z.strictObject({
  key: z.string(),
  keyBytes: z.exactOptional(z.base64()),
  bucket: text,
  versionId: z.exactOptional(z.string().nullable()),
  isLatest: truth,
  isDeleteMarker: truth,
  size: count,
  etag: text,
  checksum: z.exactOptional(
    z.strictObject({ algorithm: z.string(), value: z.string(), composite: truth }),
  ),
  checksumAlgorithm: text,
  encryption: z.exactOptional(z.strictObject({ encrypted: z.boolean(), type: text })),
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
  native: z.exactOptional(texts),
  lastModified: instant,
  storageClassChangedAt: instant,
  lastAccessedAt: instant,
  lifecycleExpiration: instant,
  objectLockRetainUntil: instant,
  intelligentTieringReference: instant,
  storageClass: z.exactOptional(className),
  nativeStorageClass: text,
  storageTier: z.exactOptional(
    z.enum(['hot', 'infrequent', 'cold', 'archive', 'deep-archive', 'automatic', 'unknown']),
  ),
  storageRedundancy: z.exactOptional(z.enum(['multiple-zones', 'single-zone', 'unknown'])),
  storageAccess: z.exactOptional(z.enum(['online', 'restore', 'unknown'])),
}) satisfies z.ZodType<SideDocument>

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

const base = { confirmed: truth, key: z.string(), keyBytes: z.exactOptional(z.base64()) }
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
