import { maxSkewMilliseconds, readBasicDate } from '../wire/basic-date.ts'
import type { GivenSignature } from './read-signature.ts'
import { s3Error } from './s3-error.ts'

/** Refuses a signature that was made at another time than now, or a presigned one that has run out. */
export function checkFreshness(given: GivenSignature, now: number): void {
  const time = readBasicDate(given.date)
  if (Number.isNaN(time) || given.date.slice(0, 8) !== given.day)
    throw s3Error(
      given.presigned ? 'AuthorizationQueryParametersError' : 'AuthorizationHeaderMalformed',
    )
  const serverTime = new Date(now).toISOString().replace(/\.\d{3}/, '')
  if (given.expires !== undefined) {
    const end = time + given.expires * 1000
    if (now > end)
      throw s3Error('AccessDenied', {
        message: 'Request has expired',
        details: {
          'X-Amz-Expires': String(given.expires),
          Expires: new Date(end).toISOString().replace(/\.\d{3}/, ''),
          ServerTime: serverTime,
        },
      })
    if (time - now > maxSkewMilliseconds)
      throw s3Error('AccessDenied', { message: 'Request is not valid yet' })
    return
  }
  if (Math.abs(now - time) > maxSkewMilliseconds)
    throw s3Error('RequestTimeTooSkewed', {
      details: {
        RequestTime: given.date,
        ServerTime: serverTime,
        MaxAllowedSkewMilliseconds: String(maxSkewMilliseconds),
      },
    })
}
