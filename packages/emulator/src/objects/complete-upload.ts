import type { Exchange } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import type { ObjectVersion, Part, Upload } from '../world/world.ts'
import { MalformedXmlError, readXml } from '../xml/read-xml.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import { textAt } from '../xml/xml-element.ts'
import { changeOrigin } from './change-origin.ts'
import { checkWriteConditions } from './check-write-conditions.ts'
import { compositeChecksum } from './composite-checksum.ts'
import { findUpload } from './multipart-upload.ts'
import { nextVersionId, putHeaders } from './object-headers.ts'
import { readSegments } from './read-segments.ts'

/** Puts the parts of an upload together: those that the request names, in its order. */
export async function completeUpload(exchange: Exchange): Promise<Reply> {
  const { emulation, dialect, address } = exchange
  const { addedHeaders, multipartEtag, namespace } = dialect.objects
  const bucket = dialect.openBucket(exchange)
  const upload = findUpload(exchange, bucket)
  const parts = chooseParts(exchange, upload)
  const body = parts.map((part) => part.body).filter(({ size }) => size > 0)
  const added = await addedHeaders(upload.headers, readSegments(emulation.store.bodies, body))
  checkWriteConditions(exchange, bucket, upload.key)
  const checksum = compositeChecksum(parts)
  const version: ObjectVersion = {
    key: upload.key,
    versionId: nextVersionId(dialect.objects, bucket),
    deleteMarker: false,
    lastModified: emulation.now(),
    size: body.reduce((sum, { size }) => sum + size, 0),
    etag: multipartEtag(parts),
    parts: parts.length,
    body,
    storageClass: upload.storageClass,
    headers: { ...upload.headers, ...added },
    ...(checksum === undefined ? {} : { checksum }),
  }
  const { id } = findUpload(exchange, bucket)
  const { cloud, name } = bucket
  const origin = changeOrigin(exchange, bucket, version.lastModified)
  emulation.store.commit({ type: 'complete-upload', cloud, bucket: name, id, version, ...origin })
  const content = [
    write('Location', `http://${address.host}/${name}/${encodeURI(upload.key)}`),
    write('Bucket', name),
    write('Key', upload.key),
    write('ETag', `"${version.etag}"`),
  ]
  const headers = putHeaders(exchange, bucket, version)
  return xmlReply(writeDocument('CompleteMultipartUploadResult', content, namespace), 200, headers)
}

function chooseParts(exchange: Exchange, upload: Upload): readonly Part[] {
  const { dialect } = exchange
  const parts = namedParts(exchange).map(({ number, etag }) => {
    const part = upload.parts.get(number)
    if (part === undefined || part.etag.toLowerCase() !== etag.toLowerCase())
      throw dialect.error('InvalidPart', { details: { PartNumber: String(number) } })
    return part
  })
  for (const [index, part] of parts.entries()) {
    const following = parts[index + 1]
    if (following === undefined) continue
    if (following.number <= part.number) throw dialect.error('InvalidPartOrder')
    if (part.body.size < dialect.objects.minPartSize)
      throw dialect.error('EntityTooSmall', { details: { PartNumber: String(part.number) } })
  }
  return parts
}

function namedParts({
  request,
}: Exchange): readonly { readonly number: number; readonly etag: string }[] {
  const document = readXml(request.body, 'CompleteMultipartUpload')
  const named = (document.children ?? []).filter(({ name }) => name === 'Part')
  if (named.length === 0) throw new MalformedXmlError()
  return named.map((part) => ({
    number: Number(textAt(part, 'PartNumber')),
    etag: (textAt(part, 'ETag') ?? '').replaceAll('"', ''),
  }))
}
