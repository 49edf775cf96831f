import { InventoryError } from '@bucket-inventory/core'
import type { InventoryErrorCode } from '@bucket-inventory/core'

/** What a service of Alibaba Cloud, other than OSS, answered in the place of what was asked for. */
export interface RpcRefusal {
  readonly service: 'RAM' | 'STS'
  readonly status: number
  /** Absent where the answer is not one of the service. */
  readonly code: string | undefined
  readonly message: string | undefined
  readonly requestId: string | undefined
  /** Whether credentials are still in the message, where it quotes them. */
  readonly mayQuote: boolean
  /** What was thrown. */
  readonly cause?: unknown
}

/** What the code of a service begins with, and what that is here. */
export type RpcCodes = readonly (readonly [start: string, code: InventoryErrorCode])[]

/** Codes of all of them. */
const shared: RpcCodes = [
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
  ['Throttling', 'throttled'],
]

/** The error by the code of the service, `own` ones first; `otherwise` where that says nothing. Nothing that was signed is passed on. */
export function rpcError(
  about: string,
  refusal: RpcRefusal,
  own: RpcCodes,
  otherwise: InventoryErrorCode,
): InventoryError {
  const { service, status, code: named, message = '', requestId } = refusal
  const code = codeOf(refusal, own, otherwise)
  const isHidden = refusal.mayQuote && code === 'unauthenticated'
  const reason =
    named === undefined
      ? `the server answered with status ${status}, and not as ${service} does`
      : `${reasonOf(isHidden, named, message)} (${named})`
  return new InventoryError(code, `${about}: ${reason}`, {
    ...('cause' in refusal ? { cause: refusal.cause } : {}),
    service: {
      status,
      ...(named === undefined ? {} : { code: named }),
      ...(requestId === undefined ? {} : { requestId }),
    },
  })
}

function codeOf(
  { code: named, status }: RpcRefusal,
  own: RpcCodes,
  otherwise: InventoryErrorCode,
): InventoryErrorCode {
  const known = [...own, ...shared].find(([start]) => named?.startsWith(start) === true)
  if (known !== undefined) return known[1]
  if (status === 429) return 'throttled'
  if (status >= 500) return 'unavailable'
  if (named === undefined) return 'protocol'
  if (status === 401) return 'unauthenticated'
  return status === 403 ? 'permission-denied' : otherwise
}

function reasonOf(isHidden: boolean, named: string, message: string): string {
  // It quotes what was signed.
  if (named.includes('Signature')) return 'the signature is refused; is the secret the right one?'
  if (isHidden) return 'the credentials are refused'
  return (message.split('\n')[0] ?? '').slice(0, 300)
}
