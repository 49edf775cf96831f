import { createHmac } from 'node:crypto'

import type { Credential } from '../credentials.ts'
import { isExpired } from '../credentials.ts'
import type { Emulation } from '../emulation.ts'
import { maxSkewMilliseconds } from '../wire/basic-date.ts'
import { callParameters } from '../wire/call-parameters.ts'
import type { Caller } from '../wire/dialect.ts'
import { sameSignature } from '../wire/hmac-chain.ts'
import { encodeStrictly } from '../wire/wire-request.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { alibabaStsError } from './alibaba-sts-error.ts'

/**
 * Checks a signature of the RPC style: HMAC-SHA1 over all parameters of query and form, a time, and a nonce that
 * was not used before.
 * https://www.alibabacloud.com/help/en/sdk/product-overview/rpc-mechanism
 */
export function authenticateAlibabaSts(
  request: WireRequest,
  emulation: Emulation,
): { readonly caller: Caller; readonly request: WireRequest } {
  const parameters = callParameters(request)
  const account = emulation.credentials.find('oss', parameters.get('AccessKeyId') ?? '')
  if (account === undefined) throw alibabaStsError('InvalidAccessKeyId.NotFound')
  checkToken(account, parameters.get('SecurityToken'))
  checkTime(parameters.get('Timestamp'))
  checkSignature(request.method, parameters, account)
  checkNonce(parameters.get('SignatureNonce'), emulation)
  return { caller: { account }, request }
}

function checkToken(account: Credential, token: string | undefined): void {
  if (token !== account.sessionToken)
    throw alibabaStsError(
      token === undefined ? 'MissingSecurityToken' : 'InvalidSecurityToken.MismatchWithAccessKey',
    )
  if (isExpired(account)) throw alibabaStsError('InvalidSecurityToken.Expired')
}

function checkTime(timestamp: string | undefined): void {
  const time = Date.parse(timestamp ?? '')
  if (!(Math.abs(Date.now() - time) <= maxSkewMilliseconds))
    throw alibabaStsError('InvalidTimeStamp.Expired')
}

function checkSignature(
  method: string,
  parameters: ReadonlyMap<string, string>,
  { secretAccessKey }: Credential,
): void {
  const known =
    parameters.get('SignatureMethod') === 'HMAC-SHA1' &&
    parameters.get('SignatureVersion') === '1.0'
  if (!known) throw alibabaStsError('IncompleteSignature')
  const query = [...parameters.keys()]
    .filter((name) => name !== 'Signature')
    .toSorted()
    .map((name) => `${encodeStrictly(name)}=${encodeStrictly(parameters.get(name) ?? '')}`)
    .join('&')
  const toSign = `${method}&%2F&${encodeStrictly(query)}`
  const computed = createHmac('sha1', `${secretAccessKey}&`).update(toSign).digest('base64')
  if (!sameSignature(parameters.get('Signature') ?? '', computed))
    throw alibabaStsError(
      'SignatureDoesNotMatch',
      `Specified signature is not matched with our calculation. server string to sign is:${toSign}`,
    )
}

function checkNonce(nonce: string | undefined, { nonces }: Emulation): void {
  if (nonce === undefined) throw alibabaStsError('IncompleteSignature')
  if (nonces.has(nonce)) throw alibabaStsError('SignatureNonceUsed')
  nonces.add(nonce)
}
