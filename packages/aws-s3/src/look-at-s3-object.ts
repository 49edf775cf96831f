import {
  InventoryError,
  isInventoryError,
  recordedStorageClass,
  s3Vocabulary,
} from '@bucket-inventory/core'
import type { LookedChecksum, LookOptions, ObjectLook } from '@bucket-inventory/core'

import type { S3Requests } from './s3-requests.ts'

/** What an object of S3 is now, by one HEAD; `undefined` where there is none. */
export async function lookAtS3Object(
  bucket: string,
  key: string,
  requests: S3Requests,
  { versionId, signal }: LookOptions,
): Promise<ObjectLook | undefined> {
  if (key === '') throw new InventoryError('invalid-input', 'the key of an object is empty')
  const version = versionId === null ? 'null' : versionId
  try {
    const options = { listed: true, versionId: version, signal }
    return lookOf(bucket, key, await requests.headObject(bucket, key, options))
  } catch (error) {
    if (isInventoryError(error, 'not-found')) return undefined
    // Of a version that is a delete marker.
    const status = isInventoryError(error) ? error.service?.status : undefined
    if (status === 405 && version !== undefined) return undefined
    throw status === 400 ? untold(bucket, key, error) : error
  }
}

/** An answer to HEAD has no body that says why. */
function untold(bucket: string, key: string, cause: unknown): InventoryError {
  return new InventoryError(
    'unsupported',
    `object "${key}" of bucket "${bucket}": S3 does not take the question, as of objects that are encrypted with a key of the customer's own`,
    { cause },
  )
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html, as far as the SDK reads it. */
function lookOf(bucket: string, key: string, output: unknown): ObjectLook {
  const size = valueAt(output, 'ContentLength')
  if (typeof size !== 'number' || !Number.isSafeInteger(size)) {
    throw new InventoryError(
      'protocol',
      `object "${key}" of bucket "${bucket}": the answer says no size`,
    )
  }
  const lastModified = valueAt(output, 'LastModified')
  const etag = textAt(output, 'ETag')?.replaceAll('"', '')
  const versionId = textAt(output, 'VersionId')
  const checksum = checksumOf(output)
  const replicationStatus = textAt(output, 'ReplicationStatus')
  return {
    size,
    // The header is left out of the default class.
    storageClass: recordedStorageClass(s3Vocabulary, textAt(output, 'StorageClass') ?? 'STANDARD'),
    encryption: encryptionOf(textAt(output, 'ServerSideEncryption')),
    ...(lastModified instanceof Date ? { lastModified: lastModified.getTime() } : {}),
    ...(etag === undefined ? {} : { etag, isMultipartUploaded: /-\d+$/.test(etag) }),
    ...(versionId === undefined ? {} : { versionId: versionId === 'null' ? null : versionId }),
    ...(replicationStatus === undefined ? {} : { replicationStatus }),
    ...(checksum === undefined ? {} : { checksum }),
  }
}

/** As a report names them: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html */
const encryptions: Readonly<Record<string, string>> = {
  AES256: 'SSE-S3',
  'aws:kms': 'SSE-KMS',
  'aws:kms:dsse': 'DSSE-KMS',
}

function encryptionOf(native: string | undefined): NonNullable<ObjectLook['encryption']> {
  if (native === undefined) return { encrypted: false, type: undefined }
  return {
    encrypted: true,
    type: Object.hasOwn(encryptions, native) ? encryptions[native] : native,
  }
}

/** S3 keeps one for an object; whatever its algorithm, the SDK names it `Checksum` and the algorithm. */
function checksumOf(output: unknown): LookedChecksum | undefined {
  const composite = textAt(output, 'ChecksumType') === 'COMPOSITE'
  if (typeof output !== 'object' || output === null) return undefined
  for (const [name, value] of Object.entries(output)) {
    const [, algorithm] = /^Checksum(?!Type$)(\w+)$/.exec(name) ?? []
    if (algorithm === undefined || typeof value !== 'string') continue
    return { algorithm: algorithm.toLowerCase(), value, composite }
  }
  return undefined
}

function textAt(value: unknown, key: string): string | undefined {
  const found = valueAt(value, key)
  return typeof found === 'string' ? found : undefined
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
