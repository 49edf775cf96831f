import {
  InventoryError,
  isInventoryError,
  ossVocabulary,
  recordedStorageClass,
} from '@bucket-inventory/core'
import type { LookOptions, ObjectLook } from '@bucket-inventory/core'

import type { OssObjectRequests } from './oss-object-requests.ts'

/** What an object of OSS is now, by one HEAD; `undefined` where there is none. */
export async function lookAtOssObject(
  bucket: string,
  key: string,
  requests: OssObjectRequests,
  { versionId, signal }: LookOptions,
): Promise<ObjectLook | undefined> {
  const version = versionId === null ? 'null' : versionId
  const query = {
    bucket,
    key,
    signal,
    ...(version === undefined ? {} : { subresources: { versionId: version } }),
  }
  try {
    return lookOf(bucket, key, await requests.head(query))
  } catch (error) {
    const isMissing = isInventoryError(error, 'not-found')
    if (isMissing && error.service?.code !== 'NoSuchBucket') return undefined
    // Of a version that is a delete marker.
    const isMarker = isInventoryError(error) && error.service?.status === 405
    if (isMarker && version !== undefined) return undefined
    throw error
  }
}

/** https://www.alibabacloud.com/help/en/oss/developer-reference/headobject */
function lookOf(bucket: string, key: string, headers: ReadonlyMap<string, string>): ObjectLook {
  const size = Number(headers.get('content-length') ?? Number.NaN)
  if (!Number.isSafeInteger(size)) {
    throw new InventoryError(
      'protocol',
      `object "${key}" of bucket "${bucket}": the answer says no size`,
    )
  }
  const lastModified = Date.parse(headers.get('last-modified') ?? '')
  const etag = headers.get('etag')?.replaceAll('"', '')
  const storageClass = headers.get('x-oss-storage-class')
  const versionId = headers.get('x-oss-version-id')
  const objectType = headers.get('x-oss-object-type')
  const tagCount = Number(headers.get('x-oss-tagging-count') ?? 0)
  const crc64 = headers.get('x-oss-hash-crc64ecma')
  return {
    size,
    encryption: { encrypted: headers.has('x-oss-server-side-encryption'), type: undefined },
    ...(Number.isNaN(lastModified) ? {} : { lastModified }),
    ...(etag === undefined ? {} : { etag }),
    ...(storageClass === undefined
      ? {}
      : { storageClass: recordedStorageClass(ossVocabulary, storageClass) }),
    ...(versionId === undefined ? {} : { versionId: versionId === 'null' ? null : versionId }),
    ...(objectType === undefined
      ? {}
      : { objectType, isMultipartUploaded: objectType === 'Multipart' }),
    ...(Number.isSafeInteger(tagCount) ? { tagCount } : {}),
    ...(crc64 === undefined
      ? {}
      : { checksum: { algorithm: 'crc64', value: crc64, composite: false } }),
  }
}
