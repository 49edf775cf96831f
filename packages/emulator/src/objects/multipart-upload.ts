import { randomBytes } from 'node:crypto'

import type { Exchange } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import { headerOf } from '../wire/wire-request.ts'
import type { Bucket, Part, Upload } from '../world/world.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import { checkDigests } from './check-digests.ts'
import { headersToKeep, storageClassOf } from './object-headers.ts'

/** Starts an upload in parts. */
export function createUpload(exchange: Exchange): Reply {
  const { emulation, dialect, address } = exchange
  const { cloud, name } = dialect.openBucket(exchange)
  const { key = '' } = address
  const id = randomBytes(16).toString('hex').toUpperCase()
  emulation.store.commit({
    type: 'create-upload',
    cloud,
    bucket: name,
    id,
    key,
    storageClass: storageClassOf(exchange),
    headers: headersToKeep(exchange),
  })
  const content = [write('Bucket', name), write('Key', key), write('UploadId', id)]
  return xmlReply(
    writeDocument('InitiateMultipartUploadResult', content, dialect.objects.namespace),
  )
}

/** Puts a part; one of the same number is replaced. */
export async function uploadPart(exchange: Exchange): Promise<Reply> {
  const { emulation, dialect, request } = exchange
  const { prefix, etag, addedHeaders } = dialect.objects
  if (headerOf(request, `${prefix}copy-source`) !== undefined) throw dialect.error('NotImplemented')
  const bucket = dialect.openBucket(exchange)
  const number = Number(request.query.get('partNumber'))
  if (!(Number.isInteger(number) && number >= 1 && number <= 10_000))
    throw dialect.error('InvalidArgument', {
      message: 'Part number must be an integer between 1 and 10000, inclusive',
      details: { ArgumentName: 'partNumber' },
    })
  const { md5, checksum } = checkDigests(exchange)
  const added = await addedHeaders({}, [request.body])
  const body = await emulation.store.bodies.keep(request.body)
  const { id } = findUpload(exchange, bucket)
  const part: Part = {
    number,
    lastModified: emulation.now(),
    etag: etag(md5, {}),
    body,
    ...(checksum === undefined ? {} : { checksum }),
  }
  const { cloud, name } = bucket
  emulation.store.commit({ type: 'put-part', cloud, bucket: name, id, part })
  return {
    status: 200,
    headers: {
      etag: `"${part.etag}"`,
      ...added,
      ...(checksum === undefined ? {} : { [checksum.header]: checksum.value }),
    },
  }
}

/** Gives an upload up. */
export function abortUpload(exchange: Exchange): Reply {
  const { emulation, dialect } = exchange
  const bucket = dialect.openBucket(exchange)
  const { id } = findUpload(exchange, bucket)
  emulation.store.commit({ type: 'abort-upload', cloud: bucket.cloud, bucket: bucket.name, id })
  return { status: 204 }
}

/** The upload that a request names. */
export function findUpload({ dialect, request, address }: Exchange, bucket: Bucket): Upload {
  const id = request.query.get('uploadId') ?? ''
  const upload = bucket.uploads.get(id)
  if (upload === undefined || upload.key !== address.key)
    throw dialect.error('NoSuchUpload', { details: { UploadId: id } })
  return upload
}
