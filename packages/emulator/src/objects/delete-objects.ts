import type { Exchange } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import { MalformedXmlError, readXml } from '../xml/read-xml.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import type { XmlElement } from '../xml/xml-element.ts'
import { textAt } from '../xml/xml-element.ts'
import { checkDigests } from './check-digests.ts'
import { deleteKey } from './delete-object.ts'

const maxObjects = 1000

/** Deletes up to a thousand objects or versions that a document names. */
export function deleteObjects(exchange: Exchange): Reply {
  const { dialect, request } = exchange
  const { namespace, encodeKey } = dialect.objects
  const bucket = dialect.openBucket(exchange)
  checkDigests(exchange)
  const document = readXml(request.body, 'Delete')
  const objects = (document.children ?? []).filter(({ name }) => name === 'Object').map(readObject)
  if (objects.length === 0 || objects.length > maxObjects) throw new MalformedXmlError()
  const encoding = request.query.get('encoding-type')
  const shown = encoding === 'url' ? encodeKey : String
  const deleted = objects.map(({ key, versionId }) => {
    const done = deleteKey(exchange, bucket, key, versionId)
    return write('Deleted', [
      write('Key', shown(key)),
      write('VersionId', versionId),
      ...(done.deleteMarker
        ? [write('DeleteMarker', true), write('DeleteMarkerVersionId', done.versionId)]
        : []),
    ])
  })
  const quiet = textAt(document, 'Quiet') === 'true'
  const content = quiet ? [] : [write('EncodingType', encoding), ...deleted]
  return xmlReply(writeDocument('DeleteResult', content, namespace))
}

function readObject(element: XmlElement): { key: string; versionId: string | undefined } {
  const key = textAt(element, 'Key')
  if (key === undefined || key === '') throw new MalformedXmlError()
  return { key, versionId: textAt(element, 'VersionId') }
}
