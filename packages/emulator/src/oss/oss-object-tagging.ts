import { readTags } from '../buckets/tagging.ts'
import { changeOrigin } from '../objects/change-origin.ts'
import { findVersion } from '../objects/find-version.ts'
import type { Exchange, Operation } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import type { Tag } from '../world/world.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import { openOssBucket } from './open-oss-bucket.ts'
import { ossError } from './oss-error.ts'

const on = { on: 'object', query: ['tagging'] } as const

/** Putting, getting and deleting the tags of an object, all of them at once. They are no part of its content. */
export const ossObjectTaggingOperations: readonly Operation[] = [
  { name: 'PutObjectTagging', method: 'PUT', ...on, run: put },
  { name: 'GetObjectTagging', method: 'GET', ...on, run: get },
  { name: 'DeleteObjectTagging', method: 'DELETE', ...on, run: remove },
]

function put(exchange: Exchange): Reply {
  const tags = readTags(exchange.request.body)
  check(tags)
  setTags(exchange, tags)
  return { status: 200 }
}

function get(exchange: Exchange): Reply {
  const { tags = [] } = findVersion(exchange, openOssBucket(exchange))
  const set = tags.map(({ key, value }) => write('Tag', [write('Key', key), write('Value', value)]))
  return xmlReply(writeDocument('Tagging', [write('TagSet', set)]))
}

function remove(exchange: Exchange): Reply {
  setTags(exchange, [])
  return { status: 204 }
}

function setTags(exchange: Exchange, tags: readonly Tag[]): void {
  const bucket = openOssBucket(exchange)
  const { key, versionId } = findVersion(exchange, bucket)
  const { cloud, name } = bucket
  const change = { cloud, bucket: name, key, versionId, tags, ...changeOrigin(exchange, bucket) }
  exchange.emulation.store.commit({ type: 'put-object-tags', ...change })
}

const maxTags = 10

/** https://www.alibabacloud.com/help/en/oss/developer-reference/putobjecttagging */
function check(tags: readonly Tag[]): void {
  if (tags.length > maxTags)
    throw ossError('InvalidTag', { message: 'The tag count of an object cannot exceed 10.' })
  const keys = new Set<string>()
  for (const { key, value } of tags) {
    if (key === '' || key.length > 128 || value.length > 256 || keys.has(key))
      throw ossError('InvalidTag', {
        message: 'The tag you provided is invalid.',
        details: { TagKey: key, TagValue: value },
      })
    keys.add(key)
  }
}
