import { createHash, createHmac } from 'node:crypto'

import { isExpired } from '../credentials.ts'
import type { Credential } from '../credentials.ts'
import type { Emulation } from '../emulation.ts'
import { maxSkewMilliseconds, readBasicDate } from '../wire/basic-date.ts'
import type { Address, Caller } from '../wire/dialect.ts'
import { deriveKey, hmacHex, sameSignature } from '../wire/hmac-chain.ts'
import { headerOf } from '../wire/wire-request.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { ossError } from './oss-error.ts'
import { v1StringToSign, v4CanonicalRequest, v4StringToSign } from './oss-string-to-sign.ts'
import { readOssSignature } from './read-oss-signature.ts'
import type { OssSignature, V1Signature, V4Signature } from './read-oss-signature.ts'

/** Checks a signature of version 1 or 4, in the header or in the query, and the payload where it is signed. */
export function authenticateOss(
  request: WireRequest,
  address: Address,
  emulation: Emulation,
): { readonly caller: Caller; readonly request: WireRequest } {
  const given = readOssSignature(request)
  const account = emulation.credentials.find('oss', given.accessKeyId)
  if (account === undefined) throw unknownKey(given)
  checkToken(account, given)
  if (given.version === 'v1') {
    checkV1Time(given, Date.now())
    checkV1(request, address, account, given)
    return { caller: { account }, request }
  }
  checkV4Time(given, Date.now())
  checkV4(request, address, account, given)
  checkPayload(request)
  return { caller: { account, region: given.region }, request }
}

function unknownKey({ accessKeyId }: OssSignature): Error {
  return ossError('InvalidAccessKeyId', { details: { OSSAccessKeyId: accessKeyId } })
}

function checkToken(account: Credential, given: OssSignature): void {
  if (given.token === account.sessionToken) {
    if (isExpired(account)) throw ossError('SecurityTokenExpired')
    return
  }
  // The keys of temporary credentials are unknown without their token.
  throw given.token === undefined ? unknownKey(given) : ossError('InvalidSecurityToken')
}

function checkV1Time({ date, presigned }: V1Signature, now: number): void {
  if (presigned) {
    if (!(Number(date) * 1000 >= now))
      throw ossError('AccessDenied', {
        message: 'Request has expired.',
        ec: '0002-00000069',
        details: { Expires: date, ServerTime: new Date(now).toISOString() },
      })
    return
  }
  const time = Date.parse(date)
  if (Number.isNaN(time))
    throw ossError('AccessDenied', {
      message: 'OSS authentication requires a valid Date.',
      ec: '0002-00000023',
    })
  if (Math.abs(now - time) > maxSkewMilliseconds) throw skewed(new Date(time), now)
}

function checkV4Time({ date, expires }: V4Signature, now: number): void {
  const time = readBasicDate(date)
  if (Number.isNaN(time))
    throw ossError('AccessDenied', { message: 'OSS authentication requires a valid Date.' })
  if (expires === undefined) {
    if (Math.abs(now - time) > maxSkewMilliseconds) throw skewed(new Date(time), now)
  } else if (!(now <= time + expires * 1000))
    throw ossError('AccessDenied', { message: 'Request has expired.' })
}

function skewed(time: Date, now: number): Error {
  return ossError('RequestTimeTooSkewed', {
    details: {
      MaxAllowedSkewMilliseconds: String(maxSkewMilliseconds),
      RequestTime: time.toISOString(),
      ServerTime: new Date(now).toISOString(),
    },
  })
}

function checkV1(
  request: WireRequest,
  address: Address,
  account: Credential,
  given: V1Signature,
): void {
  const toSign = v1StringToSign(request, address, given)
  const computed = createHmac('sha1', account.secretAccessKey).update(toSign).digest('base64')
  if (!sameSignature(given.signature, computed)) throw mismatch(given, { StringToSign: toSign })
}

function checkV4(
  request: WireRequest,
  address: Address,
  account: Credential,
  given: V4Signature,
): void {
  const canonical = v4CanonicalRequest(request, address, given)
  const toSign = v4StringToSign(canonical, given)
  const { day, region } = given
  const secret = `aliyun_v4${account.secretAccessKey}`
  const key = deriveKey(secret, day, region, 'oss', 'aliyun_v4_request')
  if (!sameSignature(given.signature, hmacHex(key, toSign)))
    throw mismatch(given, { StringToSign: toSign, CanonicalRequest: canonical })
}

function mismatch(given: OssSignature, details: Readonly<Record<string, string>>): Error {
  return ossError('SignatureDoesNotMatch', {
    details: {
      OSSAccessKeyId: given.accessKeyId,
      SignatureProvided: given.signature,
      ...details,
    },
  })
}

function checkPayload(request: WireRequest): void {
  const hash = headerOf(request, 'x-oss-content-sha256') ?? 'UNSIGNED-PAYLOAD'
  if (hash === 'UNSIGNED-PAYLOAD') return
  if (createHash('sha256').update(request.body).digest('hex') !== hash.toLowerCase())
    throw ossError('InvalidArgument', {
      message: 'The x-oss-content-sha256 header does not match what was computed.',
    })
}
