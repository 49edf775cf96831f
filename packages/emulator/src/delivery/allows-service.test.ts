import { describe, expect, test } from 'vitest'

import { allowsService } from './allows-service.ts'

const request = {
  service: 's3.amazonaws.com',
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::reports/photos/daily/data/1.csv.gz',
  context: new Map([
    ['aws:sourcearn', 'arn:aws:s3:::photos'],
    ['aws:sourceaccount', '000000000000'],
    ['aws:securetransport', 'true'],
    ['s3:x-amz-acl', 'bucket-owner-full-control'],
  ]),
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
})
