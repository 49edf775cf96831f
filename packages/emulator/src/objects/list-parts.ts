import { writeOwner } from '../buckets/write-owner.ts'
import type { Exchange } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import { writeDate } from '../xml/write-date.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import { findUpload } from './multipart-upload.ts'

/** Lists the parts that an upload has so far, by number: what a client asks for that goes on with an upload. */
export function listParts(exchange: Exchange): Reply {
  const { dialect } = exchange
  const bucket = dialect.openBucket(exchange)
  const upload = findUpload(exchange, bucket)
  const maxParts = Math.min(numberFrom(exchange, 'max-parts') ?? 1000, 1000)
  const marker = numberFrom(exchange, 'part-number-marker') ?? 0
  const following = [...upload.parts.values()]
    .filter(({ number }) => number > marker)
    .toSorted((left, right) => left.number - right.number)
  const parts = following.slice(0, maxParts)
  const isTruncated = following.length > parts.length
  // S3 names it when there is more; oss2 cannot read an answer without it.
  const showsNext = isTruncated || dialect.cloud === 'oss'
  return xmlReply(
    writeDocument(
      'ListPartsResult',
      [
        write('Bucket', bucket.name),
        write('Key', upload.key),
        write('UploadId', upload.id),
        dialect.cloud === 's3' ? writeOwner('s3', bucket.owner) : undefined,
        write('StorageClass', upload.storageClass),
        write('PartNumberMarker', marker),
        write('NextPartNumberMarker', showsNext ? (parts.at(-1)?.number ?? marker) : undefined),
        write('MaxParts', maxParts),
        write('IsTruncated', isTruncated),
        ...parts.map(({ number, lastModified, etag, body }) =>
          write('Part', [
            write('PartNumber', number),
            write('LastModified', writeDate(lastModified)),
            write('ETag', `"${etag}"`),
            write('Size', body.size),
          ]),
        ),
      ],
      dialect.objects.namespace,
    ),
  )
}

/** A parameter that is a number; oss2 sends an empty marker for the first page. */
function numberFrom({ request, dialect }: Exchange, name: string): number | undefined {
  const text = request.query.get(name) ?? ''
  if (text === '') return undefined
  if (!/^\d{1,9}$/.test(text))
    throw dialect.error('InvalidArgument', {
      message: `Provided ${name} not an integer or within integer range`,
      details: { ArgumentName: name, ArgumentValue: text },
    })
  return Number(text)
}
