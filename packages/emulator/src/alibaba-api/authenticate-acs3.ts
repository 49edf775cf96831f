import { createHash, createHmac } from 'node:crypto'

import type { Credential } from '../credentials.ts'
import type { Emulation } from '../emulation.ts'
import type { Caller } from '../wire/dialect.ts'
import { sameSignature } from '../wire/hmac-chain.ts'
import { encodeStrictly, headerOf } from '../wire/wire-request.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { alibabaApiError } from './alibaba-api-error.ts'
import { alibabaCaller, spendNonce } from './alibaba-caller.ts'

const algorithm = 'ACS3-HMAC-SHA256'

/** Whether a request is signed so. */
export function hasAcs3Signature(authorization: string | undefined): boolean {
  return authorization?.startsWith(`${algorithm} `) === true
}

/**
 * Checks a signature of version 3 of Alibaba Cloud's APIs, in the header: over the query, the headers that it names and
 * the hash of the body, with a time and a nonce that was not used before.
 * https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
 */
export function authenticateAcs3(
  request: WireRequest,
  emulation: Emulation,
): { readonly caller: Caller; readonly request: WireRequest } {
  const fields = authorizationOf(request)
  const account = alibabaCaller(emulation, {
    accessKeyId: fields.get('Credential'),
    token: headerOf(request, 'x-acs-security-token'),
    date: headerOf(request, 'x-acs-date'),
  })
  checkSignature(request, account, fields)
  spendNonce(emulation, headerOf(request, 'x-acs-signature-nonce'))
  return { caller: { account }, request }
}

function authorizationOf(request: WireRequest): ReadonlyMap<string, string> {
  const header = headerOf(request, 'authorization') ?? ''
  const fields = header.slice(algorithm.length + 1).split(',')
  return new Map(
    fields.map((field) => {
      const equals = field.indexOf('=')
      return [field.slice(0, equals).trim(), field.slice(equals + 1)]
    }),
  )
}

function checkSignature(
  request: WireRequest,
  { secretAccessKey }: Credential,
  fields: ReadonlyMap<string, string>,
): void {
  const names = (fields.get('SignedHeaders') ?? '').split(';')
  const hash = headerOf(request, 'x-acs-content-sha256') ?? ''
  const own = Object.keys(request.headers).filter((name) => name.startsWith('x-acs-'))
  if (!['host', ...own].every((name) => names.includes(name)))
    throw alibabaApiError('IncompleteSignature')
  const canonical = [
    request.method,
    request.path,
    canonicalQuery(request),
    ...names.map((name) => `${name}:${(headerOf(request, name) ?? '').trim()}`),
    '',
    names.join(';'),
    hash,
  ].join('\n')
  const toSign = `${algorithm}\n${sha256(canonical)}`
  const computed = createHmac('sha256', secretAccessKey).update(toSign).digest('hex')
  const isSigned = sameSignature(fields.get('Signature') ?? '', computed)
  if (!isSigned || hash !== sha256(request.body))
    throw alibabaApiError(
      'SignatureDoesNotMatch',
      `Specified signature is not matched with our calculation. server string to sign is:${toSign}`,
    )
}

function canonicalQuery({ parameters }: WireRequest): string {
  return parameters
    .map(([name, value]) => `${encodeStrictly(name)}=${encodeStrictly(value)}`)
    .toSorted()
    .join('&')
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
