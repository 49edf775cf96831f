import { ownBuckets } from '../buckets/own-buckets.ts'
import { writeOwner } from '../buckets/write-owner.ts'
import type { Exchange, Operation } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import { describeOssBucket } from './describe-oss-bucket.ts'
import { ossError } from './oss-error.ts'

/**
 * The buckets of the account that signs, of all regions. What tells of the page is there only where there are more.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/listbuckets
 */
export const listOssBuckets: Operation = {
  name: 'ListBuckets',
  method: 'GET',
  on: 'service',
  run: list,
}

const defaultKeys = 100
const maxKeys = 1000

function list(exchange: Exchange): Reply {
  const { caller, request } = exchange
  const { query } = request
  const size = sizeOf(query.get('max-keys'))
  const marker = query.get('marker') ?? ''
  const found = ownBuckets(exchange, marker)
  const page = found.slice(0, size)
  const last = page.at(-1)
  const truncation =
    page.length < found.length && last !== undefined
      ? [
          write('Prefix', query.get('prefix') ?? ''),
          write('Marker', marker),
          write('MaxKeys', size),
          write('IsTruncated', true),
          write('NextMarker', last.name),
        ]
      : []
  const buckets = page.map((bucket) => write('Bucket', describeOssBucket(bucket)))
  const owner = writeOwner('oss', caller.account.id)
  return xmlReply(
    writeDocument('ListAllMyBucketsResult', [...truncation, owner, write('Buckets', buckets)]),
  )
}

function sizeOf(asked: string | undefined): number {
  if (asked === undefined) return defaultKeys
  if (/^\d{1,4}$/.test(asked) && Number(asked) >= 1 && Number(asked) <= maxKeys)
    return Number(asked)
  throw ossError('InvalidArgument', {
    message: `Argument max-keys must be an integer between 1 and ${maxKeys}.`,
    details: { ArgumentName: 'max-keys', ArgumentValue: asked },
  })
}
