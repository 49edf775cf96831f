import type { IncomingMessage } from 'node:http'

import { isKms, kmsDialect } from '../kms/kms-dialect.ts'
import { awsStsDialect, isAwsSts } from '../sts/aws-sts-dialect.ts'
import type { Dialect } from '../wire/dialect.ts'
import { s3Dialect } from './s3-dialect.ts'

/** Which of the services of AWS that share a port a request is to. */
export function s3PortDialect(request: IncomingMessage): Dialect {
  if (isAwsSts(request)) return awsStsDialect
  return isKms(request) ? kmsDialect : s3Dialect
}
