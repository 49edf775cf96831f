import { InventoryError } from '@bucket-inventory/core'
import type { InventoryErrorCode } from '@bucket-inventory/core'

/** By what the code of STS begins with: https://www.alibabacloud.com/help/doc-detail/42775.htm */
const codes: readonly (readonly [start: string, code: InventoryErrorCode])[] = [
  ['NoPermission', 'permission-denied'],
  ['EntityNotExist', 'permission-denied'],
  ['Forbidden', 'permission-denied'],
  ['InvalidAccessKeyId', 'unauthenticated'],
  ['InvalidSecurityToken', 'unauthenticated'],
  ['MissingSecurityToken', 'unauthenticated'],
  ['SignatureDoesNotMatch', 'unauthenticated'],
  ['SignatureNonceUsed', 'unauthenticated'],
  ['IncompleteSignature', 'unauthenticated'],
  ['InvalidTimeStamp', 'unauthenticated'],
  ['InvalidParameter', 'invalid-input'],
  ['Throttling', 'throttled'],
]

/** What STS said no with. Its text on a signature quotes what was signed, a token included, and is not passed on. */
export function stsError(about: string, status: number, answer: unknown): InventoryError {
  const named = textAt(answer, 'Code')
  const requestId = textAt(answer, 'RequestId')
  const message =
    named === undefined
      ? `the server answered with status ${status}, and not as STS does`
      : `${reasonOf(named, textAt(answer, 'Message') ?? '')} (${named})`
  return new InventoryError(codeOf(named, status), `${about}: ${message}`, {
    service: {
      status,
      ...(named === undefined ? {} : { code: named }),
      ...(requestId === undefined ? {} : { requestId }),
    },
  })
}

function codeOf(named: string | undefined, status: number): InventoryErrorCode {
  const known = codes.find(([start]) => named?.startsWith(start) === true)
  if (known !== undefined) return known[1]
  if (status === 429) return 'throttled'
  if (status >= 500) return 'unavailable'
  if (named === undefined) return 'protocol'
  return status === 401 ? 'unauthenticated' : 'permission-denied'
}

function reasonOf(named: string, message: string): string {
  if (/Signature/.test(named)) return 'the signature is refused; is the secret the right one?'
  return (message.split('\n')[0] ?? '').slice(0, 300)
}

function textAt(value: unknown, key: string): string | undefined {
  const found: unknown =
    typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
  return typeof found === 'string' && found !== '' ? found : undefined
}
