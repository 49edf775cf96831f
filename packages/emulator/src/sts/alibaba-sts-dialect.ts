import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

import { ossDialect } from '../oss/oss-dialect.ts'
import type { Address, Dialect, Operation } from '../wire/dialect.ts'
import { hostOf } from '../wire/host.ts'
import type { Reply } from '../wire/reply.ts'
import type { ServiceError } from '../wire/service-error.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { alibabaStsError } from './alibaba-sts-error.ts'
import { assumeAlibabaRole } from './assume-alibaba-role.ts'
import { authenticateAlibabaSts } from './authenticate-alibaba-sts.ts'

const assumeRole = {
  name: 'AssumeRole',
  on: 'service',
  action: 'AssumeRole',
  run: assumeAlibabaRole,
} as const satisfies Omit<Operation, 'method'>

/**
 * Alibaba Cloud's STS as it speaks on the wire, in JSON only. It has no buckets: what OSS says of them is never asked
 * for.
 */
export const alibabaStsDialect: Dialect = {
  ...ossDialect,
  operations: [
    { ...assumeRole, method: 'POST' },
    { ...assumeRole, method: 'GET' },
  ],
  subresources: new Set(),
  addresses: (request) => [{ host: hostOf(request) }],
  authenticate: (request, _address, emulation) => authenticateAlibabaSts(request, emulation),
  error: (code) => {
    if (code === 'InternalError' || code === 'EntityTooLarge') return alibabaStsError(code)
    return alibabaStsError('InvalidAction.NotFound')
  },
  renderError,
  newRequestId: () => randomUUID().toUpperCase(),
  headers: (id) => ({ 'x-acs-request-id': id }),
}

/**
 * Whether a request is one to STS: it shares the port of OSS, and is signed by a parameter where requests to OSS have
 * a header or parameters of other names.
 */
export function isAlibabaSts({ headers, url = '/' }: IncomingMessage): boolean {
  if (headers.authorization !== undefined || !/^\/(?:\?|$)/.test(url)) return false
  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
  return form || /[?&]SignatureNonce=/.test(url)
}

function renderError(
  error: ServiceError,
  _request: WireRequest,
  { host }: Address,
  id: string,
): Reply {
  return {
    status: error.status,
    headers: { 'content-type': 'application/json;charset=utf-8' },
    body: JSON.stringify({
      RequestId: id,
      HostId: host,
      Code: error.code,
      Message: error.message,
      Recommend: `https://api.aliyun.com/troubleshoot?q=${error.code}&product=Sts`,
    }),
  }
}
