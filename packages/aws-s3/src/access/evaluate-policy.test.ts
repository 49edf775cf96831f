import { describe, expect, test } from 'vitest'

import { inventoryContext } from './evaluate-policy-context.ts'
import { evaluatePolicy } from './evaluate-policy.ts'
import type { PolicyDecision } from './evaluate-policy.ts'

const allow = {
  Sid: 'Inventory',
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::reports/*',
}
const deny = { Sid: 'No', Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' }

function decide(...statements: readonly object[]): PolicyDecision {
  return decideText(JSON.stringify({ Version: '2012-10-17', Statement: statements }))
}

function decideText(text: string): PolicyDecision {
  const root = 'arn:aws:s3:::reports/photos/daily'
  return evaluatePolicy(text, {
    action: 's3:PutObject',
    resources: [
      {
        name: 'manifest.json',
        examples: [`${root}/2026/manifest.json`, `${root}/2027/manifest.json`],
      },
      { name: 'data files', examples: [`${root}/data/1.csv.gz`] },
    ],
    context: inventoryContext({
      partition: 'aws',
      source: 'photos',
      sourceAccount: '111122223333',
      headers: { 'x-amz-acl': ['bucket-owner-full-control'] },
      now: 0,
    }),
  })
}

test('what a statement allows is allowed, and it says which', () => {
  expect(decide(allow)).toMatchObject({
    decision: 'allowed',
    reason: 'statement 1 "Inventory" allows s3:PutObject to S3',
    harmless: [],
  })
})

test('an array of statements or one, with or without a version, is the same', () => {
  expect(decideText(JSON.stringify({ Statement: allow })).decision).toBe('allowed')
})

test('a denial goes before what allows, and says for whom and where', () => {
  const condition = { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }
  expect(decide(allow, { ...deny, Condition: condition })).toMatchObject({
    decision: 'denied',
    statement: { number: 2, sid: 'No' },
    reason:
      'statement 2 "No" denies s3:* to everybody where StringNotEquals aws:SourceVpce is "vpce-1"',
  })
})

test('a denial of insecure transport does not concern S3, and says so', () => {
  const condition = { Bool: { 'aws:SecureTransport': false } }
  expect(decide(allow, { ...deny, Condition: condition })).toMatchObject({
    decision: 'allowed',
    harmless: [
      'statement 2 "No" asks that Bool aws:SecureTransport is "false", and the request of S3 has "true": it does not concern S3',
    ],
  })
})

test('what nothing allows names the statement that comes nearest', () => {
  const other = { ...allow, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::other' } } }
  const people = { ...allow, Principal: { AWS: 'arn:aws:iam::111122223333:root' } }
  expect(decide(people, other)).toMatchObject({
    decision: 'not-allowed',
    statement: { number: 2 },
    reason:
      'no statement allows s3:PutObject to S3; statement 2 "Inventory" asks that ArnLike aws:SourceArn is "arn:aws:s3:::other", and the request of S3 has "arn:aws:s3:::photos"',
  })
  expect(decide(people).reason).toContain('is for arn:aws:iam::111122223333:root, not for S3')
  expect(decide().reason).toBe('no statement allows s3:PutObject to S3')
})

test('says which kind of file is not allowed', () => {
  const narrow = { ...allow, Resource: 'arn:aws:s3:::reports/photos/daily/data/*' }
  expect(decide(narrow)).toMatchObject({ decision: 'not-allowed', resource: 'manifest.json' })
  expect(decide(allow, { ...deny, Resource: '*.csv.gz' })).toMatchObject({
    decision: 'denied',
    resource: 'data files',
  })
})

test('what depends on the key that comes is unknown', () => {
  expect(decide(allow, { ...deny, Resource: '*2027*' })).toMatchObject({
    decision: 'unknown',
    resource: 'manifest.json',
  })
})

describe('what nobody knows', () => {
  const condition = { StringNotEquals: { 'aws:SourceOrgID': 'o-1' } }

  test('makes a denial unknown', () => {
    expect(decide(allow, { ...deny, Condition: condition })).toMatchObject({
      decision: 'unknown',
      statement: { number: 2 },
    })
  })

  test('makes an allowance unknown, unless another one is sure', () => {
    const maybe = { ...allow, Condition: { StringEquals: { 'aws:SourceOrgID': 'o-1' } } }
    expect(decide(maybe).decision).toBe('unknown')
    expect(decide(maybe, allow).decision).toBe('allowed')
  })

  test('is settled by another condition', () => {
    const both = { ...condition, Bool: { 'aws:PrincipalIsAWSService': 'false' } }
    expect(decide(allow, { ...deny, Condition: both }).decision).toBe('allowed')
  })
})

test.each<[string, object, PolicyDecision['decision']]>([
  ['Principal *', { Principal: '*' }, 'allowed'],
  ['Principal AWS *', { Principal: { AWS: '*' } }, 'allowed'],
  [
    'a list of services',
    { Principal: { Service: ['a.amazonaws.com', 's3.amazonaws.com'] } },
    'allowed',
  ],
  ['another service', { Principal: { Service: 'logging.s3.amazonaws.com' } }, 'not-allowed'],
  ['a star of services', { Principal: { Service: '*' } }, 'unknown'],
  ['NotPrincipal', { Principal: undefined, NotPrincipal: { AWS: '111122223333' } }, 'allowed'],
  [
    'NotPrincipal of S3',
    { Principal: undefined, NotPrincipal: { Service: 's3.amazonaws.com' } },
    'not-allowed',
  ],
  ['wildcards of actions', { Action: ['s3:Get*', 'S3:putobj?ct'] }, 'allowed'],
  ['another action', { Action: 's3:PutObjectAcl' }, 'not-allowed'],
  ['NotAction', { Action: undefined, NotAction: 's3:Get*' }, 'allowed'],
  ['NotAction of it', { Action: undefined, NotAction: 's3:Put*' }, 'not-allowed'],
  ['the bucket alone', { Resource: 'arn:aws:s3:::reports' }, 'not-allowed'],
  [
    'NotResource',
    { Resource: undefined, NotResource: 'arn:aws:s3:::reports/private/*' },
    'allowed',
  ],
  ['another partition', { Resource: 'arn:aws-cn:s3:::reports/*' }, 'not-allowed'],
])('allowing %s is %s', (_what, changes, expected) => {
  expect(decide({ ...allow, ...changes }).decision).toBe(expected)
})

test.each([
  ['{', 'it is no JSON'],
  ['[]', 'it is no JSON object'],
  ['{"Version":"2020-01-01"}', 'its version is "2020-01-01", neither 2012-10-17 nor 2008-10-17'],
  ['{}', 'statement 1 is no JSON object'],
  ['{"Statement":[{"Effect":"allow"}]}', 'statement 1 has neither the effect Allow nor Deny'],
  ['{"Statement":[{"Effect":"Allow"}]}', 'statement 1 names no principal that can be read'],
])('%s is malformed', (text, why) => {
  expect(decideText(text)).toMatchObject({
    decision: 'malformed',
    reason: `the policy cannot be read: ${why}`,
  })
})
