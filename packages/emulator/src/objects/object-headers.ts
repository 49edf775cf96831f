import type { Exchange } from '../wire/dialect.ts'
import { headerOf } from '../wire/wire-request.ts'
import type { Bucket, ObjectVersion } from '../world/world.ts'
import type { ObjectDialect } from './object-dialect.ts'

/** Headers of a put that every get gives back, besides the service's own. */
const kept: ReadonlySet<string> = new Set([
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
])

/** What of a request's headers belongs to the object: its type, its encryption, and user metadata. */
export function headersToKeep({ request, dialect }: Exchange): Record<string, string> {
  const { prefix, contentType } = dialect.objects
  const encryption = `${prefix}server-side-encryption`
  const headers: Record<string, string> = { 'content-type': contentType }
  for (const name of Object.keys(request.headers)) {
    const own =
      name.startsWith(`${prefix}meta-`) ||
      (name.startsWith(encryption) && name !== `${encryption}-customer-key`)
    const value = headerOf(request, name)
    if (value !== undefined && (own || kept.has(name))) headers[name] = value
  }
  const encoding = headers['content-encoding']
    ?.split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== 'aws-chunked' && coding !== '')
    .join(',')
  delete headers['content-encoding']
  return encoding === undefined || encoding === ''
    ? headers
    : { ...headers, 'content-encoding': encoding }
}

/** The storage class that a put asks for. */
export function storageClassOf({ request, dialect }: Exchange): string {
  const { prefix, storageClass } = dialect.objects
  return headerOf(request, `${prefix}storage-class`) ?? storageClass
}

/** The header that names a version, in buckets that ever had versions. */
function versionHeader(
  { dialect }: Exchange,
  bucket: Bucket,
  versionId: string,
): Record<string, string> {
  return bucket.versioning === 'never' ? {} : { [`${dialect.objects.prefix}version-id`]: versionId }
}

/** The id that a new version of an object gets. */
export function nextVersionId({ newVersionId }: ObjectDialect, bucket: Bucket): string {
  return bucket.versioning === 'enabled' ? newVersionId() : 'null'
}

/** The headers that tell what an object is: of an answer to GET or HEAD. */
export function shownHeaders(
  exchange: Exchange,
  bucket: Bucket,
  version: ObjectVersion,
): Record<string, string> {
  const { describe } = exchange.dialect.objects
  return {
    'accept-ranges': 'bytes',
    'last-modified': new Date(version.lastModified).toUTCString(),
    etag: `"${version.etag}"`,
    ...version.headers,
    ...describe(version),
    ...versionHeader(exchange, bucket, version.versionId),
  }
}

/** The checksum of an object, for a client that wants to check what it gets. */
export function checksumHeaders(
  { request, dialect }: Exchange,
  { checksum }: ObjectVersion,
): Record<string, string> {
  const { prefix } = dialect.objects
  const asked = headerOf(request, `${prefix}checksum-mode`)?.toUpperCase() === 'ENABLED'
  if (checksum === undefined || !asked) return {}
  const type = checksum.composite === true ? 'COMPOSITE' : 'FULL_OBJECT'
  return { [checksum.header]: checksum.value, [`${prefix}checksum-type`]: type }
}

/** Those of an object's headers that an answer to its put has too: what the service added. */
export function putHeaders(
  exchange: Exchange,
  bucket: Bucket,
  version: ObjectVersion,
): Record<string, string> {
  const { prefix } = exchange.dialect.objects
  const own = Object.entries(version.headers).filter(
    ([name]) => name.startsWith(prefix) && !name.startsWith(`${prefix}meta-`),
  )
  const { checksum } = version
  return {
    etag: `"${version.etag}"`,
    ...Object.fromEntries(own),
    ...(checksum === undefined ? {} : { [checksum.header]: checksum.value }),
    ...versionHeader(exchange, bucket, version.versionId),
  }
}
