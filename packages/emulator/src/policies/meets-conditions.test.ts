import { describe, expect, test } from 'vitest'

import { meetsConditions } from './meets-conditions.ts'
import { policyContext } from './policy-context.ts'

const context = policyContext({
  'aws:SourceArn': 'arn:aws:s3:::photos',
  'aws:SourceAccount': '012345678901',
  'aws:SecureTransport': 'true',
  'aws:CurrentTime': '2024-05-07T01:02:00Z',
  'aws:EpochTime': '1715043720',
  'aws:SourceIp': '203.0.113.7',
  's3:max-keys': '10',
  'aws:SourceOrgPaths': ['o-1/r-1/ou-1/', 'o-1/r-1/ou-2/'],
  'aws:TagKeys': [],
  bytes: 'AQID',
  v6: '2001:db8::1',
})

function meets(operator: string, key: string, given: unknown): boolean {
  return meetsConditions({ [operator]: { [key]: given } }, context, true)
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
describe('an operator', () => {
  test.each<[string, string, unknown, boolean]>([
    ['StringEquals', 'aws:SourceAccount', '012345678901', true],
    ['StringEquals', 'AWS:sourceACCOUNT', ['1', '012345678901'], true],
    ['StringEquals', 'aws:SourceAccount', '0*', false],
    ['StringEquals', 'aws:SourceArn', 'ARN:aws:s3:::photos', false],
    ['StringNotEquals', 'aws:SourceAccount', '012345678901', false],
    ['StringNotEquals', 'aws:SourceAccount', ['1', '012345678901'], false],
    ['StringNotEquals', 'aws:SourceAccount', ['1', '2'], true],
    ['StringEqualsIgnoreCase', 'aws:SourceArn', 'ARN:aws:S3:::Photos', true],
    ['StringNotEqualsIgnoreCase', 'aws:SourceArn', 'ARN:aws:S3:::Photos', false],
    ['StringLike', 'aws:SourceArn', '*:ph?tos', true],
    ['StringLike', 'aws:SourceArn', '*:Ph?tos', false],
    ['StringNotLike', 'aws:SourceArn', '*:ph?tos', false],
    ['StringNotLike', 'aws:SourceArn', '*:video', true],
    ['ArnEquals', 'aws:SourceArn', 'arn:aws:s3:::ph*', true],
    ['ArnLike', 'aws:SourceArn', 'arn:*:s3:*:*:photos', true],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:*:photos', false],
    ['ArnLike', 'aws:SourceArn', '*', false],
    ['ArnNotEquals', 'aws:SourceArn', 'arn:aws:s3:::photos', false],
    ['ArnNotLike', 'aws:SourceArn', 'arn:aws:s3:::v*', true],
    ['Bool', 'aws:SecureTransport', 'true', true],
    ['Bool', 'aws:SecureTransport', true, true],
    ['Bool', 'aws:SecureTransport', 'false', false],
    ['NumericEquals', 's3:max-keys', 10, true],
    ['NumericEquals', 's3:max-keys', '10.0', true],
    ['NumericNotEquals', 's3:max-keys', '10', false],
    ['NumericLessThan', 's3:max-keys', '10', false],
    ['NumericLessThanEquals', 's3:max-keys', '10', true],
    ['NumericGreaterThan', 's3:max-keys', '9', true],
    ['NumericGreaterThanEquals', 's3:max-keys', '11', false],
    ['NumericEquals', 'aws:SourceArn', 'arn:aws:s3:::photos', false],
    ['NumericEquals', 's3:max-keys', '', false],
    ['DateEquals', 'aws:CurrentTime', '2024-05-07T03:02:00+02:00', true],
    ['DateNotEquals', 'aws:CurrentTime', '2024-05-07T01:02:00Z', false],
    ['DateLessThan', 'aws:CurrentTime', '2024-05-08', true],
    ['DateLessThanEquals', 'aws:CurrentTime', '1715043720', true],
    ['DateGreaterThan', 'aws:EpochTime', '2024-05-07T01:02:00Z', false],
    ['DateGreaterThanEquals', 'aws:EpochTime', '2024-05-07T01:02:00Z', true],
    ['DateLessThan', 'aws:CurrentTime', 'tomorrow', false],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/24', true],
    ['IpAddress', 'aws:SourceIp', ['10.0.0.0/8', '203.0.113.7'], true],
    ['IpAddress', 'aws:SourceIp', '203.0.113.8', false],
    ['IpAddress', 'v6', '2001:db8::/32', true],
    ['IpAddress', 'v6', '203.0.113.0/24', false],
    ['NotIpAddress', 'aws:SourceIp', '203.0.113.0/24', false],
    ['NotIpAddress', 'aws:SourceIp', ['10.0.0.0/8'], true],
    ['BinaryEquals', 'bytes', 'AQID', true],
    ['BinaryEquals', 'bytes', 'AQIE', false],
    ['Null', 'aws:SourceArn', 'false', true],
    ['Null', 'aws:SourceArn', true, false],
    ['Null', 'aws:SourceVpc', 'true', true],
    ['Null', 'aws:TagKeys', 'true', true],
    ['StringSounds', 'aws:SourceArn', 'x', false],
    ['stringequals', 'aws:SourceAccount', '012345678901', false],
    ['NullIfExists', 'aws:SourceVpc', 'true', false],
  ])('%s of %s with %j: %s', (operator, key, given, expected) => {
    expect(meets(operator, key, given)).toBe(expected)
  })

  // "If the key that you specify in a policy condition is not present in the request context, the values do not match and the
  // condition is false. If the policy condition requires that the key is not matched [...] the condition is true."
  test.each<[string, unknown, boolean]>([
    ['StringEquals', 'x', false],
    ['StringNotEquals', 'x', true],
    ['StringLike', '*', false],
    ['StringNotLike', '*', true],
    ['ArnLike', 'arn:aws:s3:::*', false],
    ['ArnNotEquals', 'arn:aws:s3:::x', true],
    ['Bool', 'false', false],
    ['NumericLessThan', '1', false],
    ['NumericNotEquals', '1', true],
    ['DateNotEquals', '2024-01-01', true],
    ['IpAddress', '0.0.0.0/0', false],
    ['NotIpAddress', '10.0.0.0/8', true],
    ['BinaryEquals', '', false],
    // "If the key is not present, evaluate the condition element as true."
    ['StringEqualsIfExists', 'x', true],
    ['StringNotEqualsIfExists', 'x', true],
    ['BoolIfExists', 'false', true],
    ['IpAddressIfExists', '10.0.0.0/8', true],
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
    ['ForAllValues:StringEquals', 'x', true],
    ['ForAllValues:StringNotEquals', 'x', true],
    ['ForAnyValue:StringEquals', 'x', false],
    ['ForAnyValue:StringNotEquals', 'x', false],
    // https://iam.cloudcopilot.io/resources/operators/ForAnyValue:ArnLikeIfExists
    ['ForAllValues:StringEqualsIfExists', 'x', true],
    ['ForAnyValue:StringEqualsIfExists', 'x', false],
    ['ForAnyValue:StringNotEqualsIfExists', 'x', false],
  ])('%s of an absent key with %j: %s', (operator, given, expected) => {
    expect(meets(operator, 'aws:SourceVpc', given)).toBe(expected)
    // No values are as good as no key.
    expect(meets(operator, 'aws:TagKeys', given)).toBe(expected)
  })

  test.each<[string, unknown, boolean]>([
    ['ForAllValues:StringLike', 'o-1/*', true],
    ['ForAllValues:StringLike', '*/ou-1/', false],
    ['ForAllValues:StringNotLike', '*/ou-1/', false],
    ['ForAllValues:StringNotLike', 'o-2/*', true],
    ['ForAnyValue:StringLike', '*/ou-1/', true],
    ['ForAnyValue:StringLike', 'o-2/*', false],
    ['ForAnyValue:StringNotLike', '*/ou-1/', true],
    ['ForAnyValue:StringNotLike', 'o-1/*', false],
    ['ForAnyValue:StringEqualsIfExists', 'o-1/r-1/ou-2/', true],
  ])('%s of several values with %j: %s', (operator, given, expected) => {
    expect(meets(operator, 'aws:SourceOrgPaths', given)).toBe(expected)
  })
})

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
test('every operator and every key must be met', () => {
  const equal = { 'aws:SourceAccount': '012345678901' }
  const unequal = { 'aws:SourceArn': 'arn:aws:s3:::videos' }
  const all = (conditions: object) => meetsConditions(conditions, context, true)
  expect(all({})).toBe(true)
  expect(all({ StringEquals: { ...equal, ...unequal } })).toBe(false)
  expect(all({ StringEquals: equal, ArnLike: unequal })).toBe(false)
  expect(all({ StringEquals: equal, ArnNotLike: unequal })).toBe(true)
})
