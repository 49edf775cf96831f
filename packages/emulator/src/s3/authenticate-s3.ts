import { isExpired } from '../credentials.ts'
import type { Credential } from '../credentials.ts'
import type { Emulation } from '../emulation.ts'
import type { Caller } from '../wire/dialect.ts'
import { deriveKey, hmacHex, sameSignature } from '../wire/hmac-chain.ts'
import { headerOf } from '../wire/wire-request.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { canonicalRequest, stringToSign } from './canonical-request.ts'
import { checkFreshness } from './check-freshness.ts'
import { sessionTokenOf } from './create-session.ts'
import { openPayload } from './open-payload.ts'
import { readSignature } from './read-signature.ts'
import { s3Error } from './s3-error.ts'

/** Checks a signature of version 4, in the header or in the query, and the payload that it stands for. */
export function authenticateS3(
  request: WireRequest,
  emulation: Emulation,
): { readonly caller: Caller; readonly request: WireRequest } {
  const given = readSignature(request)
  const account = emulation.credentials.find('s3', given.accessKeyId)
  if (account === undefined)
    throw s3Error('InvalidAccessKeyId', { details: { AWSAccessKeyId: given.accessKeyId } })
  checkToken(request, account, given.token)
  checkFreshness(given, Date.now())

  const payloadHash = payloadHashOf(request, given.presigned)
  const scope = `${given.day}/${given.region}/${given.service}/aws4_request`
  const canonical = canonicalRequest(request, given.signedHeaders, payloadHash)
  const toSign = stringToSign(given.date, scope, canonical)
  const key = deriveKey(
    `AWS4${account.secretAccessKey}`,
    given.day,
    given.region,
    given.service,
    'aws4_request',
  )
  if (!sameSignature(given.signature, hmacHex(key, toSign)))
    throw s3Error('SignatureDoesNotMatch', {
      details: {
        AWSAccessKeyId: given.accessKeyId,
        StringToSign: toSign,
        SignatureProvided: given.signature,
        StringToSignBytes: spacedHex(toSign),
        CanonicalRequest: canonical,
        CanonicalRequestBytes: spacedHex(canonical),
      },
    })
  const chain = { key, date: given.date, scope, seed: given.signature }
  return {
    caller: { account, region: given.region },
    request: openPayload(request, payloadHash, chain),
  }
}

function checkToken(request: WireRequest, account: Credential, token: string | undefined): void {
  const session = headerOf(request, 'x-amz-s3session-token')
  const matches =
    session === undefined ? token === account.sessionToken : session === sessionTokenOf(account)
  if (matches) {
    if (isExpired(account))
      throw s3Error('ExpiredToken', { details: { 'Token-0': session ?? token ?? '' } })
    return
  }
  // The keys of temporary credentials are unknown without their token.
  if (token === undefined && session === undefined)
    throw s3Error('InvalidAccessKeyId', { details: { AWSAccessKeyId: account.accessKeyId } })
  throw s3Error('InvalidToken', { details: { 'Token-0': session ?? token ?? '' } })
}

function payloadHashOf(request: WireRequest, presigned: boolean): string {
  const hash = headerOf(request, 'x-amz-content-sha256')
  if (hash !== undefined) return hash
  if (presigned) return 'UNSIGNED-PAYLOAD'
  throw s3Error('InvalidRequest', {
    message: 'Missing required header for this request: x-amz-content-sha256',
  })
}

function spacedHex(text: string): string {
  return Buffer.from(text)
    .toString('hex')
    .replaceAll(/(..)(?=.)/g, '$1 ')
}
