import { ServiceError } from '../wire/service-error.ts'

/**
 * Status and text of the errors of AWS's KMS.
 * https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html
 */
const kmsErrors = {
  AccessDeniedException: [400, 'You are not authorized to perform this operation.'],
  ExpiredTokenException: [400, 'The security token included in the request is expired'],
  IncompleteSignatureException: [400, 'The request signature does not conform to AWS standards.'],
  InvalidArnException: [400, 'The ARN is not valid.'],
  InvalidSignatureException: [
    400,
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  ],
  KMSInternalException: [500, 'An internal error occurred.'],
  MissingAuthenticationTokenException: [400, 'Request is missing Authentication Token'],
  NotFoundException: [400, 'The key does not exist.'],
  SerializationException: [400, 'The body of the request is not valid JSON.'],
  ThrottlingException: [400, 'Rate exceeded'],
  UnknownOperationException: [400, 'The operation is not known.'],
  UnrecognizedClientException: [400, 'The security token included in the request is invalid.'],
  ValidationException: [400, 'The input fails to satisfy the constraints.'],
} as const satisfies Readonly<Record<string, readonly [status: number, message: string]>>

/** An error of KMS's by its code, with the service's own status and text. */
export function kmsError(code: keyof typeof kmsErrors, message?: string): ServiceError {
  const [status, text] = kmsErrors[code]
  return new ServiceError(status, code, message ?? text)
}
