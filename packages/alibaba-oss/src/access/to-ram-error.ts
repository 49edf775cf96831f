import { InventoryError, isInventoryError } from '@bucket-inventory/core'
import type { InventoryErrorCode } from '@bucket-inventory/core'

/** By what the code of RAM begins with. */
const codes: readonly (readonly [start: string, code: InventoryErrorCode])[] = [
  ['EntityNotExist', 'not-found'],
  ['EntityAlreadyExist', 'already-exists'],
  ['LimitExceeded', 'limit-exceeded'],
  ['NoPermission', 'permission-denied'],
  ['Forbidden', 'permission-denied'],
  ['InvalidAccessKeyId', 'unauthenticated'],
  ['InvalidSecurityToken', 'unauthenticated'],
  ['MissingSecurityToken', 'unauthenticated'],
  ['SignatureDoesNotMatch', 'unauthenticated'],
  ['SignatureNonceUsed', 'unauthenticated'],
  ['IncompleteSignature', 'unauthenticated'],
  ['InvalidTimeStamp', 'unauthenticated'],
  ['InvalidParameter', 'invalid-input'],
  ['MalformedPolicyDocument', 'invalid-input'],
  ['Throttling', 'throttled'],
  ['ConcurrentModification', 'conflict'],
]

/** What the client of RAM threw, by the code of the service; nothing that was signed is passed on. */
export function toRamError(about: string, error: unknown): InventoryError {
  if (isInventoryError(error)) return error
  const status = valueAt(error, 'statusCode')
  if (typeof status !== 'number') {
    // What its client says of a page that is no JSON.
    if (textAt(error, 'name') === 'SyntaxError') {
      return new InventoryError('protocol', `${about}: the answer is none of RAM`, { cause: error })
    }
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    // The address that its clients write behind the reason holds what was asked for.
    const [words = ''] = reason.split(/(?:GET|POST) https?:/)
    return new InventoryError(
      'unavailable',
      `${about}: no answer of RAM (${words.slice(0, 200)})`,
      {
        cause: error,
      },
    )
  }
  const named = textAt(error, 'code')
  const code = codeOf(named, status)
  const requestId = textAt(error, 'requestId')
  const message =
    named === undefined
      ? `the server answered with status ${status}, and not as RAM does`
      : `${reasonOf(code, named, textAt(valueAt(error, 'data'), 'Message') ?? '')} (${named})`
  return new InventoryError(code, `${about}: ${message}`, {
    cause: error,
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
  if (status === 401) return 'unauthenticated'
  return status === 403 ? 'permission-denied' : 'unknown'
}

/** What is said of credentials may quote what was signed. */
function reasonOf(code: InventoryErrorCode, named: string, message: string): string {
  if (named.includes('Signature')) return 'the signature is refused; is the secret the right one?'
  if (code === 'unauthenticated') return 'the credentials are refused'
  return (message.split('\n')[0] ?? '').slice(0, 300)
}

function textAt(value: unknown, key: string): string | undefined {
  const found = valueAt(value, key)
  // The client writes what is missing as this word.
  return typeof found === 'string' && found !== '' && found !== 'undefined' ? found : undefined
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
