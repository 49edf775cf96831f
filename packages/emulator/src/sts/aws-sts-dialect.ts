import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

import { s3Dialect } from '../s3/s3-dialect.ts'
import type { Address, Dialect } from '../wire/dialect.ts'
import { hostOf } from '../wire/host.ts'
import type { Reply } from '../wire/reply.ts'
import type { ServiceError } from '../wire/service-error.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { write, writeDocument } from '../xml/write-xml.ts'
import { assumeAwsRole } from './assume-aws-role.ts'
import { authenticateAwsCall } from './authenticate-aws-call.ts'
import { awsCallerIdentity } from './aws-caller-identity.ts'
import { awsStsError } from './aws-sts-error.ts'
import { awsStsNamespace, awsStsReply } from './aws-sts-reply.ts'

/** AWS's STS as it speaks on the wire. It has no buckets: what S3 says of them is never asked for. */
export const awsStsDialect: Dialect = {
  ...s3Dialect,
  operations: [
    { name: 'AssumeRole', method: 'POST', on: 'service', action: 'AssumeRole', run: assumeAwsRole },
    {
      name: 'GetCallerIdentity',
      method: 'POST',
      on: 'service',
      action: 'GetCallerIdentity',
      run: awsCallerIdentity,
    },
  ],
  subresources: new Set(),
  addresses: (request) => [{ host: hostOf(request) }],
  authenticate: (request, _address, emulation) =>
    authenticateAwsCall(request, emulation, { name: 'sts', refuse: awsStsError }),
  error: (code) => {
    if (code === 'InternalError') return awsStsError('InternalFailure')
    return awsStsError(code === 'MethodNotAllowed' ? 'InvalidAction' : 'MalformedInput')
  },
  throttled: () => awsStsError('Throttling'),
  renderError,
  newRequestId: randomUUID,
  headers: (id) => ({ 'x-amzn-requestid': id }),
}

/** Whether a request is one to STS: it shares the port of S3, and its signature says which it is for. */
export function isAwsSts({ headers }: IncomingMessage): boolean {
  return headers.authorization?.includes('/sts/aws4_request') === true
}

function renderError(
  error: ServiceError,
  _request: WireRequest,
  _address: Address,
  id: string,
): Reply {
  const content = [
    write('Error', [
      write('Type', error.status < 500 ? 'Sender' : 'Receiver'),
      write('Code', error.code),
      write('Message', error.message),
    ]),
    write('RequestId', id),
  ]
  return awsStsReply(writeDocument('ErrorResponse', content, awsStsNamespace), error.status)
}
