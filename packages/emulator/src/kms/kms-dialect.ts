import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

import { s3Dialect } from '../s3/s3-dialect.ts'
import { authenticateAwsCall } from '../sts/authenticate-aws-call.ts'
import type { SignatureProblem } from '../sts/authenticate-aws-call.ts'
import type { Dialect } from '../wire/dialect.ts'
import { hostOf } from '../wire/host.ts'
import { describeKey } from './describe-key.ts'
import { getKeyPolicy } from './get-key-policy.ts'
import { kmsError } from './kms-error.ts'
import { kmsReply } from './kms-reply.ts'

const on = { method: 'POST', on: 'service' } as const

/** AWS's KMS as it speaks on the wire, in JSON. It has no buckets: what S3 says of them is never asked for. */
export const kmsDialect: Dialect = {
  ...s3Dialect,
  operations: [
    { name: 'DescribeKey', ...on, action: 'TrentService.DescribeKey', run: describeKey },
    { name: 'GetKeyPolicy', ...on, action: 'TrentService.GetKeyPolicy', run: getKeyPolicy },
  ],
  subresources: new Set(),
  addresses: (request) => [{ host: hostOf(request) }],
  authenticate: (request, _address, emulation) =>
    authenticateAwsCall(request, emulation, {
      name: 'kms',
      refuse: (problem, message) => kmsError(problems[problem], message),
    }),
  error: (code) => {
    if (code === 'InternalError') return kmsError('KMSInternalException')
    return kmsError(
      code === 'MethodNotAllowed' ? 'UnknownOperationException' : 'SerializationException',
    )
  },
  throttled: () => kmsError('ThrottlingException'),
  renderError: ({ status, code, message }) => kmsReply({ __type: code, message }, status),
  newRequestId: randomUUID,
  headers: (id) => ({ 'x-amzn-requestid': id }),
}

/** Whether a request is one to KMS: it shares the port of S3, and its signature says which it is for. */
export function isKms({ headers }: IncomingMessage): boolean {
  return headers.authorization?.includes('/kms/aws4_request') === true
}

/** What STS calls it, and what KMS does. */
const problems: Readonly<Record<SignatureProblem, Parameters<typeof kmsError>[0]>> = {
  ExpiredToken: 'ExpiredTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
}
