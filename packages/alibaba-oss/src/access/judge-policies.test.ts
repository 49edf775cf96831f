import { describe, expect, it } from 'vitest'

import { judgePolicies } from './judge-policies.ts'
import { judgeTrust } from './judge-trust.ts'
import { readRamPolicy } from './read-ram-policy.ts'

function policy(...statements: readonly object[]) {
  const found = readRamPolicy(JSON.stringify({ Version: '1', Statement: statements }))
  if (found === undefined) throw new Error('it is none')
  return found
}

const request = {
  action: 'oss:PutObject',
  resources: [
    'acs:oss:oss-cn-hangzhou:1:reports/a/b.json',
    'acs:oss:cn-hangzhou:1:reports/a/b.json',
  ],
}
const all = { Effect: 'Allow', Action: '*', Resource: '*' }
const source = { IpAddress: { 'acs:SourceIp': '10.0.0.0/8' } }
const early = { DateLessThan: { 'acs:CurrentTime': '2020-01-01T00:00:00Z' } }
const late = { DateGreaterThan: { 'acs:CurrentTime': '2020-01-01T00:00:00Z' } }

describe('policies', () => {
  it.each([
    ['none', []],
    ['allow', [all]],
    ['allow', [{ ...all, Action: 'OSS:putobject' }]],
    ['allow', [{ ...all, Action: ['oss:Get*', 'oss:Put?bject'] }]],
    ['none', [{ ...all, Action: 'oss:Get*' }]],
    ['none', [{ ...all, Resource: 'acs:oss:*:2:*' }]],
    ['allow', [{ ...all, Resource: ['x', 'acs:oss:cn-hangzhou:*:reports/*'] }]],
    ['none', [{ ...all, Resource: 'acs:oss:*:*:reports' }]],
    ['deny', [all, { ...all, Effect: 'Deny' }]],
    ['allow', [all, { ...all, Effect: 'Deny', Resource: 'acs:oss:*:*:others/*' }]],
    ['allow', [{ Effect: 'Allow', NotAction: 'oss:Get*', Resource: '*' }]],
    ['none', [{ Effect: 'Allow', NotAction: 'oss:*', Resource: '*' }]],
    ['allow', [{ Effect: 'Allow', Action: '*', NotResource: 'acs:oss:*:*:others/*' }]],
    ['none', [{ Effect: 'Allow', Action: '*', NotResource: 'acs:oss:*:*:reports/*' }]],
    ['unknown', [{ ...all, Condition: source }]],
    ['allow', [all, { ...all, Condition: source }]],
    ['unknown', [all, { ...all, Effect: 'Deny', Condition: source }]],
    ['none', [{ ...all, Effect: 'Deny', Condition: source }]],
    ['none', [{ ...all, Condition: early }]],
    ['allow', [{ ...all, Condition: late }]],
    ['none', [{ ...all, Condition: { ...source, ...early } }]],
    ['unknown', [{ ...all, Condition: { ...source, ...late } }]],
    ['unknown', [{ ...all, Condition: { Fancy: { 'acs:CurrentTime': '2020' } } }]],
    ['unknown', [{ ...all, Condition: 'odd' }]],
    ['unknown', [{ ...all, Action: 3 }]],
  ])('come to "%s" for %j', (expected, statements) => {
    expect(judgePolicies([policy(...statements)], request)).toBe(expected)
    // In several policies as in one.
    expect(
      judgePolicies(
        statements.map((one) => policy(one)),
        request,
      ),
    ).toBe(expected)
  })
})

describe('who may take on a role', () => {
  const oss = {
    Effect: 'Allow',
    Action: 'sts:AssumeRole',
    Principal: { Service: 'oss.aliyuncs.com' },
  }
  it.each([
    ['allow', [oss]],
    ['allow', [{ ...oss, Action: ['sts:*'], Principal: { Service: ['a', 'oss.aliyuncs.com'] } }]],
    ['none', [{ ...oss, Principal: { Service: ['ecs.aliyuncs.com'] } }]],
    ['none', [{ ...oss, Principal: { RAM: ['acs:ram::1:root'] } }]],
    ['none', [{ ...oss, Action: 'sts:GetCallerIdentity' }]],
    ['deny', [oss, { ...oss, Effect: 'Deny' }]],
    ['unknown', [{ ...oss, Condition: source }]],
    ['unknown', [{ ...oss, Principal: '*' }]],
  ])('comes to "%s" for %j', (expected, statements) => {
    expect(judgeTrust(policy(...statements))).toBe(expected)
  })
})

describe('a text that is no policy', () => {
  it.each([
    '',
    '[]',
    '{',
    'null',
    '{"Version":"2","Statement":[]}',
    '{"Version":"1"}',
    '{"Version":"1","Statement":[3]}',
  ])('is told: %s', (text) => {
    expect(readRamPolicy(text)).toBeUndefined()
  })
})
