import { createHash } from 'node:crypto'

import type { Address } from '../wire/dialect.ts'
import { encodeStrictly, headerOf } from '../wire/wire-request.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import type { V1Signature, V4Signature } from './read-oss-signature.ts'
import { signedSubresources } from './signed-subresources.ts'

/**
 * The text that a V1 signature is made over.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/include-signatures-in-the-authorization-header
 */
export function v1StringToSign(
  request: WireRequest,
  address: Address,
  { date }: V1Signature,
): string {
  const headers = Object.keys(request.headers)
    .filter((name) => name.startsWith('x-oss-'))
    .toSorted()
    .map((name) => `${name}:${(headerOf(request, name) ?? '').trim()}\n`)
  const resource = address.bucket === undefined ? '/' : `/${address.bucket}/${address.key ?? ''}`
  const parameters = request.parameters
    .filter(([name]) => signedSubresources.has(name))
    .toSorted(byName)
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
  return [
    request.method,
    headerOf(request, 'content-md5') ?? '',
    headerOf(request, 'content-type') ?? '',
    date,
    `${headers.join('')}${resource}${parameters.length === 0 ? '' : `?${parameters.join('&')}`}`,
  ].join('\n')
}

/**
 * The canonical request of a V4 signature: the bucket is always in its path, whatever the host.
 * https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4
 */
export function v4CanonicalRequest(
  request: WireRequest,
  address: Address,
  given: V4Signature,
): string {
  const resource = address.bucket === undefined ? '/' : `/${address.bucket}/${address.key ?? ''}`
  const additional = new Set(given.additionalHeaders.split(';'))
  const headers = Object.keys(request.headers)
    .filter((name) => isSigned(name) || additional.has(name))
    .toSorted()
    .map((name) => `${name}:${(headerOf(request, name) ?? '').trim()}\n`)
  const parameters = request.parameters
    .filter(([name]) => name !== 'x-oss-signature')
    .map(([name, value]) => [encodeStrictly(name), encodeStrictly(value)] as const)
    .toSorted(byName)
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`))
  return [
    request.method,
    resource.split('/').map(encodeStrictly).join('/'),
    parameters.join('&'),
    headers.join(''),
    given.additionalHeaders,
    headerOf(request, 'x-oss-content-sha256') ?? 'UNSIGNED-PAYLOAD',
  ].join('\n')
}

export function v4StringToSign(canonical: string, { date, day, region }: V4Signature): string {
  const hash = createHash('sha256').update(canonical).digest('hex')
  return `OSS4-HMAC-SHA256\n${date}\n${day}/${region}/oss/aliyun_v4_request\n${hash}`
}

function isSigned(name: string): boolean {
  return name === 'content-type' || name === 'content-md5' || name.startsWith('x-oss-')
}

function byName([left]: readonly [string, string], [right]: readonly [string, string]): number {
  return left < right ? -1 : 1
}
