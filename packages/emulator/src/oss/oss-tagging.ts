import type { TaggingDialect } from '../buckets/tagging.ts'
import { xmlReply } from '../wire/reply.ts'
import type { Tag } from '../world/world.ts'
import { writeDocument } from '../xml/write-xml.ts'
import { ossError } from './oss-error.ts'

/**
 * How OSS treats the tags of a bucket; of one without any it answers an empty document.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/getbuckettags
 */
export const ossTagging: TaggingDialect = {
  names: { put: 'PutBucketTags', get: 'GetBucketTags', delete: 'DeleteBucketTags' },
  putStatus: 200,
  check,
  whenNone: () => xmlReply(writeDocument('Tagging', '')),
}

const maxTags = 20

/** https://www.alibabacloud.com/help/en/oss/support/0010-00000219 and, for the prefixes, …207 and …002 */
function check(tags: readonly Tag[]): void {
  if (tags.length > maxTags)
    throw ossError('InvalidTag', { message: 'The tag count of a bucket cannot exceed 20.' })
  const keys = new Set<string>()
  for (const { key, value } of tags) {
    const details = { TagKey: key, TagValue: value }
    if (/^(?:https?:\/\/|aliyun)/i.test(key)) throw refused('0010-00000207', details)
    if (/^acs/i.test(key)) throw refused('0010-00000002', details)
    const fits = key !== '' && Buffer.byteLength(key) <= 64 && Buffer.byteLength(value) <= 128
    if (!fits || keys.has(key)) throw refused('0010-00000219', details)
    keys.add(key)
  }
}

function refused(ec: string, details: Readonly<Record<string, string>>): Error {
  return ossError('InvalidTag', { message: 'The tag you provided is invalid.', ec, details })
}
