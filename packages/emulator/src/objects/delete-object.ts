import type { Exchange } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import type { Bucket, ObjectVersion } from '../world/world.ts'
import { changeOrigin } from './change-origin.ts'
import { nextVersionId } from './object-headers.ts'

/** What a delete did. */
export interface Deletion {
  /** The version that was removed, or the delete marker that was made. */
  readonly versionId: string | undefined
  readonly deleteMarker: boolean
}

/** Deletes an object, or one version of it. Idempotent. */
export function deleteObject(exchange: Exchange): Reply {
  const { dialect, request, address } = exchange
  const bucket = dialect.openBucket(exchange)
  const done = deleteKey(exchange, bucket, address.key ?? '', request.query.get('versionId'))
  const { prefix } = dialect.objects
  return {
    status: 204,
    headers: {
      ...(done.versionId === undefined ? {} : { [`${prefix}version-id`]: done.versionId }),
      ...(done.deleteMarker ? { [`${prefix}delete-marker`]: 'true' } : {}),
    },
  }
}

/**
 * Deletes a key: for good where the bucket never had versions or the version is named, else by a marker on top of
 * it, which takes the place of the null version while versioning is suspended.
 */
export function deleteKey(
  exchange: Exchange,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
): Deletion {
  const { emulation } = exchange
  const { cloud, name } = bucket
  if (bucket.versioning === 'never' || versionId !== undefined) {
    const id = versionId ?? 'null'
    const found = bucket.objects.get(key)?.find((version) => version.versionId === id)
    if (found !== undefined) {
      const origin = changeOrigin(exchange, bucket)
      const deletion = { cloud, bucket: name, key, versionId: id, ...origin }
      emulation.store.commit({ type: 'delete-version', ...deletion })
    }
    return { versionId, deleteMarker: found?.deleteMarker ?? false }
  }
  const version: ObjectVersion = {
    key,
    versionId: nextVersionId(exchange.dialect.objects, bucket),
    deleteMarker: true,
    lastModified: emulation.now(),
    size: 0,
    etag: '',
    parts: 0,
    body: [],
    storageClass: '',
    headers: {},
  }
  const origin = changeOrigin(exchange, bucket, version.lastModified)
  emulation.store.commit({ type: 'put-version', cloud, bucket: name, version, ...origin })
  return { versionId: version.versionId, deleteMarker: true }
}
