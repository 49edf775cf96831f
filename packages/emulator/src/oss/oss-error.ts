import { ServiceError } from '../wire/service-error.ts'
import type { ServiceErrorExtra } from '../wire/service-error.ts'

/**
 * Status, text and number (EC) of OSS's errors; the number only where it is published.
 * https://www.alibabacloud.com/help/en/oss/support/error-codes
 */
const ossErrors = {
  AccessDenied: [
    403,
    'You have no right to access this object because of bucket acl.',
    '0003-00000001',
  ],
  AccessForbidden: [
    301,
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
  ],
  BadDigest: [400, 'The Content-MD5 you specified did not match what we received.'],
  BucketAlreadyExists: [
    409,
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    '0015-00000104',
  ],
  BucketNotEmpty: [409, 'The bucket has objects. Please delete them first.', '0015-00000301'],
  EntityTooLarge: [400, 'Your proposed upload exceeds the maximum allowed size.'],
  EntityTooSmall: [400, 'Your proposed upload smaller than the minimum allowed size.'],
  FileAlreadyExists: [409, 'The object you specified already exists and can not be overwritten.'],
  InternalError: [500, 'Please contact the server administrator, oss@service.aliyun.com.'],
  InvalidAccessKeyId: [
    403,
    'The OSS Access Key Id you provided does not exist in our records.',
    '0002-00000902',
  ],
  InvalidArgument: [400, 'Invalid Argument.'],
  InvalidBucketName: [400, 'The specified bucket is not valid.', '0015-00000001'],
  InvalidDigest: [400, 'The Content-MD5 you specified was invalid.'],
  InvalidEncryptionAlgorithmError: [
    400,
    'The Encryption request you specified is not valid. Supported value: AES256/SM4/KMS.',
  ],
  InvalidPart: [
    400,
    "One or more of the specified parts could not be found or the specified entity tag might not have matched the part's entity tag.",
  ],
  InvalidPartOrder: [400, 'The list of parts was not in ascending order.'],
  InvalidRange: [416, 'The requested range cannot be satisfied.'],
  InvalidRequest: [400, 'The request is invalid.'],
  InvalidSecurityToken: [403, 'The security token you provided is invalid.'],
  InvalidTag: [400, 'The tag you provided is invalid.'],
  InvalidURI: [400, "Couldn't parse the specified URI."],
  InventoryAlreadyExist: [409, 'The Inventory Configuration already exists.'],
  InventoryConfigurationAlreadyExists: [409, 'The Inventory Configuration already exists.'],
  InventoryExceedLimit: [400, 'You are not allowed to create more inventory than limit.'],
  MalformedPolicy: [400, 'Policies must be valid JSON.'],
  MalformedXML: [
    400,
    'The XML you provided was not well-formed or did not validate against our published schema.',
    '0031-00000001',
  ],
  MethodNotAllowed: [405, 'The specified method is not allowed against this resource.'],
  NoSuchBucket: [404, 'The specified bucket does not exist.', '0015-00000101'],
  NoSuchBucketPolicy: [404, 'The bucket policy does not exist.'],
  NoSuchInventory: [404, 'No Row found in Inventory Table.'],
  NoSuchInventoryConfiguration: [404, 'No Row found in Inventory Table.'],
  NoSuchKey: [404, 'The specified key does not exist.', '0026-00000001'],
  NoSuchLifecycle: [404, 'No Row found in Lifecycle Table.'],
  NoSuchServerSideEncryptionRule: [404, 'The server side encryption configuration does not exist.'],
  NoSuchUpload: [
    404,
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
  ],
  NoSuchVersion: [404, 'The specified version does not exist.'],
  NotImplemented: [501, 'A header you provided implies functionality that is not implemented.'],
  PreconditionFailed: [412, 'At least one of the pre-conditions you specified did not hold.'],
  RequestTimeTooSkewed: [
    403,
    'The difference between the request time and the current time is too large.',
    '0002-00000504',
  ],
  SecurityTokenExpired: [403, 'The security token you provided has expired.', '0002-00000007'],
  SignatureDoesNotMatch: [
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    '0002-00000040',
  ],
  TotalQpsLimitExceeded: [503, 'Max total qps limit is exceeded', '0004-00000302'],
} as const satisfies Readonly<
  Record<string, readonly [status: number, message: string, ec?: string]>
>

export type OssCode = keyof typeof ossErrors

/** An error of OSS's by its code, with the service's own status and text; the number goes with the text. */
export function ossError(
  code: OssCode,
  { message, ...extra }: ServiceErrorExtra & { readonly message?: string } = {},
): ServiceError {
  const [status, text, ec] = ossErrors[code]
  if (message !== undefined) return new ServiceError(status, code, message, extra)
  return new ServiceError(status, code, text, ec === undefined ? extra : { ec, ...extra })
}
