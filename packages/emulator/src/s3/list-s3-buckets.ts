import { ownBuckets } from '../buckets/own-buckets.ts'
import { writeOwner } from '../buckets/write-owner.ts'
import type { Exchange, Operation } from '../wire/dialect.ts'
import { pageToken, readPageToken } from '../wire/page-token.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import { writeDate } from '../xml/write-date.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import { isDirectoryBucket } from './directory-bucket.ts'
import { s3Error } from './s3-error.ts'
import { s3Namespace } from './s3-namespace.ts'

/**
 * The buckets of the account that signs, of all regions, but for directory buckets. Regions are told only where
 * the request asks for a page.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 */
export const listS3Buckets: Operation = {
  name: 'ListBuckets',
  method: 'GET',
  on: 'service',
  run: list,
}

/** Any of them makes a listing one of pages. */
const pageParameters = ['bucket-region', 'continuation-token', 'max-buckets', 'prefix']

const maxBuckets = 10_000

function list(exchange: Exchange): Reply {
  const { caller, request } = exchange
  const { query } = request
  const paged = pageParameters.some((name) => query.has(name))
  const size = paged ? sizeOf(query.get('max-buckets')) : Number.POSITIVE_INFINITY
  const region = regionOf(exchange)
  const listName = `buckets of ${caller.account.id}`
  const found = ownBuckets(exchange, startOf(listName, query.get('continuation-token'))).filter(
    (bucket) =>
      !isDirectoryBucket(bucket.name) && (region === undefined || bucket.region === region),
  )
  const page = found.slice(0, size)
  const last = page.at(-1)
  const buckets = page.map((bucket) =>
    write('Bucket', [
      write('Name', bucket.name),
      write('CreationDate', writeDate(bucket.createdAt)),
      paged ? write('BucketRegion', bucket.region) : undefined,
    ]),
  )
  const more = page.length < found.length && last !== undefined
  return xmlReply(
    writeDocument(
      'ListAllMyBucketsResult',
      [
        writeOwner('s3', caller.account.id),
        write('Buckets', buckets),
        more ? write('ContinuationToken', pageToken(listName, last.name)) : undefined,
        write('Prefix', query.get('prefix')),
      ],
      s3Namespace,
    ),
  )
}

function sizeOf(asked: string | undefined): number {
  if (asked === undefined) return maxBuckets
  if (/^\d{1,5}$/.test(asked) && Number(asked) >= 1 && Number(asked) <= maxBuckets)
    return Number(asked)
  throw s3Error('InvalidArgument', {
    message: `Argument max-buckets must be an integer between 1 and ${maxBuckets}`,
    details: { ArgumentName: 'max-buckets', ArgumentValue: asked },
  })
}

/** Another region than the endpoint's "is not supported"; how that is refused is not documented. */
function regionOf({ request, address, caller }: Exchange): string | undefined {
  const asked = request.query.get('bucket-region')
  if (asked === undefined || asked === (address.region ?? caller.region)) return asked
  throw s3Error('InvalidArgument', {
    message: 'The bucket region must be the region of the endpoint',
    details: { ArgumentName: 'bucket-region', ArgumentValue: asked },
  })
}

function startOf(listName: string, token: string | undefined): string {
  const after = token === undefined ? '' : readPageToken(listName, token)
  if (after !== undefined) return after
  throw s3Error('InvalidArgument', {
    message: 'The continuation token provided is incorrect',
    details: { ArgumentName: 'continuation-token' },
  })
}
