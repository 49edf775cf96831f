import { createHash } from 'node:crypto'

import { encodeStrictly, headerOf } from '../wire/wire-request.ts'
import type { WireRequest } from '../wire/wire-request.ts'

/**
 * The text that AWS's signature version 4 is made over.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function canonicalRequest(
  request: WireRequest,
  signedHeaders: string,
  payloadHash: string,
): string {
  const headers = signedHeaders
    .split(';')
    .map((name) => `${name}:${collapse(headerOf(request, name) ?? '')}\n`)
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request),
    headers.join(''),
    signedHeaders,
    payloadHash,
  ].join('\n')
}

export function stringToSign(date: string, scope: string, canonical: string): string {
  return `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256Hex(canonical)}`
}

export function sha256Hex(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

function canonicalPath(path: string): string {
  return path
    .split('/')
    .map((segment) => encodeStrictly(decodeURIComponent(segment)))
    .join('/')
}

function canonicalQuery({ parameters }: WireRequest): string {
  return parameters
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encodeStrictly(name)}=${encodeStrictly(value)}`)
    .toSorted(compareUnits)
    .join('&')
}

/** `a=` sorts before `a-b=`: by name first, and `=` is not part of it. */
function compareUnits(left: string, right: string): number {
  const [a, b] = [left.replace('=', '\u0000'), right.replace('=', '\u0000')]
  if (a === b) return 0
  return a < b ? -1 : 1
}

function collapse(value: string): string {
  return value.trim().replaceAll(/ {2,}/g, ' ')
}
