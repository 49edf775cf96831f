import type { Open, RecordedStorageClass, StorageClass } from '@bucket-inventory/core'

import type { ComparedObject, ComparedSide } from '../compared-object.ts'
import { keysOf } from './keys-of.ts'

/** Fields of a side that are written as instants. */
export const instantFields = [
  'lastModified',
  'storageClassChangedAt',
  'lastAccessedAt',
  'lifecycleExpiration',
  'objectLockRetainUntil',
  'intelligentTieringReference',
] as const satisfies readonly (keyof ComparedSide)[]

export type InstantField = (typeof instantFields)[number]

/** Fields of a side that are written as they are. */
export type PlainField = Exclude<
  keyof ComparedSide,
  'key' | 'keyBytes' | 'storageClass' | 'encryption' | InstantField
>

/** In the order in which they are written. */
const isPlain: Readonly<Record<PlainField, true>> = {
  bucket: true,
  versionId: true,
  isLatest: true,
  isDeleteMarker: true,
  size: true,
  etag: true,
  checksum: true,
  checksumAlgorithm: true,
  isMultipartUploaded: true,
  objectType: true,
  replicationStatus: true,
  acl: true,
  owner: true,
  tagCount: true,
  lastAccessedOn: true,
  objectLockMode: true,
  objectLockLegalHold: true,
  objectLockEventHold: true,
  objectLockEventHoldDuration: true,
  intelligentTieringTier: true,
  bucketKeyStatus: true,
  native: true,
}
export const plainFields = keysOf(isPlain)

/** How a storage class is written. */
export interface StorageClassWords {
  readonly storageClass: Open<StorageClass>
  readonly nativeStorageClass: string
  /** All three where they are not what the two names say, else none. */
  readonly storageTier?: RecordedStorageClass['tier']
  readonly storageRedundancy?: RecordedStorageClass['redundancy']
  readonly storageAccess?: RecordedStorageClass['access']
}

/** A side as it is written: what it has, as plain members beside each other, but for `encryption`, `checksum` and `native`. */
export interface SideDocument
  extends
    Omit<ComparedSide, InstantField | 'keyBytes' | 'storageClass' | 'encryption'>,
    Partial<StorageClassWords>,
    // ISO 8601 in UTC; a number of milliseconds where there is no such text: beyond the year 9999, or parts of one.
    Partial<Readonly<Record<InstantField, string | number>>> {
  /** Base64. */
  readonly keyBytes?: string
  readonly encryption?: { readonly encrypted: boolean; readonly type?: string }
}

/** An object of a comparison as a line of JSON has it. */
export type ComparedObjectDocument = Documented<ComparedObject>

type Documented<Value> = Value extends unknown
  ? {
      readonly [Name in keyof Value]: Name extends 'left' | 'right'
        ? SideDocument
        : Name extends 'keyBytes'
          ? string
          : Value[Name]
    }
  : never
