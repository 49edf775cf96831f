import type { Exchange } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { headerOf } from '../wire/wire-request.ts'
import type { ObjectVersion } from '../world/world.ts'
import { changeOrigin } from './change-origin.ts'
import { checkDigests } from './check-digests.ts'
import { checkWriteConditions } from './check-write-conditions.ts'
import { headersToKeep, nextVersionId, putHeaders, storageClassOf } from './object-headers.ts'

/** Puts an object in one piece. */
export async function putObject(exchange: Exchange): Promise<Reply> {
  const { emulation, dialect, request, address } = exchange
  const { prefix, etag, addedHeaders } = dialect.objects
  if (headerOf(request, `${prefix}copy-source`) !== undefined) throw dialect.error('NotImplemented')
  const bucket = dialect.openBucket(exchange)
  const { md5, checksum } = checkDigests(exchange)
  const headers = headersToKeep(exchange)
  const added = await addedHeaders(headers, [request.body])
  const segment = await emulation.store.bodies.keep(request.body)
  const key = address.key ?? ''
  checkWriteConditions(exchange, bucket, key)
  const version: ObjectVersion = {
    key,
    versionId: nextVersionId(dialect.objects, bucket),
    deleteMarker: false,
    lastModified: emulation.now(),
    size: segment.size,
    etag: etag(md5, headers),
    parts: 0,
    body: segment.size === 0 ? [] : [segment],
    storageClass: storageClassOf(exchange),
    headers: { ...headers, ...added },
    ...(checksum === undefined ? {} : { checksum }),
  }
  const { cloud, name } = bucket
  const origin = changeOrigin(exchange, bucket, version.lastModified)
  emulation.store.commit({ type: 'put-version', cloud, bucket: name, version, ...origin })
  return { status: 200, headers: putHeaders(exchange, bucket, version) }
}
