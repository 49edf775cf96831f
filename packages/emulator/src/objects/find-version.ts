import type { Exchange } from '../wire/dialect.ts'
import type { Bucket, ObjectVersion } from '../world/world.ts'

/** The version that a listing shows: the newest, unless it is a delete marker. */
export function currentVersion(bucket: Bucket, key: string): ObjectVersion | undefined {
  const newest = bucket.objects.get(key)?.[0]
  return newest === undefined || newest.deleteMarker ? undefined : newest
}

/** The version that a request reads: the one it names, or the newest. */
export function findVersion(exchange: Exchange, bucket: Bucket): ObjectVersion {
  const { request, dialect, address } = exchange
  const key = address.key ?? ''
  const versionId = request.query.get('versionId')
  const versions = bucket.objects.get(key) ?? []
  const found =
    versionId === undefined
      ? versions[0]
      : versions.find((version) => version.versionId === versionId)
  if (found === undefined) {
    if (versionId === undefined) throw dialect.error('NoSuchKey', { details: { Key: key } })
    throw dialect.error('NoSuchVersion', { details: { Key: key, VersionId: versionId } })
  }
  if (!found.deleteMarker) return found
  const { prefix } = dialect.objects
  const headers = {
    [`${prefix}delete-marker`]: 'true',
    [`${prefix}version-id`]: found.versionId,
  }
  if (versionId === undefined) throw dialect.error('NoSuchKey', { headers, details: { Key: key } })
  throw dialect.error('MethodNotAllowed', { headers })
}
