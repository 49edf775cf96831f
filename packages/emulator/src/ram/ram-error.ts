import { ServiceError } from '../wire/service-error.ts'

/**
 * Status and text of RAM's errors.
 * https://www.alibabacloud.com/help/en/ram/developer-reference/error-codes
 */
const ramErrors = {
  'DeleteConflict.Policy.Role': [
    409,
    'The policy CAN NOT been attached to any role while deleting the policy.',
  ],
  'DeleteConflict.Policy.Version': [
    409,
    'The policy CAN NOT has any version except the default version.',
  ],
  'DeleteConflict.Policy.Version.Default': [
    409,
    'The default policy version CAN NOT been deleted directly.',
  ],
  'DeleteConflict.Role.Policy': [
    409,
    'The role CAN NOT has any attached policy while deleting the role.',
  ],
  'EntityAlreadyExists.Policy': [409, 'The policy does already EXIST.'],
  'EntityAlreadyExists.Role': [409, 'The role already exists.'],
  'EntityAlreadyExists.Role.Policy': [409, 'The role has already been attached this policy.'],
  'EntityNotExist.Policy': [404, 'The policy does not exist.'],
  'EntityNotExist.Policy.Version': [404, 'The policy version does not exist.'],
  'EntityNotExist.Role': [404, 'The role does not exist.'],
  'EntityNotExist.Role.Policy': [404, 'The policy attached to the role does not exist.'],
  'InvalidParameter.Description.Length': [
    400,
    'The parameter - "Description" beyond the length limit.',
  ],
  'InvalidParameter.Marker': [400, 'The parameter - "Marker" is incorrect.'],
  'InvalidParameter.MaxItems': [400, 'The parameter - "MaxItems" is incorrect.'],
  'InvalidParameter.MaxSessionDuration': [
    400,
    'The parameter - "MaxSessionDuration" MUST be in the range of 3600 and 43200.',
  ],
  'InvalidParameter.PolicyDocument.Length': [
    400,
    'The parameter - "PolicyDocument" beyond the length limit.',
  ],
  'InvalidParameter.PolicyName.InvalidChars': [
    400,
    'The parameter - "PolicyName" contains invalid chars.',
  ],
  'InvalidParameter.PolicyType': [400, 'The parameter - "PolicyType" is incorrect.'],
  'InvalidParameter.RoleName.InvalidChars': [
    400,
    'The parameter - "RoleName" contains invalid chars.',
  ],
  'InvalidParameter.RotateStrategy': [400, 'The parameter - "RotateStrategy" is incorrect.'],
  'LimitExceeded.Policy': [409, 'The count of policy beyond the current limits.'],
  'LimitExceeded.Policy.Version': [409, 'The count of policy version beyond the current limits.'],
  'LimitExceeded.Role': [409, 'The count of role beyond the current limits.'],
  MalformedPolicyDocument: [400, 'The policy document is malformed.'],
} as const satisfies Readonly<Record<string, readonly [status: number, message: string]>>

/** An error of RAM's by its code. */
export function ramError(code: keyof typeof ramErrors, message?: string): ServiceError {
  const [status, text] = ramErrors[code]
  return new ServiceError(status, code, message ?? text)
}
