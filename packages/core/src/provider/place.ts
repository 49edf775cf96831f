import { InventoryError } from '../inventory-error.ts'

/** A bucket and how to reach it: `s3://photos`, `s3://prod@photos`, `oss://photos-cn?region=cn-hangzhou&profile=prod`. */
export interface Location {
  /** Of a provider: `s3`, `oss`. */
  readonly scheme: string
  /** A named set of credentials, region and endpoint. Default: the provider's own. */
  readonly connection?: string
  readonly bucket: string
  readonly region?: string
  /** Of the SDK's own configuration files. */
  readonly profile?: string
}

/** Whatever a person points at. */
export type Place =
  | { readonly kind: 'bucket'; readonly location: Location }
  /** One inventory: `s3://photos#daily`. */
  | { readonly kind: 'inventory'; readonly location: Location; readonly id: string }
  /** One object, such as a manifest: `s3://reports/photos/daily/2026-11-20T01-00Z/manifest.json`. The key is raw. */
  | { readonly kind: 'object'; readonly location: Location; readonly key: string }
  /** A folder on this machine: `./folder`. */
  | { readonly kind: 'folder'; readonly path: string }

const schemePattern = /^([a-z][a-z0-9+.-]*):\/\/([\s\S]*)$/
const queryPattern = /\?((?:region|profile)=[^&#/?]*(?:&(?:region|profile)=[^&#/?]*)*)$/
const namePattern = /^[A-Za-z0-9][A-Za-z0-9._-]*$/

/**
 * Parses a place by hand, as `new URL` resolves `..` inside keys and drops a fragment's `%`. Throws `invalid-input` that
 * shows what to write.
 */
export function parsePlace(text: string): Place {
  const [, scheme, rest] = schemePattern.exec(text) ?? []
  if (scheme === undefined || rest === undefined) return folder(text)
  const slash = rest.search(/[/#]/)
  const hash = slash >= 0 && rest[slash] === '#' ? slash : -1
  const id = hash < 0 ? undefined : rest.slice(hash + 1)
  const addressed = hash < 0 ? rest : rest.slice(0, hash)
  const query = queryPattern.exec(addressed)
  const body = query === null ? addressed : addressed.slice(0, query.index)
  const [authority = '', ...path] = body.split('/')
  const location = locationOf(text, scheme, authority, query?.[1])
  const key = path.join('/')
  if (id !== undefined) {
    if (id === '')
      throw wrong(
        text,
        `name the inventory after the "#", as in ${scheme}://${location.bucket}#daily`,
      )
    if (queryPattern.test(id)) {
      throw wrong(text, `put the region before the "#", as in ${scheme}://bucket?region=REGION#ID`)
    }
    return { kind: 'inventory', location, id }
  }
  return key === '' ? { kind: 'bucket', location } : { kind: 'object', location, key }
}

/** Whether a text can stand before the "@" of a place. */
export function isConnectionName(text: string): boolean {
  return namePattern.test(text)
}

/** Parses a place that must be a bucket. Throws `invalid-input`. */
export function parseLocation(text: string): Location {
  const place = parsePlace(text)
  if (place.kind === 'bucket') return place.location
  throw wrong(text, 'a bucket is wanted here, as in s3://photos')
}

/** The text that {@link parseLocation} reads as this location. */
export function formatLocation(location: Location): string {
  const { scheme, connection, bucket, region, profile } = location
  const query = [
    ...(region === undefined ? [] : [`region=${region}`]),
    ...(profile === undefined ? [] : [`profile=${profile}`]),
  ].join('&')
  return `${scheme}://${connection === undefined ? '' : `${connection}@`}${bucket}${query === '' ? '' : `?${query}`}`
}

/** The text that {@link parsePlace} reads as this place. */
export function formatPlace(place: Place): string {
  switch (place.kind) {
    case 'bucket':
      return formatLocation(place.location)
    case 'inventory':
      return `${formatLocation(place.location)}#${place.id}`
    case 'object': {
      const [bucket, query] = formatLocation(place.location).split('?')
      return `${bucket}/${place.key}${query === undefined ? '' : `?${query}`}`
    }
    case 'folder':
      return place.path
  }
}

function locationOf(text: string, scheme: string, authority: string, query?: string): Location {
  const at = authority.indexOf('@')
  const connection = at < 0 ? undefined : authority.slice(0, at)
  const bucket = authority.slice(at + 1)
  if (!namePattern.test(bucket)) {
    throw wrong(text, bucketAdvice(scheme, bucket))
  }
  if (connection !== undefined && !isConnectionName(connection)) {
    throw wrong(text, `"${connection}" is no name of a connection`)
  }
  const pairs = (query ?? '').split('&').filter((pair) => pair !== '')
  const parameters = new Map(
    pairs.map((pair): [string, string] => [
      pair.slice(0, pair.indexOf('=')),
      pair.slice(pair.indexOf('=') + 1),
    ]),
  )
  if (parameters.size < pairs.length) throw wrong(text, 'a parameter comes twice')
  const region = parameters.get('region')
  const profile = parameters.get('profile')
  if (region === '' || profile === '') throw wrong(text, 'a value is missing after "="')
  return {
    scheme,
    ...(connection === undefined ? {} : { connection }),
    bucket,
    ...(region === undefined ? {} : { region }),
    ...(profile === undefined ? {} : { profile }),
  }
}

function bucketAdvice(scheme: string, bucket: string): string {
  if (bucket === '') return `name a bucket, as in ${scheme}://photos`
  if (bucket.includes('?')) {
    return `only region=R and profile=P may follow the bucket, as in ${scheme}://photos?region=R`
  }
  return `"${bucket}" is no name of a bucket`
}

function folder(text: string): Place {
  if (text === '.' || text === '..' || /^(\.{0,2}\/|~\/|[A-Za-z]:[\\/])/.test(text)) {
    return { kind: 'folder', path: text }
  }
  throw wrong(text, 'write a bucket as s3://photos or oss://photos, a folder as ./folder')
}

function wrong(text: string, advice: string): InventoryError {
  return new InventoryError('invalid-input', `"${text}" is no place: ${advice}`)
}
