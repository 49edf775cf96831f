import { parseInstant, recordedStorageClass } from '@bucket-inventory/core'
import type { ObjectRecord, ProviderVocabulary, RecordField } from '@bucket-inventory/core'

import { blankRecord } from '../batch/record-draft.ts'

/** A property that one column of a report becomes. */
export type ColumnField = Exclude<RecordField, 'native'>

/** How a text is read, by property; `undefined` for one that is none of its kind. */
export type ValueReaders = {
  readonly [F in ColumnField]: (text: string) => ObjectRecord[F] | undefined
}

/** What a row of a report that has the column has where there is no value: a version without an id is the null version. */
export const absentValues: ObjectRecord = { ...blankRecord(), versionId: null }

/** `checksum` is the name of the column of checksums, which is that of their algorithm. */
export function valueReaders(vocabulary: ProviderVocabulary, checksum: string): ValueReaders {
  const algorithm = checksum.toLowerCase()
  return {
    bucket: asIs,
    key: asIs,
    versionId: asIs,
    isLatest: truth,
    isDeleteMarker: truth,
    size: count,
    lastModified: instant,
    etag: (text) => (isQuoted(text) ? text.slice(1, -1) : text),
    storageClass: (text) => recordedStorageClass(vocabulary, text),
    isMultipartUploaded: truth,
    encryption,
    replicationStatus: asIs,
    checksumAlgorithm: asIs,
    checksum: (value) => ({ algorithm, value }),
    acl: asIs,
    owner: asIs,
    tagCount: count,
    objectType: asIs,
    storageClassChangedAt: instant,
    lastAccessedAt: instant,
    lastAccessedOn: asIs,
    lifecycleExpiration: instant,
    objectLockMode: asIs,
    objectLockRetainUntil: instant,
    objectLockLegalHold: asIs,
    objectLockEventHold: asIs,
    objectLockEventHoldDuration: asIs,
    intelligentTieringTier: asIs,
    intelligentTieringReference: instant,
    bucketKeyStatus: asIs,
  }
}

const isQuoted = (text: string): boolean =>
  text.length > 1 && text.startsWith('"') && text.endsWith('"')

const asIs = (text: string): string => text

function truth(text: string): boolean | undefined {
  const word = text.toLowerCase()
  if (word === 'true') return true
  return word === 'false' ? false : undefined
}

function count(text: string): number | undefined {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  return Number.isSafeInteger(value) ? value : undefined
}

/** S3 names the kind, or `NOT-SSE`; OSS says whether. */
function encryption(text: string): ObjectRecord['encryption'] {
  const encrypted = truth(text)
  if (encrypted !== undefined) return { encrypted, type: undefined }
  const none = text.toUpperCase() === 'NOT-SSE'
  return { encrypted: !none, type: none ? undefined : text }
}

/** The last second of the year 9999. */
const lastSecond = 253_402_300_799
const hyphens = /T(\d{2})-(\d{2})-(\d{2})(?=[.Z+-])/

/** ISO 8601, also with hyphens for the colons, or Unix seconds. */
function instant(text: string): number | undefined {
  if (!/^\d{1,12}$/.test(text)) return parseInstant(text.replace(hyphens, 'T$1:$2:$3'))
  const seconds = Number(text)
  return seconds > lastSecond ? undefined : seconds * 1000
}
