import type { Exchange } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { headerOf } from '../wire/wire-request.ts'
import type { Bodies } from '../world/bodies.ts'
import type { ObjectVersion, Segment } from '../world/world.ts'
import { findVersion } from './find-version.ts'
import { checksumHeaders, shownHeaders } from './object-headers.ts'
import { readRange } from './read-range.ts'
import type { ByteRange } from './read-range.ts'
import { readSegments } from './read-segments.ts'

/** Gets an object or a range of it, or tells what GET would: the same for both, but for the body. */
export async function getObject(exchange: Exchange): Promise<Reply> {
  const { emulation, dialect, request } = exchange
  const bucket = dialect.openBucket(exchange)
  const version = findVersion(exchange, bucket)
  const headers = shownHeaders(exchange, bucket, version)
  if (!meetsConditions(exchange, version)) return { status: 304, headers }
  const range = rangeOf(exchange, version)
  const whole = { first: 0, last: version.size - 1 }
  const { first, last } = range ?? whole
  const size = last - first + 1
  const described = {
    ...headers,
    'content-length': String(size),
    ...(range === undefined
      ? checksumHeaders(exchange, version)
      : { 'content-range': `bytes ${first}-${last}/${version.size}` }),
  }
  const status = range === undefined ? 200 : 206
  if (request.method === 'HEAD') return { status, headers: described }
  const body = await readBody(emulation.store.bodies, version.body, { first, last })
  return { status, headers: described, body }
}

/** False where the client has it already; throws where the client wants another one. */
function meetsConditions({ request, dialect }: Exchange, version: ObjectVersion): boolean {
  const seconds = Math.floor(version.lastModified / 1000) * 1000
  const ifMatch = headerOf(request, 'if-match')
  const ifNoneMatch = headerOf(request, 'if-none-match')
  const since = Date.parse(headerOf(request, 'if-modified-since') ?? '')
  const until = Date.parse(headerOf(request, 'if-unmodified-since') ?? '')
  if (ifMatch !== undefined && !names(ifMatch, version.etag))
    throw dialect.error('PreconditionFailed', { details: { Condition: 'If-Match' } })
  if (ifMatch === undefined && until < seconds)
    throw dialect.error('PreconditionFailed', { details: { Condition: 'If-Unmodified-Since' } })
  if (ifNoneMatch !== undefined) return !names(ifNoneMatch, version.etag)
  return !(since >= seconds)
}

function names(header: string, etag: string): boolean {
  return header
    .split(',')
    .map((one) => one.trim().replaceAll('"', ''))
    .some((one) => one === '*' || one === etag)
}

function rangeOf(exchange: Exchange, { size }: ObjectVersion): ByteRange | undefined {
  const { request, dialect } = exchange
  const header = headerOf(request, 'range')
  const range = readRange(header, size)
  if (range !== 'unsatisfiable') return range
  if (dialect.objects.ignoresBadRange((name) => headerOf(request, name))) return undefined
  throw dialect.error('InvalidRange', {
    headers: { 'content-range': `bytes */${size}` },
    details: { RangeRequested: header ?? '', ActualObjectSize: String(size) },
  })
}

/** One run of bytes is read at once, several as they are sent. */
async function readBody(
  bodies: Bodies,
  segments: readonly Segment[],
  { first, last }: ByteRange,
): Promise<NonNullable<Reply['body']>> {
  const [only, ...others] = segments
  if (only === undefined) return ''
  if (others.length === 0) return (await bodies.read(only.hash)).subarray(first, last + 1)
  return { size: last - first + 1, chunks: readSegments(bodies, segments, { first, last }) }
}
