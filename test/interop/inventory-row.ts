import { recordedStorageClass, s3Vocabulary } from '@bucket-inventory/core'
import type { ObjectRecord } from '@bucket-inventory/core'
import * as z from 'zod'

const string = z.string().nullish()
const boolean = z.boolean().nullish()
const bigint = z.int().nullish()
/** In epoch milliseconds. */
const timestamp = z.int().nullish()

/** A row of an ORC or Parquet file of S3, and two columns that nobody knows. Its columns are in the order of S3. */
export const inventoryRowSchema = z.strictObject({
  bucket: z.string(),
  key: z.string(),
  version_id: string,
  is_latest: boolean,
  is_delete_marker: boolean,
  size: bigint,
  last_modified_date: timestamp,
  e_tag: string,
  storage_class: string,
  is_multipart_uploaded: boolean,
  replication_status: string,
  encryption_status: string,
  object_lock_retain_until_date: timestamp,
  object_lock_mode: string,
  object_lock_legal_hold_status: string,
  intelligent_tiering_access_tier: string,
  bucket_key_status: string,
  checksum_algorithm: string,
  object_access_control_list: string,
  object_owner: string,
  lifecycle_expiration_date: timestamp,
  colour: string,
  weight: bigint,
})

/** A column without value is `null`; one that a report does not have is not there. */
export type InventoryRow = Readonly<z.infer<typeof inventoryRowSchema>>

const typeNames = new Map<z.ZodType, string>([
  [boolean, 'boolean'],
  [bigint, 'bigint'],
  [timestamp, 'timestamp'],
])

/** Names and types of the columns, as ORC names types. */
export const inventoryColumns: readonly (readonly [name: string, type: string])[] = Object.entries(
  inventoryRowSchema.shape,
).map(([name, type]) => [name, typeNames.get(type) ?? 'string'])

/** The record that a reader must make of a row of a report with these columns. */
export function recordOf(row: InventoryRow): ObjectRecord {
  const { bucket, key, version_id: versionId, storage_class: storageClass } = row
  const native = {
    ...(row.colour ? { colour: row.colour } : {}),
    ...(typeof row.weight === 'number' ? { weight: String(row.weight) } : {}),
  }
  return {
    bucket,
    key,
    versionId: versionId === '' ? null : versionId,
    isLatest: row.is_latest ?? undefined,
    isDeleteMarker: row.is_delete_marker ?? undefined,
    size: row.size ?? undefined,
    lastModified: row.last_modified_date ?? undefined,
    etag: row.e_tag || undefined,
    storageClass: storageClass ? recordedStorageClass(s3Vocabulary, storageClass) : undefined,
    isMultipartUploaded: row.is_multipart_uploaded ?? undefined,
    encryption: encryptionOf(row.encryption_status),
    replicationStatus: row.replication_status || undefined,
    checksumAlgorithm: row.checksum_algorithm || undefined,
    checksum: undefined,
    acl: row.object_access_control_list || undefined,
    owner: row.object_owner || undefined,
    tagCount: undefined,
    objectType: undefined,
    storageClassChangedAt: undefined,
    lastAccessedAt: undefined,
    lastAccessedOn: undefined,
    lifecycleExpiration: row.lifecycle_expiration_date ?? undefined,
    objectLockMode: row.object_lock_mode || undefined,
    objectLockRetainUntil: row.object_lock_retain_until_date ?? undefined,
    objectLockLegalHold: row.object_lock_legal_hold_status || undefined,
    objectLockEventHold: undefined,
    objectLockEventHoldDuration: undefined,
    intelligentTieringTier: row.intelligent_tiering_access_tier || undefined,
    intelligentTieringReference: undefined,
    bucketKeyStatus: row.bucket_key_status || undefined,
    native: Object.keys(native).length === 0 ? undefined : native,
  }
}

function encryptionOf(status: string | null | undefined): ObjectRecord['encryption'] {
  if (!status) return undefined
  const encrypted = status !== 'NOT-SSE'
  return { encrypted, type: encrypted ? status : undefined }
}
