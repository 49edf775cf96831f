import { isExpired } from '../credentials.ts'
import type { Emulation } from '../emulation.ts'
import { canonicalRequest, sha256Hex, stringToSign } from '../s3/canonical-request.ts'
import { readAuthorization } from '../s3/read-authorization.ts'
import type { Authorization } from '../s3/read-authorization.ts'
import { maxSkewMilliseconds, readBasicDate } from '../wire/basic-date.ts'
import type { Caller } from '../wire/dialect.ts'
import { deriveKey, hmacHex, sameSignature } from '../wire/hmac-chain.ts'
import { headerOf } from '../wire/wire-request.ts'
import type { WireRequest } from '../wire/wire-request.ts'

/** What can be wrong with a signature, by STS's codes. */
export type SignatureProblem =
  | 'ExpiredToken'
  | 'IncompleteSignature'
  | 'InvalidClientTokenId'
  | 'MissingAuthenticationToken'
  | 'SignatureDoesNotMatch'

/** The service that is called, and how it says what is wrong with a signature. */
export interface CalledService {
  /** Its name in signatures. */
  readonly name: string
  readonly refuse: (problem: SignatureProblem, message?: string) => Error
}

/** Checks a signature of version 4 for a service that is called at `/`, in the header, over the whole body. */
export function authenticateAwsCall(
  request: WireRequest,
  emulation: Emulation,
  { name, refuse }: CalledService,
): { readonly caller: Caller; readonly request: WireRequest } {
  const header = headerOf(request, 'authorization')
  if (header === undefined) throw refuse('MissingAuthenticationToken')
  const given = readAuthorization(header)
  const date = headerOf(request, 'x-amz-date') ?? ''
  if (given === undefined || Number.isNaN(readBasicDate(date))) throw refuse('IncompleteSignature')
  if (given.service !== name)
    throw refuse(
      'SignatureDoesNotMatch',
      `Credential should be scoped to correct service: '${name}'.`,
    )
  const account = emulation.credentials.find('s3', given.accessKeyId)
  if (account === undefined || headerOf(request, 'x-amz-security-token') !== account.sessionToken)
    throw refuse('InvalidClientTokenId')
  if (isExpired(account)) throw refuse('ExpiredToken')
  checkTime(given, date, Date.now(), refuse)

  const { day, region, service, signature } = given
  const canonical = canonicalRequest(request, given.signedHeaders, sha256Hex(request.body))
  const toSign = stringToSign(date, `${day}/${region}/${service}/aws4_request`, canonical)
  const key = deriveKey(`AWS4${account.secretAccessKey}`, day, region, service, 'aws4_request')
  if (!sameSignature(signature, hmacHex(key, toSign))) throw refuse('SignatureDoesNotMatch')
  return { caller: { account, region }, request }
}

function checkTime(
  { day }: Authorization,
  date: string,
  now: number,
  refuse: CalledService['refuse'],
): void {
  const time = readBasicDate(date)
  if (date.slice(0, 8) !== day)
    throw refuse(
      'SignatureDoesNotMatch',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${date.slice(0, 8)}', from '${date}'.`,
    )
  const oldest = now - maxSkewMilliseconds
  if (time < oldest)
    throw refuse(
      'SignatureDoesNotMatch',
      `Signature expired: ${date} is now earlier than ${basicDate(oldest)} (${basicDate(now)} - 15 min.)`,
    )
  const newest = now + maxSkewMilliseconds
  if (time > newest)
    throw refuse(
      'SignatureDoesNotMatch',
      `Signature not yet current: ${date} is still later than ${basicDate(newest)} (${basicDate(now)} + 15 min.)`,
    )
}

function basicDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
}
