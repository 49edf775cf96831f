import { createHmac } from 'node:crypto'

import type { Credential } from '../credentials.ts'
import type { Emulation } from '../emulation.ts'
import { callParameters } from '../wire/call-parameters.ts'
import type { Caller } from '../wire/dialect.ts'
import { sameSignature } from '../wire/hmac-chain.ts'
import { encodeStrictly } from '../wire/wire-request.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { alibabaApiError } from './alibaba-api-error.ts'
import { alibabaCaller, spendNonce } from './alibaba-caller.ts'

/**
 * Checks a signature of the RPC style: HMAC-SHA1 over all parameters of query and form, a time, and a nonce that
 * was not used before.
 * https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism
 */
export function authenticateRpc(
  request: WireRequest,
  emulation: Emulation,
): { readonly caller: Caller; readonly request: WireRequest } {
  const parameters = callParameters(request)
  const account = alibabaCaller(emulation, {
    accessKeyId: parameters.get('AccessKeyId'),
    token: parameters.get('SecurityToken'),
    date: parameters.get('Timestamp'),
  })
  checkSignature(request.method, parameters, account)
  spendNonce(emulation, parameters.get('SignatureNonce'))
  return { caller: { account }, request }
}

function checkSignature(
  method: string,
  parameters: ReadonlyMap<string, string>,
  { secretAccessKey }: Credential,
): void {
  const known =
    parameters.get('SignatureMethod') === 'HMAC-SHA1' &&
    parameters.get('SignatureVersion') === '1.0'
  if (!known) throw alibabaApiError('IncompleteSignature')
  const query = [...parameters.keys()]
    .filter((name) => name !== 'Signature')
    .toSorted()
    .map((name) => `${encodeStrictly(name)}=${encodeStrictly(parameters.get(name) ?? '')}`)
    .join('&')
  const toSign = `${method}&%2F&${encodeStrictly(query)}`
  const computed = createHmac('sha1', `${secretAccessKey}&`).update(toSign).digest('base64')
  if (!sameSignature(parameters.get('Signature') ?? '', computed))
    throw alibabaApiError(
      'SignatureDoesNotMatch',
      `Specified signature is not matched with our calculation. server string to sign is:${toSign}`,
    )
}
