import { randomUUID } from 'node:crypto'

import { ossDialect } from '../oss/oss-dialect.ts'
import { ramVersion } from '../ram/ram-operation.ts'
import { ramOperations } from '../ram/ram-operations.ts'
import { alibabaStsOperations } from '../sts/alibaba-sts-operations.ts'
import type { Dialect } from '../wire/dialect.ts'
import { hostOf } from '../wire/host.ts'
import { headerOf } from '../wire/wire-request.ts'
import { alibabaApiError } from './alibaba-api-error.ts'
import { apiVersionOf } from './api-operation.ts'
import { authenticateAcs3, hasAcs3Signature } from './authenticate-acs3.ts'
import { authenticateRpc } from './authenticate-rpc.ts'

/**
 * STS and RAM of Alibaba Cloud as they speak on the wire, in JSON only, signed in either way. They have no buckets: what OSS
 * says of them is never asked for.
 */
export const alibabaApiDialect: Dialect = {
  ...ossDialect,
  operations: [...alibabaStsOperations, ...ramOperations],
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
  renderError: (error, request, { host }, id) => {
    const product = apiVersionOf(request) === ramVersion ? 'Ram' : 'Sts'
    return {
      status: error.status,
      headers: { 'content-type': 'application/json;charset=utf-8' },
      body: JSON.stringify({
        RequestId: id,
        HostId: host,
        Code: error.code,
        Message: error.message,
        Recommend: `https://api.aliyun.com/troubleshoot?q=${error.code}&product=${product}`,
      }),
    }
  },
  newRequestId: () => randomUUID().toUpperCase(),
  headers: (id) => ({ 'x-acs-request-id': id }),
}
