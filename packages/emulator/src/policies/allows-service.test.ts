import { describe, expect, test } from 'vitest'

import { allowsService } from './allows-service.ts'
import { policyContext } from './policy-context.ts'

const request = {
  service: 's3.amazonaws.com',
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::reports/photos/daily/data/1.csv.gz',
  context: policyContext({
    'aws:SourceArn': 'arn:aws:s3:::photos',
    'aws:SourceAccount': '000000000000',
    'aws:SecureTransport': 'true',
    'aws:SourceOrgPaths': ['o-1/r-1/ou-1/', 'o-1/r-1/ou-2/'],
    's3:x-amz-acl': 'bucket-owner-full-control',
  }),
}

/** The statement of the user guide. */
const allow = {
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: ['arn:aws:s3:::reports/*'],
  Condition: {
    ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::photos' },
    StringEquals: {
      'aws:SourceAccount': '000000000000',
      's3:x-amz-acl': 'bucket-owner-full-control',
    },
  },
}

function isAllowed(...statements: readonly object[]): boolean {
  return allowsService(JSON.stringify({ Version: '2012-10-17', Statement: statements }), request)
}

function withCondition(condition: object): object {
  return { ...allow, Condition: condition }
}

describe('what lets a service in', () => {
  test.each([
    ['the policy of the user guide', allow],
    ['one that is narrowed to a prefix', { ...allow, Resource: 'arn:aws:s3:::reports/photos/*' }],
    ['any action', { ...allow, Action: ['s3:Get*', '*'] }],
    ['an action in another case', { ...allow, Action: 'S3:putobject' }],
    ['everybody', { ...allow, Principal: '*' }],
    ['everybody, the other way', { ...allow, Principal: { AWS: ['*'] } }],
    ['one of several services', { ...allow, Principal: { Service: ['a.b', 's3.amazonaws.com'] } }],
    ['every action but another', { ...allow, Action: undefined, NotAction: 's3:Get*' }],
    [
      'every object but another',
      { ...allow, Resource: undefined, NotResource: 'arn:aws:s3:::reports/secret/*' },
    ],
    ['a question mark', { ...allow, Resource: 'arn:aws:s3:::reports/photos/daily/data/?.csv.gz' }],
    ['a wildcard over slashes', { ...allow, Resource: 'arn:aws:s3:::reports*.gz' }],
    [
      'a list of sources',
      withCondition({ ArnLike: { 'aws:SourceArn': ['x', 'arn:aws:s3:::ph*'] } }),
    ],
    ['a key in another case', withCondition({ StringLike: { 'AWS:sourceaccount': '0000*' } })],
    ['what may be absent', withCondition({ StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } })],
    ['what must be absent', withCondition({ Null: { 'aws:SourceVpc': 'true' } })],
    [
      'what is unequal as it is absent',
      withCondition({ StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } }),
    ],
  ])('%s', (_name, statement) => {
    expect(isAllowed(statement)).toBe(true)
  })

  test('a statement that is no list', () => {
    expect(allowsService(JSON.stringify({ Statement: allow }), request)).toBe(true)
  })
})

describe('what does not', () => {
  test.each([
    ['no statement'],
    ['another service', { ...allow, Principal: { Service: 'logging.s3.amazonaws.com' } }],
    ['an account', { ...allow, Principal: { AWS: '000000000000' } }],
    ['another action', { ...allow, Action: 's3:GetObject' }],
    ['any action but this one', { ...allow, Action: undefined, NotAction: 's3:Put*' }],
    ['nobody in particular', { ...allow, NotPrincipal: { AWS: '*' }, Principal: undefined }],
    ['an object in another case', { ...allow, Resource: 'arn:aws:s3:::reports/Photos/*' }],
    [
      'every object but this one',
      { ...allow, Resource: undefined, NotResource: 'arn:aws:s3:::reports/photos/*' },
    ],
    ['another prefix', { ...allow, Resource: 'arn:aws:s3:::reports/others/*' }],
    ['the bucket itself', { ...allow, Resource: 'arn:aws:s3:::reports' }],
    ['another partition', { ...allow, Resource: 'arn:aws-cn:s3:::reports/*' }],
    ['another source', withCondition({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::videos' } })],
    ['a wildcard over a colon', withCondition({ ArnLike: { 'aws:SourceArn': 'arn:*:photos' } })],
    ['a key that is absent', withCondition({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } })],
    [
      'any value of a key that is absent',
      withCondition({ 'ForAnyValue:StringNotEquals': { 'aws:SourceVpc': 'a' } }),
    ],
    [
      'a pattern where equality is asked for',
      withCondition({ StringEquals: { 'aws:SourceAccount': '0*' } }),
    ],
    [
      'an operator that there is not',
      withCondition({ StringSounds: { 'aws:SourceAccount': '0' } }),
    ],
  ])('%s', (_name, ...statements: object[]) => {
    expect(isAllowed(...statements)).toBe(false)
  })
})

describe('a denial wins', () => {
  const deny = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: 'arn:aws:s3:::reports/*',
  }

  test.each([
    ['for everything', {}],
    ['of whoever is not in the network', { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }],
    [
      'of what is not encrypted so',
      { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
    ],
    ['of what has no encryption', { Null: { 's3:x-amz-server-side-encryption': 'true' } }],
  ])('%s', (_name, condition) => {
    expect(isAllowed(allow, { ...deny, Condition: condition })).toBe(false)
  })

  test('but not where it is about something else', () => {
    const insecure = { Bool: { 'aws:SecureTransport': 'false' } }
    expect(isAllowed(allow, { ...deny, Condition: insecure })).toBe(true)
    const others = { NotPrincipal: { Service: 's3.amazonaws.com' }, Principal: undefined }
    expect(isAllowed(allow, { ...deny, ...others })).toBe(true)
  })

  test('also of all but some others', () => {
    const others = { NotPrincipal: { AWS: '111111111111' }, Principal: undefined }
    expect(isAllowed(allow, { ...deny, ...others })).toBe(false)
  })
})

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
describe('a variable', () => {
  function isAllowedAs(Version: string | undefined, statement: object): boolean {
    return allowsService(
      JSON.stringify({ Version, Statement: { ...allow, ...statement } }),
      request,
    )
  }

  test.each([
    ['in a resource', { Resource: 'arn:aws:s3:::reports/${*}/../*' }, false],
    [
      'of the request',
      { Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::${aws:sourceaccount}' } } },
      false,
    ],
    [
      'that is right',
      { Condition: { StringEquals: { 'aws:SourceAccount': '${aws:SourceAccount}' } } },
      true,
    ],
    [
      'with a default that is not needed',
      { Condition: { StringLike: { 'aws:SourceAccount': "${aws:SourceAccount, 'x'}" } } },
      true,
    ],
    [
      'with a default that is',
      { Condition: { StringEquals: { 'aws:SourceAccount': "${aws:SourceVpc, '000000000000'}" } } },
      true,
    ],
    [
      'without a value',
      { Condition: { StringNotEquals: { 'aws:SourceAccount': '${aws:SourceVpc}' } } },
      false,
    ],
    [
      'without a value, where the key need not exist',
      { Condition: { StringNotEqualsIfExists: { 'aws:SourceAccount': '${aws:SourceVpc}' } } },
      true,
    ],
    [
      'without a value in a resource',
      { Resource: 'arn:aws:s3:::reports/${aws:SourceVpc}*' },
      false,
    ],
    [
      'where an operator takes none',
      { Condition: { NumericEquals: { 'aws:SourceAccount': '${aws:SourceAccount}' } } },
      false,
    ],
    [
      'of several values',
      { Condition: { StringLike: { 'aws:SourceAccount': '*${aws:SourceOrgPaths}' } } },
      false,
    ],
    [
      'that stands for a star, which is no wildcard then',
      { Condition: { StringLike: { 'aws:SourceAccount': '${*}' } } },
      false,
    ],
  ])('%s', (_name, statement, expected) => {
    expect(isAllowedAs('2012-10-17', statement)).toBe(expected)
  })

  test('is just text before 2012, and without a version', () => {
    const right = { Condition: { StringEquals: { 'aws:SourceAccount': '${aws:SourceAccount}' } } }
    expect(isAllowedAs('2008-10-17', right)).toBe(false)
    expect(isAllowedAs(undefined, right)).toBe(false)
    const literal = {
      Resource: 'arn:aws:s3:::reports/*',
      Condition: { StringLike: { 'aws:SourceAccount': '0*' } },
    }
    expect(isAllowedAs('2008-10-17', literal)).toBe(true)
  })
})
