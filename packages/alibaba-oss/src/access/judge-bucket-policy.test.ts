import { describe, expect, it } from 'vitest'

import { heldByBucket, sessionsOf } from './judge-bucket-policy.ts'

const session = { account: '1', role: 'Deliverer' }
const request = {
  action: 'oss:PutObject',
  resources: ['acs:oss:oss-cn-hangzhou:1:reports/a.json', 'acs:oss:cn-hangzhou:1:reports/a.json'],
}
const all = {
  Effect: 'Deny',
  Action: 'oss:*',
  Principal: ['*'],
  Resource: ['acs:oss:*:1:reports/*'],
}

/** A condition with one key. */
const when = (operator: string, key: string, ...values: readonly string[]) => ({
  ...all,
  Condition: { [operator]: { [key]: values } },
})

describe('a statement of the policy of a bucket', () => {
  it.each<[string, object]>([
    ['yes', all],
    ['yes', { ...all, Principal: '*' }],
    ['yes', { ...all, Principal: [] }],
    ['yes', { ...all, Principal: ['2', sessionsOf(session)] }],
    ['yes', { ...all, Principal: ['arn:sts::*:*/*/*'] }],
    ['yes', { ...all, Principal: ['arn:sts::1:assumed-role/Deliver*'] }],
    ['no', { ...all, Principal: ['1', '20214760404935'] }],
    ['no', { ...all, Principal: ['arn:sts::2:assumed-role/Deliverer/*'] }],
    ['no', { ...all, Principal: ['arn:sts::1:assumed-role/Deliver/*'] }],
    ['unknown', { ...all, Principal: ['arn:sts::1:assumed-role/Deliverer/oss'] }],
    ['unknown', { ...all, Principal: { RAM: ['acs:ram::1:root'] } }],
    ['unknown', { ...all, Principal: undefined, NotPrincipal: ['1'] }],
    ['no', { ...all, Effect: 'Allow' }],
    ['no', { ...all, Action: ['oss:Get*'] }],
    ['no', { ...all, Resource: ['acs:oss:*:1:reports'] }],
    ['unknown', when('Bool', 'acs:SecureTransport', 'false')],
    ['unknown', when('StringNotEquals', 'acs:SourceVpc', 'vpc-1')],
    ['no', when('StringNotLike', 'acs:AccessId', 'TMP.*', 'STS.*')],
    ['yes', when('StringNotLike', 'acs:AccessId', 'TMP.*')],
    ['yes', when('StringLike', 'acs:AccessId', 'STS.*')],
    ['no', when('StringLike', 'acs:AccessId', 'LTAI*')],
    ['unknown', when('StringNotLike', 'acs:AccessId', 'STS.N*')],
    ['unknown', when('StringEquals', 'acs:AccessId', 'STS.N')],
  ])('comes to "%s": %j', (expected, statement) => {
    expect(heldByBucket({ statements: [{ ...statement }] }, 'Deny', session, request)).toBe(
      expected,
    )
  })
})
