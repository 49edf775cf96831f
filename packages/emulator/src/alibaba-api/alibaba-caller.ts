import { isExpired } from '../credentials.ts'
import type { Credential } from '../credentials.ts'
import type { Emulation } from '../emulation.ts'
import { maxSkewMilliseconds } from '../wire/basic-date.ts'
import { alibabaApiError } from './alibaba-api-error.ts'

/** What a request of Alibaba Cloud's APIs says of who sends it, and when. */
interface CallerClaim {
  readonly accessKeyId: string | undefined
  readonly token: string | undefined
  readonly date: string | undefined
}

/** Whose key it is that a request claims; refused where it is nobody's, without its token, expired, or of another time. */
export function alibabaCaller(
  { credentials }: Emulation,
  { accessKeyId = '', token, date = '' }: CallerClaim,
): Credential {
  const account = credentials.find('oss', accessKeyId)
  if (account === undefined) throw alibabaApiError('InvalidAccessKeyId.NotFound')
  if (token !== account.sessionToken)
    throw alibabaApiError(
      token === undefined ? 'MissingSecurityToken' : 'InvalidSecurityToken.MismatchWithAccessKey',
    )
  if (isExpired(account)) throw alibabaApiError('InvalidSecurityToken.Expired')
  if (!(Math.abs(Date.now() - Date.parse(date)) <= maxSkewMilliseconds))
    throw alibabaApiError('InvalidTimeStamp.Expired')
  return account
}

/** A nonce is good for one request. */
export function spendNonce({ nonces }: Emulation, nonce: string | undefined): void {
  if (nonce === undefined) throw alibabaApiError('IncompleteSignature')
  if (nonces.has(nonce)) throw alibabaApiError('SignatureNonceUsed')
  nonces.add(nonce)
}
