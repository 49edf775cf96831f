import { describe, expect, test } from 'vitest'

import { policyContext } from '../policies/policy-context.ts'
import { judgeRole, judgeSession, trustsService } from './judge-role.ts'

const context = policyContext({
  'acs:CurrentTime': '2026-11-22T10:00:00.000Z',
  'acs:SecureTransport': 'true',
  'acs:SourceIp': '100.64.0.1',
  'oss:Prefix': 'a/b',
})
const request = {
  action: 'oss:PutObject',
  resources: ['acs:oss:cn-hangzhou:1:reports/a/b', 'acs:oss:oss-cn-hangzhou:1:reports/a/b'],
  context,
}
const allow = { Effect: 'Allow', Action: 'oss:PutObject', Resource: 'acs:oss:*:*:reports/*' }

function allows(...statements: readonly object[]): boolean {
  const policies = statements.map((one) => JSON.stringify({ Version: '1', Statement: [one] }))
  return judgeRole(policies, request) === 'allow'
}

test.each([
  'acs:oss:*:*:reports/*',
  'acs:oss:*:1:reports/a/*',
  'acs:oss:cn-hangzhou:*:reports/*',
  'acs:oss:oss-cn-hangzhou:1:reports/a/b',
  'acs:oss:*:*:*',
  'acs:oss:*:*:report?/*',
  '*',
])('the resource %s is meant', (resource) => {
  expect(allows({ ...allow, Resource: [resource, 'acs:oss:*:*:others/*'] })).toBe(true)
})

test.each([
  'acs:oss:*:*:reports',
  'acs:oss:*:*:reports/b/*',
  'acs:oss:*:2:reports/*',
  'acs:oss:cn-beijing:*:reports/*',
  'arn:aws:s3:::reports/*',
])('the resource %s is another one', (resource) => {
  expect(allows({ ...allow, Resource: resource })).toBe(false)
})

test.each([
  ['oss:*', true],
  ['oss:Put*', true],
  ['oss:putobject', true],
  ['*', true],
  [['oss:GetObject', 'oss:PutObject'], true],
  ['oss:PutObjectAcl', false],
  ['kms:*', false],
])('the action %j: %s', (Action, expected) => {
  expect(allows({ ...allow, Action })).toBe(expected)
})

test('all but some actions are meant', () => {
  const { Effect, Resource } = allow
  expect(allows({ Effect, Resource, NotAction: 'oss:GetObject' })).toBe(true)
  expect(allows({ Effect, Resource, NotAction: ['oss:GetObject', 'oss:Put*'] })).toBe(false)
})

test('a denial is stronger than any permission, and nothing said is none', () => {
  expect(allows()).toBe(false)
  expect(allows(allow, { ...allow, Effect: 'Deny', Resource: '*' })).toBe(false)
  expect(allows(allow, { ...allow, Effect: 'Deny', Resource: 'acs:oss:*:*:other/*' })).toBe(true)
})

describe('conditions', () => {
  test.each<[string, object, boolean]>([
    [
      'an address in a range',
      { IpAddress: { 'acs:SourceIp': ['10.0.0.0/8', '100.64.0.0/10'] } },
      true,
    ],
    ['an address in none', { IpAddress: { 'acs:SourceIp': '203.0.113.0/24' } }, false],
    ['an address outside', { NotIpAddress: { 'acs:SourceIp': '203.0.113.0/24' } }, true],
    [
      'an address not outside',
      { NotIpAddress: { 'acs:SourceIp': ['1.1.1.1', '0.0.0.0/0'] } },
      false,
    ],
    ['TLS', { Bool: { 'acs:SecureTransport': 'true' } }, true],
    ['TLS as a boolean', { Bool: { 'acs:SecureTransport': true } }, true],
    ['no TLS', { Bool: { 'acs:SecureTransport': 'false' } }, false],
    ['a time to come', { DateLessThan: { 'acs:CurrentTime': '2026-11-22T18:00:01+08:00' } }, true],
    [
      'a time that is over',
      { DateLessThan: { 'acs:CurrentTime': '2026-11-22T18:00:00+08:00' } },
      false,
    ],
    [
      'a time that is just over',
      { DateLessThanEquals: { 'acs:CurrentTime': '2026-11-22T10:00:00Z' } },
      true,
    ],
    [
      'a time after another',
      { DateGreaterThan: { 'acs:CurrentTime': '2025-01-01T00:00:00Z' } },
      true,
    ],
    ['a prefix that is like one', { StringLike: { 'oss:Prefix': ['x', 'a/*'] } }, true],
    ['a prefix that is one', { StringEquals: { 'oss:Prefix': 'a/' } }, false],
    ['a prefix that is not one', { StringNotEquals: { 'oss:Prefix': ['a/', 'a'] } }, true],
    ['a prefix that is one of these', { StringNotLike: { 'oss:Prefix': ['x', 'a/*'] } }, false],
    ['any case', { StringEqualsIgnoreCase: { 'OSS:prefix': 'A/B' } }, true],
    [
      'two of which one is not met',
      { Bool: { 'acs:SecureTransport': 'true' }, StringEquals: { 'oss:Prefix': 'x' } },
      false,
    ],
    ['a key that is absent', { StringNotEquals: { 'oss:Delimiter': '/' } }, false],
    ['an operator that there is not', { StringMatches: { 'oss:Prefix': 'a/b' } }, false],
    ['nothing', {}, true],
  ])('%s', (_of, Condition, expected) => {
    expect(allows({ ...allow, Condition })).toBe(expected)
    expect(allows(allow, { ...allow, Effect: 'Deny', Condition })).toBe(!expected)
  })
})

describe('trust', () => {
  const statement = {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: ['oss.aliyuncs.com'] },
  }

  test.each<[object, boolean]>([
    [{}, true],
    [{ Action: ['sts:*'] }, true],
    [{ Principal: { Service: 'oss.aliyuncs.com' } }, true],
    [{ Principal: { Service: ['ecs.aliyuncs.com'] } }, false],
    [{ Principal: { RAM: ['acs:ram::1:root'] } }, false],
    [{ Action: 'sts:GetCallerIdentity' }, false],
    [{ Effect: 'Deny' }, false],
    [{ Condition: { Bool: { 'acs:SecureTransport': 'false' } } }, false],
  ])('as %j: %s', (changes, expected) => {
    const trust = JSON.stringify({ Version: '1', Statement: [{ ...statement, ...changes }] })
    expect(trustsService(trust, 'oss.aliyuncs.com', context)).toBe(expected)
  })
})

describe('the policy of a bucket', () => {
  const session = 'arn:sts::1:assumed-role/inventory/oss.aliyuncs.com'

  function says(...statements: readonly object[]): string {
    const policy = JSON.stringify({ Version: '1', Statement: statements })
    return judgeSession(policy, session, request)
  }

  test.each([
    'arn:sts::1:assumed-role/inventory/*',
    'arn:sts::*:*/*/*',
    'arn:sts::1:assumed-role/inventory/oss.aliyuncs.com',
    '*',
  ])('means the role by %s', (principal) => {
    expect(says({ ...allow, Principal: ['2', principal] })).toBe('allow')
    expect(says({ ...allow, Effect: 'Deny', Principal: [principal] })).toBe('deny')
  })

  test.each([
    'arn:sts::2:assumed-role/inventory/*',
    'arn:sts::1:assumed-role/Inventory/*',
    'arn:sts::1:assumed-role/inventory/somebody',
    '1',
    'acs:ram::1:role/inventory',
  ])('does not mean the role by %s', (principal) => {
    expect(says({ ...allow, Principal: [principal] })).toBe('none')
    expect(says({ ...allow, Effect: 'Deny', Principal: [principal] })).toBe('none')
  })

  test('means everybody by a list of nobody', () => {
    expect(says({ ...allow, Effect: 'Deny', Principal: [] })).toBe('deny')
  })

  test('denies before it allows, and is not there where there is none', () => {
    const everybody = { ...allow, Principal: ['*'] }
    expect(says(everybody, { ...everybody, Effect: 'Deny' })).toBe('deny')
    expect(says({ ...everybody, Resource: 'acs:oss:*:*:reports' })).toBe('none')
    expect(judgeSession(undefined, session, request)).toBe('none')
  })
})
