import * as fc from 'fast-check'

export const account = '1283641033516515'
export const other = '2000000000000000'
const services = ['oss.aliyuncs.com', 'ecs.aliyuncs.com'] as const

const listOr = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof(value, fc.uniqueArray(value, { minLength: 1, maxLength: 3 }))

/** One of both, the first one `usually` in ten. */
function mostly<First, Second>(
  usually: number,
  first: fc.Arbitrary<First>,
  second: fc.Arbitrary<Second>,
): fc.Arbitrary<First | Second> {
  return fc.oneof(
    { arbitrary: first, weight: usually },
    { arbitrary: second, weight: 10 - usually },
  )
}

const nothing = fc.constant(undefined)

/** Met, not met, or of what nobody knows but the service; most statements have none. */
const condition = mostly(
  8,
  nothing,
  mostly(
    7,
    fc
      .tuple(
        fc.constantFrom('DateLessThan', 'DateGreaterThan', 'DateGreaterThanEquals'),
        fc.constantFrom('2020-01-01T00:00:00Z', '2099-01-01T00:00:00Z'),
      )
      .map(([operator, time]) => ({ [operator]: { 'acs:CurrentTime': time } })),
    fc.oneof(
      fc
        .constantFrom('10.0.0.0/8', '100.64.0.0/10')
        .map((range) => ({ IpAddress: { 'acs:SourceIp': range } })),
      fc
        .tuple(
          fc.constantFrom('StringLike', 'StringNotLike'),
          listOr(fc.constantFrom('STS.*', 'TMP.*', '*', 'ST?.*')),
        )
        .map(([operator, keys]) => ({ [operator]: { 'acs:AccessId': keys } })),
      fc
        .tuple(
          fc.constantFrom('StringLike', 'StringNotLike', 'StringNotEquals'),
          fc.constantFrom('vpc-*', '*', 'vpc-1'),
        )
        .map(([operator, vpc]) => ({ [operator]: { 'acs:SourceVpc': vpc } })),
      fc.boolean().map((tls) => ({ Bool: { 'acs:SecureTransport': String(tls) } })),
    ),
  ),
)

const effect = mostly(6, fc.constant('Allow'), fc.constant('Deny'))

function statementOf(base: fc.Arbitrary<object>): fc.Arbitrary<object> {
  return fc.tuple(effect, base, condition).map(([Effect, rest, Condition]) => ({
    Effect,
    ...rest,
    ...(Condition === undefined ? {} : { Condition }),
  }))
}

const actions = listOr(
  fc.constantFrom(
    'oss:PutObject',
    'oss:Put*',
    'oss:*',
    '*',
    'OSS:putobject',
    'oss:GetObject',
    'kms:*',
    'kms:GenerateDataKey',
    'kms:Decrypt',
    'kms:Encrypt',
  ),
)
const resources = listOr(
  fc
    .tuple(
      fc.constantFrom('*', 'cn-hangzhou', 'oss-cn-hangzhou', 'cn-beijing'),
      fc.constantFrom('*', account, other),
      fc.constantFrom(
        '*',
        'reports/*',
        'reports*',
        'reports/in/*',
        'reports/*/daily/*',
        'reports/*.json',
        'reports',
        'rep?rts/*',
        'others/*',
        'key/*',
      ),
    )
    .chain(([region, owner, rest]) =>
      fc
        .constantFrom('oss', 'oss', 'oss', 'kms', '*')
        .map((service) => `acs:${service}:${region}:${owner}:${rest}`),
    ),
)
const permission = statementOf(
  fc.oneof(
    fc.record({ Action: actions, Resource: fc.oneof(resources, fc.constant('*')) }),
    fc.record({ NotAction: actions, Resource: fc.oneof(resources, fc.constant('*')) }),
  ),
)
const trust = statementOf(
  fc.record({
    Action: listOr(fc.constantFrom('sts:AssumeRole', 'sts:*', '*', 'sts:GetCallerIdentity')),
    Principal: fc.oneof(
      fc.record({ Service: listOr(fc.constantFrom(...services)) }),
      fc.constant({ RAM: [`acs:ram::${account}:root`] }),
    ),
  }),
)
const policyOf = (statement: fc.Arbitrary<object>) =>
  fc
    .array(statement, { minLength: 1, maxLength: 3 })
    .map((Statement) => ({ Version: '1', Statement }))

/** Of a bucket: about everybody, roles, sessions with a name, or people. */
const bucketPolicy = policyOf(
  fc
    .tuple(
      statementOf(
        fc.record({
          Action: actions,
          Resource: fc.oneof(resources, fc.constant('acs:oss:*:*:reports/*')),
        }),
      ),
      fc.oneof(
        fc.constant([]),
        listOr(
          fc.constantFrom(
            '*',
            account,
            'arn:sts::*:*/*/*',
            `arn:sts::${account}:assumed-role/Deliverer-*`,
            `arn:sts::${account}:assumed-role/other/*`,
            `arn:sts::${other}:assumed-role/*`,
            `arn:sts::${account}:assumed-role/*/oss.*`,
          ),
        ),
      ),
    )
    .map(([statement, Principal]) => ({ ...statement, Principal })),
)

/** Most of it is as it should be: what is wrong decides then, and is not hidden behind something else. */
const role = fc.record({
  trust: mostly(7, nothing, policyOf(trust)),
  policies: fc.array(policyOf(permission), { maxLength: 2 }),
  attached: mostly(
    5,
    fc.constant(['AliyunOSSFullAccess', 'AliyunKMSFullAccess']),
    fc.subarray(['AliyunOSSFullAccess', 'AliyunKMSCryptoUserAccess', 'AliyunOSSReadOnlyAccess']),
  ),
})

/** A role, what it may, and the configuration and the buckets that it meets. */
export const ossWorld = fc.record({
  keyByDefault: mostly(7, nothing, fc.constantFrom('', 'k-1', 'k-2')),
  bucketPolicy: mostly(5, nothing, bucketPolicy),
  role: mostly(9, role, nothing),
  roleAccount: mostly(9, fc.constant(account), fc.constant(other)),
  destination: mostly(
    9,
    fc.constant('reports'),
    fc.constantFrom('others', 'far-away', 'nowhere', 'photos'),
  ),
  prefix: fc.constantFrom(undefined, 'in', 'in/', 'elsewhere'),
  encryption: fc.constantFrom(
    undefined,
    undefined,
    { type: 'kms', keyId: 'k-1' },
    { type: 'provider-managed' },
  ),
  versions: fc.constantFrom('current', 'all'),
})

export type OssWorld = typeof ossWorld extends fc.Arbitrary<infer Value> ? Value : never
