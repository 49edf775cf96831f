import { ServiceError } from '../wire/service-error.ts'

/**
 * Status and text of the errors of Alibaba Cloud's STS, and of the gateway before STS and RAM. Codes are published, statuses hardly: 400 where no other is
 * known.
 * https://www.alibabacloud.com/help/doc-detail/42775.htm
 */
const alibabaApiErrors = {
  EntityTooLarge: [400, 'The request is too large.'],
  IncompleteSignature: [400, 'The request signature does not conform to Aliyun standards.'],
  InternalError: [500, 'The request processing has failed due to some unknown error.'],
  'InvalidAccessKeyId.NotFound': [404, 'Specified access key is not found.'],
  'InvalidAction.NotFound': [404, 'Specified api is not found, please check your url and method.'],
  'InvalidParameter.DurationSeconds': [400, 'The Min/Max value of DurationSeconds is 15min/12hr.'],
  'InvalidParameter.RoleArn': [400, 'The parameter RoleArn is wrongly formed.'],
  'InvalidParameter.RoleSessionName': [400, 'The parameter RoleSessionName is wrongly formed.'],
  'InvalidSecurityToken.Expired': [400, 'Specified SecurityToken is expired.'],
  'InvalidSecurityToken.MismatchWithAccessKey': [
    400,
    'Specified SecurityToken mismatch with the AccessKey.',
  ],
  'InvalidTimeStamp.Expired': [400, 'Specified time stamp or date value is expired.'],
  InvalidVersion: [400, 'Specified parameter Version is not valid.'],
  MissingSecurityToken: [400, 'SecurityToken is mandatory for this action.'],
  NoPermission: [403, 'You are not authorized to do this action. You should be authorized by RAM.'],
  SignatureDoesNotMatch: [400, 'Specified signature is not matched with our calculation.'],
  SignatureNonceUsed: [400, 'Specified signature nonce was used already.'],
  'Throttling.User': [400, 'Request was denied due to user flow control.'],
} as const satisfies Readonly<Record<string, readonly [status: number, message: string]>>

/** An error of Alibaba Cloud's STS, or of the gateway, by its code. */
export function alibabaApiError(
  code: keyof typeof alibabaApiErrors,
  message?: string,
): ServiceError {
  const [status, text] = alibabaApiErrors[code]
  return new ServiceError(status, code, message ?? text)
}
