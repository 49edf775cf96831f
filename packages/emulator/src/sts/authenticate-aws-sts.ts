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
import { awsStsError } from './aws-sts-error.ts'

/** Checks a signature of version 4 for the service `sts`, in the header, over the whole body. */
export function authenticateAwsSts(
  request: WireRequest,
  emulation: Emulation,
): { readonly caller: Caller; readonly request: WireRequest } {
  const header = headerOf(request, 'authorization')
  if (header === undefined) throw awsStsError('MissingAuthenticationToken')
  const given = readAuthorization(header)
  const date = headerOf(request, 'x-amz-date') ?? ''
  if (given === undefined || Number.isNaN(readBasicDate(date)))
    throw awsStsError('IncompleteSignature')
  if (given.service !== 'sts')
    throw awsStsError(
      'SignatureDoesNotMatch',
      "Credential should be scoped to correct service: 'sts'.",
    )
  const account = emulation.credentials.find('s3', given.accessKeyId)
  if (account === undefined || headerOf(request, 'x-amz-security-token') !== account.sessionToken)
    throw awsStsError('InvalidClientTokenId')
  if (isExpired(account)) throw awsStsError('ExpiredToken')
  checkTime(given, date, Date.now())

  const { day, region, service, signature } = given
  const canonical = canonicalRequest(request, given.signedHeaders, sha256Hex(request.body))
  const toSign = stringToSign(date, `${day}/${region}/${service}/aws4_request`, canonical)
  const key = deriveKey(`AWS4${account.secretAccessKey}`, day, region, service, 'aws4_request')
  if (!sameSignature(signature, hmacHex(key, toSign))) throw awsStsError('SignatureDoesNotMatch')
  return { caller: { account, region }, request }
}

function checkTime({ day }: Authorization, date: string, now: number): void {
  const time = readBasicDate(date)
  if (date.slice(0, 8) !== day)
    throw awsStsError(
      'SignatureDoesNotMatch',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day}' != '${date.slice(0, 8)}', from '${date}'.`,
    )
  const oldest = now - maxSkewMilliseconds
  if (time < oldest)
    throw awsStsError(
      'SignatureDoesNotMatch',
      `Signature expired: ${date} is now earlier than ${basicDate(oldest)} (${basicDate(now)} - 15 min.)`,
    )
  const newest = now + maxSkewMilliseconds
  if (time > newest)
    throw awsStsError(
      'SignatureDoesNotMatch',
      `Signature not yet current: ${date} is still later than ${basicDate(newest)} (${basicDate(now)} + 15 min.)`,
    )
}

function basicDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replaceAll(/[-:]|\.\d{3}/g, '')
}
