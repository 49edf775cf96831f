import type { TaggingDialect } from '../buckets/tagging.ts'
import type { Tag } from '../world/world.ts'
import { s3Error } from './s3-error.ts'

/**
 * How S3 treats the tags of a bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html
 */
export const s3Tagging: TaggingDialect = {
  names: { put: 'PutBucketTagging', get: 'GetBucketTagging', delete: 'DeleteBucketTagging' },
  putStatus: 204,
  check,
  whenNone: ({ name }) => {
    throw s3Error('NoSuchTagSet', { details: { BucketName: name } })
  },
}

const maxTags = 50
const allowed = /^[\p{L}\p{N}\s_.:/=+\-@]*$/u

/** https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/allocation-tag-restrictions.html */
function check(tags: readonly Tag[]): void {
  if (tags.length > maxTags)
    throw s3Error('BadRequest', { message: 'Bucket tag count cannot be greater than 50' })
  const keys = new Set<string>()
  for (const { key, value } of tags) {
    const details = { TagKey: key, TagValue: value }
    if (key === '' || key.length > 128 || !allowed.test(key))
      throw s3Error('InvalidTag', { message: 'The TagKey you have provided is invalid', details })
    if (key.startsWith('aws:'))
      throw s3Error('InvalidTag', {
        message: 'System tags cannot be added/updated by requester',
        details,
      })
    if (value.length > 256 || !allowed.test(value))
      throw s3Error('InvalidTag', { message: 'The TagValue you have provided is invalid', details })
    if (keys.has(key))
      throw s3Error('InvalidTag', {
        message: 'Cannot provide multiple Tags with the same key',
        details,
      })
    keys.add(key)
  }
}
