import { InventoryError, isInventoryError } from '@bucket-inventory/core'

import { rpcError } from '../rpc-error.ts'
import type { RpcCodes } from '../rpc-error.ts'

const codes: RpcCodes = [
  ['EntityNotExist', 'not-found'],
  ['EntityAlreadyExist', 'already-exists'],
  ['LimitExceeded', 'limit-exceeded'],
  ['MalformedPolicyDocument', 'invalid-input'],
  ['ConcurrentModification', 'conflict'],
]

/** What the client of RAM threw. */
export function toRamError(about: string, error: unknown): InventoryError {
  if (isInventoryError(error)) return error
  const status = valueAt(error, 'statusCode')
  if (typeof status !== 'number') return withoutAnswer(about, error)
  return rpcError(
    about,
    {
      service: 'RAM',
      status,
      code: textAt(error, 'code'),
      message: textAt(valueAt(error, 'data'), 'Message'),
      requestId: textAt(error, 'requestId'),
      mayQuote: true,
      cause: error,
    },
    codes,
    'unknown',
  )
}

function withoutAnswer(about: string, error: unknown): InventoryError {
  // What its client says of a page that is no JSON.
  if (textAt(error, 'name') === 'SyntaxError') {
    return new InventoryError('protocol', `${about}: the answer is none of RAM`, { cause: error })
  }
  const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
  // The address that its clients write behind the reason holds what was asked for.
  const [words = ''] = reason.split(/(?:GET|POST) https?:/)
  const message = `${about}: no answer of RAM (${words.slice(0, 200)})`
  return new InventoryError('unavailable', message, { cause: error })
}

function textAt(value: unknown, key: string): string | undefined {
  const found = valueAt(value, key)
  // The client writes what is missing as this word.
  return typeof found === 'string' && found !== '' && found !== 'undefined' ? found : undefined
}

function valueAt(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
