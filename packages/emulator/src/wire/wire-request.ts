import type { IncomingHttpHeaders } from 'node:http'

import type { Cloud } from '../world/world.ts'

/** A request as it came, before anybody knows what it asks for. */
export interface WireRequest {
  readonly cloud: Cloud
  readonly method: string
  /** Percent-encoded, as it came, without the query. */
  readonly path: string
  /** Decoded, in the order they came. */
  readonly parameters: readonly (readonly [name: string, value: string])[]
  /** The same by name; of a repeated one the first. */
  readonly query: ReadonlyMap<string, string>
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** A header's value; one that was repeated is joined. Bytes beyond ASCII are read as UTF-8. */
export function headerOf(request: WireRequest, name: string): string | undefined {
  const value = request.headers[name]
  if (value === undefined) return undefined
  const text = typeof value === 'string' ? value : value.join(',')
  return beyondAscii.test(text) ? Buffer.from(text, 'latin1').toString('utf8') : text
}

const beyondAscii = /[\u0080-\u00ff]/

/**
 * The path and the parameters of a request target. Throws a `URIError` where an escape is broken. A raw `+` in a
 * query is a space: that is how Python's clients send one.
 */
export function readTarget(target: string): Pick<WireRequest, 'path' | 'parameters' | 'query'> {
  const start = target.startsWith('/') ? target : target.replace(/^[a-z]+:\/\/[^/?]*/i, '')
  const mark = start.indexOf('?')
  const path = mark === -1 ? start : start.slice(0, mark)
  const parameters: [string, string][] = []
  const query = new Map<string, string>()
  for (const pair of mark === -1 ? [] : start.slice(mark + 1).split('&')) {
    if (pair === '') continue
    const equals = pair.indexOf('=')
    const name = decode(equals === -1 ? pair : pair.slice(0, equals))
    const value = equals === -1 ? '' : decode(pair.slice(equals + 1))
    parameters.push([name, value])
    if (!query.has(name)) query.set(name, value)
  }
  decodeURIComponent(path)
  return { path: path === '' ? '/' : path, parameters, query }
}

function decode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '))
}

/** Percent-encodes as both V4 signatures want it: everything but letters, digits and `-._~`. */
export function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
