import { randomUUID } from 'node:crypto'

import { ossDialect } from '../oss/oss-dialect.ts'
import type { Dialect, Operation } from '../wire/dialect.ts'
import { hostOf } from '../wire/host.ts'
import { headerOf } from '../wire/wire-request.ts'
import { alibabaApiError } from './alibaba-api-error.ts'
import { authenticateAcs3, hasAcs3Signature } from './authenticate-acs3.ts'
import { authenticateRpc } from './authenticate-rpc.ts'

/**
 * An API of Alibaba Cloud as it speaks on the wire, in JSON only, signed in either way. It has no buckets: what OSS says of
 * them is never asked for.
 */
export function alibabaApiDialect(
  product: 'Ram' | 'Sts',
  operations: readonly Operation[],
): Dialect {
  return {
    ...ossDialect,
    operations,
    subresources: new Set(),
    addresses: (request) => [{ host: hostOf(request) }],
    authenticate: (request, _address, emulation) =>
      hasAcs3Signature(headerOf(request, 'authorization'))
        ? authenticateAcs3(request, emulation)
        : authenticateRpc(request, emulation),
    error: (code) => {
      if (code === 'InternalError' || code === 'EntityTooLarge') return alibabaApiError(code)
      return alibabaApiError('InvalidAction.NotFound')
    },
    throttled: () => alibabaApiError('Throttling.User'),
    renderError: (error, _request, { host }, id) => ({
      status: error.status,
      headers: { 'content-type': 'application/json;charset=utf-8' },
      body: JSON.stringify({
        RequestId: id,
        HostId: host,
        Code: error.code,
        Message: error.message,
        Recommend: `https://api.aliyun.com/troubleshoot?q=${error.code}&product=${product}`,
      }),
    }),
    newRequestId: () => randomUUID().toUpperCase(),
    headers: (id) => ({ 'x-acs-request-id': id }),
  }
}
