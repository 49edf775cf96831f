import { writeOwner } from '../buckets/write-owner.ts'
import type { Exchange } from '../wire/dialect.ts'
import { pageToken, readPageToken } from '../wire/page-token.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import type { Bucket, ObjectVersion } from '../world/world.ts'
import { writeDate } from '../xml/write-date.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import { readListing } from './read-listing.ts'
import type { Listing } from './read-listing.ts'
import { walkKeys } from './walk-keys.ts'

/** Lists objects, the old way: by marker. */
export function listObjects(exchange: Exchange): Reply {
  const marker = exchange.request.query.get('marker') ?? ''
  const { bucket, listing, page } = listPage(exchange, marker)
  return reply(exchange, bucket, listing, page, [
    write('Marker', listing.shown(marker)),
    write('NextMarker', page.next === undefined ? undefined : listing.shown(page.next)),
  ])
}

/** Lists objects by continuation token. */
export function listObjectsV2(exchange: Exchange): Reply {
  const { request, dialect, address } = exchange
  const list = `objects of ${address.bucket ?? ''}`
  const startAfter = request.query.get('start-after')
  const given = request.query.get('continuation-token')
  // oss2 sends an empty one for the first page; S3 refuses that.
  const token = given === '' && dialect.cloud === 'oss' ? undefined : given
  const after = token === undefined ? startAfter : readPageToken(list, token)
  if (token !== undefined && after === undefined)
    throw dialect.error('InvalidArgument', {
      message: 'The continuation token provided is incorrect',
    })
  const { bucket, listing, page } = listPage(exchange, after ?? '')
  return reply(exchange, bucket, listing, page, [
    write('KeyCount', page.objects.length + page.prefixes.length),
    write('StartAfter', startAfter === undefined ? undefined : listing.shown(startAfter)),
    write('ContinuationToken', token),
    write(
      'NextContinuationToken',
      page.next === undefined ? undefined : pageToken(list, page.next),
    ),
  ])
}

interface Page {
  readonly objects: readonly ObjectVersion[]
  readonly prefixes: readonly string[]
  /** After which name the next page goes on. */
  readonly next: string | undefined
}

function listPage(
  exchange: Exchange,
  after: string,
): { bucket: Bucket; listing: Listing; page: Page } {
  const bucket = exchange.dialect.openBucket(exchange)
  const listing = readListing(exchange)
  const objects: ObjectVersion[] = []
  const prefixes: string[] = []
  let last: string | undefined
  let next: string | undefined
  for (const entry of walkKeys(bucket.objects, { ...listing, after }, isThere)) {
    if (objects.length + prefixes.length === listing.maxKeys) {
      next = last
      break
    }
    if (entry.type === 'common-prefix') prefixes.push(entry.name)
    else objects.push(...entry.value.slice(0, 1))
    last = entry.name
  }
  return { bucket, listing, page: { objects, prefixes, next } }
}

function isThere([newest]: readonly ObjectVersion[]): boolean {
  return newest?.deleteMarker === false
}

function reply(
  exchange: Exchange,
  bucket: Bucket,
  listing: Listing,
  page: Page,
  paging: readonly string[],
): Reply {
  const { prefix, shownDelimiter, maxKeys, shown, encoding } = listing
  const { dialect, request } = exchange
  const isV2 = request.query.has('list-type')
  const withOwner = !isV2 || request.query.get('fetch-owner') === 'true'
  const contents = page.objects.map((version) =>
    write('Contents', [
      write('Key', shown(version.key)),
      write('LastModified', writeDate(version.lastModified)),
      write('ETag', `"${version.etag}"`),
      write('Type', dialect.objects.typeOf(version)),
      write('Size', version.size),
      write('StorageClass', version.storageClass),
      withOwner ? writeOwner(bucket.cloud, bucket.owner) : undefined,
    ]),
  )
  return xmlReply(
    writeDocument(
      'ListBucketResult',
      [
        write('Name', bucket.name),
        write('Prefix', shown(prefix)),
        ...paging,
        write('MaxKeys', maxKeys),
        write('Delimiter', shownDelimiter),
        write('EncodingType', encoding),
        write('IsTruncated', page.next !== undefined),
        ...contents,
        ...page.prefixes.map((name) => write('CommonPrefixes', [write('Prefix', shown(name))])),
      ],
      dialect.objects.namespace,
    ),
  )
}
