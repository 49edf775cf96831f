import type { Exchange, Operation } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import type { Bucket, Tag } from '../world/world.ts'
import { MalformedXmlError, readXml } from '../xml/read-xml.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import { childOf, textAt } from '../xml/xml-element.ts'

/** How a service treats the tags of a bucket. */
export interface TaggingDialect {
  readonly names: { readonly put: string; readonly get: string; readonly delete: string }
  readonly putStatus: 200 | 204
  /** Throws a `ServiceError` for tags that the service refuses. */
  readonly check: (tags: readonly Tag[]) => void
  /** What is answered of a bucket without tags. */
  readonly whenNone: (bucket: Bucket) => Reply
}

/** Putting, getting and deleting the tags of a bucket, all of them at once. */
export function taggingOperations(tagging: TaggingDialect): readonly Operation[] {
  const on = { on: 'bucket', query: ['tagging'] } as const
  const { names } = tagging
  return [
    { name: names.put, method: 'PUT', ...on, run: (exchange) => put(exchange, tagging) },
    { name: names.get, method: 'GET', ...on, run: (exchange) => get(exchange, tagging) },
    { name: names.delete, method: 'DELETE', ...on, run: remove },
  ]
}

function put(exchange: Exchange, { check, putStatus }: TaggingDialect): Reply {
  const { emulation, dialect, request } = exchange
  const { cloud, name } = dialect.openBucket(exchange)
  const tags = readTags(request.body)
  check(tags)
  emulation.store.commit({ type: 'put-tags', cloud, bucket: name, tags })
  return { status: putStatus }
}

function get(exchange: Exchange, { whenNone }: TaggingDialect): Reply {
  const { dialect } = exchange
  const bucket = dialect.openBucket(exchange)
  if (bucket.tags.length === 0) return whenNone(bucket)
  const tags = bucket.tags.map(({ key, value }) =>
    write('Tag', [write('Key', key), write('Value', value)]),
  )
  const content = [write('TagSet', tags)]
  return xmlReply(writeDocument('Tagging', content, dialect.objects.namespace))
}

/** Idempotent. */
function remove(exchange: Exchange): Reply {
  const { emulation, dialect } = exchange
  const { cloud, name } = dialect.openBucket(exchange)
  emulation.store.commit({ type: 'put-tags', cloud, bucket: name, tags: [] })
  return { status: 204 }
}

/** The tags in a document. */
export function readTags(body: Buffer): readonly Tag[] {
  const set = childOf(readXml(body, 'Tagging'), 'TagSet')
  if (set === undefined) throw new MalformedXmlError()
  return (set.children ?? []).map((tag) => {
    const key = textAt(tag, 'Key')
    const value = textAt(tag, 'Value')
    if (tag.name !== 'Tag' || key === undefined || value === undefined)
      throw new MalformedXmlError()
    return { key, value }
  })
}
