import { callParameters } from '../wire/call-parameters.ts'
import type { Exchange, Operation } from '../wire/dialect.ts'
import type { Reply } from '../wire/reply.ts'
import { headerOf } from '../wire/wire-request.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { alibabaApiError } from './alibaba-api-error.ts'

/** The rows of an operation of one version of an API, which may be called by POST and by GET. It gives the elements of the answer. */
export function apiOperation(
  name: string,
  version: string,
  perform: (exchange: Exchange) => object,
): readonly Operation[] {
  const run = (exchange: Exchange): Reply => {
    const { request, requestId } = exchange
    if (apiVersionOf(request) !== version) throw alibabaApiError('InvalidVersion')
    return {
      status: 200,
      headers: { 'content-type': 'application/json;charset=utf-8' },
      body: JSON.stringify({ RequestId: requestId, ...perform(exchange) }),
    }
  }
  const row = { name, on: 'service', action: name, run } as const
  return [
    { ...row, method: 'POST' },
    { ...row, method: 'GET' },
  ]
}

/** The version of the API that a call is for. */
export function apiVersionOf(request: WireRequest): string | undefined {
  return headerOf(request, 'x-acs-version') ?? callParameters(request).get('Version')
}
