import type { IncomingMessage } from 'node:http'

import { ossDialect } from '../oss/oss-dialect.ts'
import { ramDialect } from '../ram/ram-dialect.ts'
import { ramVersion } from '../ram/ram-operation.ts'
import { alibabaStsDialect } from '../sts/alibaba-sts-dialect.ts'
import type { Dialect } from '../wire/dialect.ts'
import { hasAcs3Signature } from './authenticate-acs3.ts'

/**
 * Which service a request at the port of OSS is for. STS and RAM share it: they are signed by a header of their own, or by a
 * parameter where requests to OSS have a header or parameters of other names; the version tells them apart.
 */
export function ossPortDialect({ headers, url = '/' }: IncomingMessage): Dialect {
  if (hasAcs3Signature(headers.authorization))
    return headers['x-acs-version'] === ramVersion ? ramDialect : alibabaStsDialect
  if (headers.authorization !== undefined || !/^\/(?:\?|$)/.test(url)) return ossDialect
  const form = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
  if (!form && !/[?&]SignatureNonce=/.test(url)) return ossDialect
  return url.includes(`Version=${ramVersion}`) ? ramDialect : alibabaStsDialect
}
