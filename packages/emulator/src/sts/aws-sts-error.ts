import { ServiceError } from '../wire/service-error.ts'

/**
 * Status and text of the errors of AWS's STS.
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html
 */
const awsStsErrors = {
  AccessDenied: [403, 'Access denied'],
  ExpiredToken: [403, 'The security token included in the request is expired'],
  IncompleteSignature: [400, 'The request signature does not conform to AWS standards.'],
  InternalFailure: [500, 'The request processing has failed because of an unknown error.'],
  InvalidAction: [400, 'Could not find the operation'],
  InvalidClientTokenId: [403, 'The security token included in the request is invalid.'],
  MalformedInput: [400, 'The input is malformed.'],
  MissingAuthenticationToken: [403, 'Request is missing Authentication Token'],
  SignatureDoesNotMatch: [
    403,
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ],
  Throttling: [400, 'Rate exceeded'],
  ValidationError: [400, 'The input fails to satisfy the constraints.'],
} as const satisfies Readonly<Record<string, readonly [status: number, message: string]>>

/** An error of AWS's STS by its code, with the service's own status and text. */
export function awsStsError(code: keyof typeof awsStsErrors, message?: string): ServiceError {
  const [status, text] = awsStsErrors[code]
  return new ServiceError(status, code, message ?? text)
}
