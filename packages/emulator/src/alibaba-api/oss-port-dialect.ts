import type { IncomingMessage } from 'node:http'

import { ossDialect } from '../oss/oss-dialect.ts'
import type { Dialect } from '../wire/dialect.ts'
import { alibabaApiDialect } from './alibaba-api-dialect.ts'
import { hasAcs3Signature } from './authenticate-acs3.ts'

/**
 * Which service a request at the port of OSS is for. STS and RAM share it: they are signed by a header of their own, or by a
 * parameter where requests to OSS have a header or parameters of other names.
 */
export function ossPortDialect({ headers, url = '/' }: IncomingMessage): Dialect {
  const { authorization, 'content-type': type = '' } = headers
  if (hasAcs3Signature(authorization)) return alibabaApiDialect
  if (authorization !== undefined || !/^\/(?:\?|$)/.test(url)) return ossDialect
  const isForm = type.startsWith('application/x-www-form-urlencoded')
  return isForm || /[?&]SignatureNonce=/.test(url) ? alibabaApiDialect : ossDialect
}
