import * as fc from 'fast-check'

import { account } from './policy-world.ts'
import type { PolicyPlaces } from './policy-world.ts'

/** A policy in the making: what it names is known only when there are buckets, or a key. */
export type PolicyOf = (subject: PolicySubject) => string

export interface PolicySubject extends PolicyPlaces {
  /** What the policy belongs to. */
  readonly target: 'bucket' | 'key'
  readonly prefix: string
}

type Json = string | boolean | readonly string[] | { readonly [name: string]: Json }
type Make<Made> = (subject: PolicySubject) => Made
type Members = Readonly<Record<string, Json>>

const other = '111122223333'

function choose<Made>(...choices: readonly (readonly [number, Make<Made>])[]) {
  return fc.oneof(...choices.map(([weight, made]) => ({ weight, arbitrary: fc.constant(made) })))
}

const principal = choose<Members>(
  [6, () => ({ Principal: { Service: 's3.amazonaws.com' } })],
  [1, () => ({ Principal: { Service: ['logging.s3.amazonaws.com', 's3.amazonaws.com'] } })],
  [1, () => ({ Principal: { Service: 'logging.s3.amazonaws.com' } })],
  [3, () => ({ Principal: '*' })],
  [1, () => ({ Principal: { AWS: '*' } })],
  [1, () => ({ Principal: { AWS: `arn:aws:iam::${account}:root` } })],
  [1, () => ({ Principal: { AWS: '*', Service: 's3.amazonaws.com' } })],
  [1, () => ({ NotPrincipal: { AWS: `arn:aws:iam::${account}:root` } })],
  [1, () => ({ NotPrincipal: { Service: 's3.amazonaws.com' } })],
)

const action = choose<Members>(
  [5, ({ target }) => ({ Action: target === 'key' ? 'kms:GenerateDataKey' : 's3:PutObject' })],
  [2, ({ target }) => ({ Action: target === 'key' ? 'kms:*' : 's3:*' })],
  [1, () => ({ Action: '*' })],
  [1, ({ target }) => ({ Action: target === 'key' ? ['kms:generatedata???'] : ['S3:PUT*'] })],
  [1, ({ target }) => ({ Action: target === 'key' ? 'kms:Decrypt' : 's3:GetObject' })],
  [1, ({ target }) => ({ NotAction: target === 'key' ? 'kms:Decrypt' : 's3:GetObject' })],
  [1, ({ target }) => ({ NotAction: target === 'key' ? 'kms:G*' : ['s3:Get*', 's3:Put*'] })],
)

const ofBucket = choose<Members>(
  [6, ({ reports }) => ({ Resource: `arn:aws:s3:::${reports}/*` })],
  [1, ({ reports }) => ({ Resource: [`arn:aws:s3:::${reports}`, `arn:aws:s3:::${reports}/*`] })],
  [2, (subject) => ({ Resource: `arn:aws:s3:::${subject.reports}/${rootOf(subject)}*` })],
  [
    1,
    (subject) => ({
      Resource: `arn:aws:s3:::${subject.reports}/${rootOf(subject)}${subject.source}/daily/*`,
    }),
  ],
  [1, ({ reports }) => ({ Resource: `arn:aws:s3:::${reports}/inventories/*` })],
  [1, ({ reports }) => ({ Resource: `arn:aws:s3:::${reports}/*/data/*` })],
  [1, ({ reports }) => ({ Resource: `arn:aws:s3:::${reports}/*.json` })],
  [1, ({ reports }) => ({ Resource: `arn:aws:s3:::${reports}/*/????-??-??T??-??Z/manifest.*` })],
  [1, ({ reports }) => ({ Resource: `arn:aws:s3:::${reports}/\${aws:SourceAccount}/*` })],
  [1, ({ reports }) => ({ Resource: `arn:aws:s3:::${reports}/\${*}/*` })],
  [1, ({ reports }) => ({ NotResource: `arn:aws:s3:::${reports}/private/*` })],
  [1, ({ reports }) => ({ NotResource: `arn:aws:s3:::${reports}/*/hive/*` })],
  // What has no value here, and then perhaps makes the whole statement invalid.
  [1, ({ reports }) => ({ NotResource: `arn:aws:s3:::${reports}/\${aws:PrincipalTag/team}/*` })],
)

const conditionKey = choose<readonly [string, string, readonly string[]]>(
  [4, ({ source }) => ['Arn', 'aws:SourceArn', [`arn:aws:s3:::${source}`]]],
  [2, () => ['Arn', 'aws:SourceArn', ['arn:aws:s3:::photos-*', 'arn:aws:s3:::other']]],
  [1, () => ['Arn', 'aws:SourceArn', ['arn:aws-cn:s3:::*']]],
  [1, () => ['Arn', 'aws:PrincipalArn', [`arn:aws:iam::${account}:role/*`]]],
  [1, ({ source }) => ['String', 'aws:SourceArn', [`arn:aws:s3:::${source}`]]],
  [4, () => ['String', 'aws:SourceAccount', [account]]],
  [1, () => ['String', 'aws:SourceAccount', [other, account]]],
  [1, () => ['String', 'aws:SourceAccount', [other]]],
  [1, () => ['String', 'AWS:sourceaccount', ['${aws:SourceAccount}']]],
  [2, () => ['String', 's3:x-amz-acl', ['bucket-owner-full-control']]],
  [1, () => ['String', 's3:x-amz-acl', ['private', 'public-*']]],
  [2, () => ['String', 's3:x-amz-server-side-encryption', ['aws:kms']]],
  [2, () => ['String', 's3:x-amz-server-side-encryption', ['AES256']]],
  [1, () => ['String', 'aws:PrincipalServiceName', ['s3.amazonaws.com']]],
  [
    1,
    () => ['String', 'aws:PrincipalServiceNamesList', ['logging.s3.amazonaws.com', 's3.amazon*']],
  ],
  [1, () => ['String', 'aws:PrincipalAccount', [account, other]]],
  [1, () => ['String', 'aws:userId', ['AROAEXAMPLEID:*', account]]],
  [1, () => ['String', 'aws:RequestedRegion', ['us-east-1']]],
  [1, () => ['String', 'aws:ResourceAccount', [account]]],
  [1, () => ['Bool', 'aws:ViaAWSService', ['false']]],
  [2, () => ['String', 'aws:SourceVpce', ['vpce-1']]],
  [2, () => ['String', 'aws:PrincipalOrgID', ['o-1']]],
  [2, () => ['Bool', 'aws:SecureTransport', ['false']]],
  [1, () => ['Bool', 'aws:SecureTransport', ['true']]],
  [2, () => ['Bool', 'aws:PrincipalIsAWSService', ['false']]],
  [1, () => ['Bool', 'aws:PrincipalIsAWSService', ['True']]],
  [2, () => ['Ip', 'aws:SourceIp', ['192.0.2.0/24', '2001:db8::/32']]],
  [1, () => ['Date', 'aws:CurrentTime', ['2099-01-01T00:00:00Z']]],
  [1, () => ['Numeric', 'aws:EpochTime', ['1000000000']]],
  [1, () => ['Numeric', 's3:TlsVersion', ['1.2']]],
  [1, () => ['String', 'aws:SourceAccount', ['${aws:SourceVpc}', account]]],
  // Nobody but the organization knows it.
  [1, () => ['String', 'aws:SourceOrgID', ['o-1']]],
)

const operators: Readonly<Record<string, readonly string[]>> = {
  Arn: ['ArnLike', 'ArnEquals', 'ArnNotLike', 'ArnNotEquals', 'StringLike', 'StringNotLike'],
  String: [
    'StringEquals',
    'StringEquals',
    'StringNotEquals',
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    'StringLike',
    'StringNotLike',
  ],
  Bool: ['Bool'],
  Ip: ['IpAddress', 'NotIpAddress'],
  Date: ['DateLessThan', 'DateGreaterThanEquals', 'DateNotEquals', 'DateEquals'],
  Numeric: ['NumericGreaterThan', 'NumericLessThanEquals', 'NumericNotEquals'],
}

const condition = fc
  .tuple(
    conditionKey,
    fc.nat(),
    fc.oneof(
      { weight: 6, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constantFrom('ForAllValues:', 'ForAnyValue:') },
    ),
    fc.oneof(
      { weight: 4, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constant('IfExists') },
    ),
    fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.constantFrom('true', 'false') },
    ),
  )
  .map(([made, index, before, after, absent]) => (subject: PolicySubject) => {
    const [type, key, values] = made(subject)
    if (absent !== undefined) return ['Null', key, absent] as const
    const names = operators[type] ?? []
    const name = names[index % names.length] ?? 'StringEquals'
    return [`${before}${name}${after}`, key, values] as const
  })

const statement = fc.tuple(
  fc.constantFrom('Allow', 'Allow', 'Deny'),
  principal,
  action,
  ofBucket,
  fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    { weight: 3, arbitrary: fc.array(condition, { minLength: 1, maxLength: 3 }) },
  ),
)

/** The statement that the vendor asks for. */
export function right({ source, reports, target }: PolicySubject): Members {
  return {
    Sid: 'Right',
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: target === 'key' ? 'kms:GenerateDataKey' : 's3:PutObject',
    Resource: target === 'key' ? '*' : `arn:aws:s3:::${reports}/*`,
    Condition: {
      ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${source}` },
      StringEquals: { 'aws:SourceAccount': account },
    },
  }
}

/** Policies near what S3 asks for: of statements that allow and deny by what matters to it. */
export const policyArbitrary: fc.Arbitrary<PolicyOf> = fc
  .tuple(
    fc.boolean(),
    fc.array(statement, { maxLength: 3 }),
    fc.oneof(
      { weight: 5, arbitrary: fc.constant('2012-10-17') },
      { weight: 1, arbitrary: fc.constant('2008-10-17') },
    ),
  )
  .map(([hasRight, parts, version]) => (subject: PolicySubject) => {
    const statements = parts.map(([effect, who, what, where, conditions]): Members => {
      const principal = who(subject)
      return {
        // S3 takes it with a denial only.
        Effect: 'NotPrincipal' in principal ? 'Deny' : effect,
        ...principal,
        ...what(subject),
        ...(subject.target === 'key' ? { Resource: '*' } : where(subject)),
        ...conditionOf(conditions.map((make) => make(subject))),
      }
    })
    const all = hasRight || statements.length === 0 ? [right(subject), ...statements] : statements
    return JSON.stringify({ Version: version, Statement: all })
  })

/** The last of two that ask the same key with the same operator. */
function conditionOf(
  conditions: readonly (readonly [string, string, string | readonly string[]])[],
): Members {
  const byOperator = new Map<string, Members>()
  for (const [operator, key, values] of conditions) {
    byOperator.set(operator, { ...byOperator.get(operator), [key]: values })
  }
  return byOperator.size === 0 ? {} : { Condition: Object.fromEntries(byOperator) }
}

function rootOf({ prefix }: PolicySubject): string {
  return prefix === '' ? '' : `${prefix}/`
}
