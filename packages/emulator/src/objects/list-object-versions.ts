import { writeOwner } from '../buckets/write-owner.ts'
import type { Exchange } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { xmlReply } from '../wire/reply.ts'
import type { Bucket, ObjectVersion } from '../world/world.ts'
import { writeDate } from '../xml/write-date.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import { readListing } from './read-listing.ts'
import type { Listing } from './read-listing.ts'
import { walkKeys } from './walk-keys.ts'

/** Lists versions and delete markers: by key, newest first. */
export function listObjectVersions(exchange: Exchange): Reply {
  const { dialect, request } = exchange
  const bucket = dialect.openBucket(exchange)
  const listing = readListing(exchange)
  const keyMarker = request.query.get('key-marker') ?? ''
  const versionMarker = request.query.get('version-id-marker')
  const entries: string[] = []
  let last: Marker | undefined
  let next: Marker | undefined
  for (const entry of walkVersions(bucket, listing, keyMarker, versionMarker)) {
    if (entries.length === listing.maxKeys) {
      next = last
      break
    }
    entries.push(
      entry.type === 'common-prefix'
        ? write('CommonPrefixes', [write('Prefix', listing.shown(entry.name))])
        : describe(exchange, bucket, listing, entry),
    )
    last = {
      key: entry.name,
      versionId: entry.type === 'version' ? entry.version.versionId : undefined,
    }
  }
  return xmlReply(
    writeDocument(
      'ListVersionsResult',
      [
        write('Name', bucket.name),
        write('Prefix', listing.shown(listing.prefix)),
        write('KeyMarker', listing.shown(keyMarker)),
        write('VersionIdMarker', versionMarker ?? ''),
        write('NextKeyMarker', next === undefined ? undefined : listing.shown(next.key)),
        write('NextVersionIdMarker', next?.versionId),
        write('MaxKeys', listing.maxKeys),
        write('Delimiter', listing.shownDelimiter),
        write('EncodingType', listing.encoding),
        write('IsTruncated', next !== undefined),
        ...entries,
      ],
      dialect.objects.namespace,
    ),
  )
}

interface Marker {
  readonly key: string
  readonly versionId: string | undefined
}

interface VersionEntry {
  readonly type: 'version'
  readonly name: string
  readonly version: ObjectVersion
  readonly isLatest: boolean
}

function* walkVersions(
  bucket: Bucket,
  listing: Listing,
  keyMarker: string,
  versionMarker: string | undefined,
): Generator<VersionEntry | { readonly type: 'common-prefix'; readonly name: string }> {
  const inclusive = versionMarker !== undefined && versionMarker !== ''
  const walk = { ...listing, after: keyMarker, inclusive }
  for (const entry of walkKeys(bucket.objects, walk, () => true)) {
    if (entry.type === 'common-prefix') {
      yield entry
      continue
    }
    const { name, value } = entry
    const seen = inclusive && name === keyMarker
    const skipped = seen ? value.findIndex(({ versionId }) => versionId === versionMarker) + 1 : 0
    for (const [index, version] of value.entries())
      if (index >= skipped) yield { type: 'version', name, version, isLatest: index === 0 }
  }
}

function describe(
  { dialect }: Exchange,
  bucket: Bucket,
  { shown }: Listing,
  { version, isLatest }: VersionEntry,
): string {
  return write(version.deleteMarker ? 'DeleteMarker' : 'Version', [
    write('Key', shown(version.key)),
    write('VersionId', version.versionId),
    write('IsLatest', isLatest),
    write('LastModified', writeDate(version.lastModified)),
    ...(version.deleteMarker
      ? []
      : [
          write('ETag', `"${version.etag}"`),
          write('Type', dialect.objects.typeOf(version)),
          write('Size', version.size),
          write('StorageClass', version.storageClass),
        ]),
    writeOwner(bucket.cloud, bucket.owner),
  ])
}
