import type { Exchange } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import { MalformedXmlError, readXml } from '../xml/read-xml.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import { textAt } from '../xml/xml-element.ts'

/** Turns versioning on, or off for new objects; it never goes away again. */
export function putVersioning(exchange: Exchange): Reply {
  const { emulation, dialect, request } = exchange
  const { cloud, name } = dialect.openBucket(exchange)
  const status = textAt(readXml(request.body, 'VersioningConfiguration'), 'Status')
  if (status !== 'Enabled' && status !== 'Suspended') throw new MalformedXmlError()
  const versioning = status === 'Enabled' ? 'enabled' : 'suspended'
  emulation.store.commit({ type: 'set-versioning', cloud, bucket: name, versioning })
  return { status: 200 }
}

/** Says whether a bucket keeps versions; nothing where it never did. */
export function getVersioning(exchange: Exchange): Reply {
  const { dialect } = exchange
  const status = { never: undefined, enabled: 'Enabled', suspended: 'Suspended' } as const
  const { versioning } = dialect.openBucket(exchange)
  const content = [write('Status', status[versioning])]
  return xmlReply(writeDocument('VersioningConfiguration', content, dialect.objects.namespace))
}
