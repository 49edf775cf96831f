import type { InventoryError } from '@bucket-inventory/core'

import { rpcError } from './rpc-error.ts'
import type { RpcCodes } from './rpc-error.ts'

/** https://www.alibabacloud.com/help/doc-detail/42775.htm */
const codes: RpcCodes = [['EntityNotExist', 'permission-denied']]

/** What STS said no with. */
export function stsError(about: string, status: number, answer: unknown): InventoryError {
  const [code, message, requestId] = ['Code', 'Message', 'RequestId'].map((key) =>
    textAt(answer, key),
  )
  return rpcError(
    about,
    { service: 'STS', status, code, message, requestId, mayQuote: false },
    codes,
    'permission-denied',
  )
}

function textAt(answer: unknown, key: string): string | undefined {
  const found: unknown =
    typeof answer === 'object' && answer !== null ? Reflect.get(answer, key) : undefined
  return typeof found === 'string' && found !== '' ? found : undefined
}
