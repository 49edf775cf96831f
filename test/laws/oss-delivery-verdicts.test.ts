import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { acceptTranslation, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { Check, InventoryConfiguration } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { ossClient } from '../end-to-end/emulator-oss-inventories.ts'
import { propertyRuns } from '../property-runs.ts'

/** Enough to meet every kind of world. */
const numRuns = Math.max(60, Math.ceil(propertyRuns / 2))

const account = '1283641033516515'
const other = '2000000000000000'
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

const world = fc.record({
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

describe('what the checks of OSS say', () => {
  let emulator: Emulator
  let runs = 0
  const seen = { failure: 0, delivered: 0, unknown: 0 }

  beforeAll(async () => {
    emulator = await startEmulator({
      accounts: [
        { id: account, accessKeyId: 'test', secretAccessKey: 'test' },
        { id: other, accessKeyId: 'other', secretAccessKey: 'other' },
      ],
    })
    for (const name of ['photos', 'reports', 'others'])
      await emulator.createBucket({ cloud: 'oss', name })
    await emulator.createBucket({ cloud: 'oss', name: 'far-away', region: 'cn-beijing' })
    const client = ossClient(emulator.oss)
    client.useBucket('photos')
    await client.put('a-key', Buffer.from('x'))
  })

  afterAll(() => emulator.close())

  it('is what becomes of the delivery, but where it hangs on what nobody knows', async () => {
    const provider = createOssProvider({
      endpoint: emulator.oss,
      stsEndpoint: emulator.oss,
      ramEndpoint: emulator.oss,
      region: 'cn-hangzhou',
      accessKeyId: 'test',
      accessKeySecret: 'test',
    })
    const client = ossClient(emulator.oss)
    await fc.assert(
      fc.asyncProperty(world, async (generated) => {
        runs += 1
        const name = `Deliverer-${runs}`
        const configuration = configurationOf(`run-${runs}`, name, generated)
        if (generated.role !== undefined) {
          const { trust: trusting, ...rights } = generated.role
          await emulator.createRole({
            name,
            account: generated.roleAccount,
            ...rights,
            ...(trusting === undefined ? {} : { trust: trusting }),
          })
        }
        const translation = provider.translate(configuration, { region: 'cn-hangzhou' })
        await provider.put('photos', acceptTranslation(translation))
        const isOurs = ['reports', 'others', 'photos'].includes(generated.destination)
        if (isOurs && generated.bucketPolicy !== undefined) {
          await client.putBucketPolicy(generated.destination, generated.bucketPolicy)
        }
        if (generated.keyByDefault !== undefined) {
          const { keyByDefault: KMSMasterKeyID } = generated
          await client.putBucketEncryption('reports', { SSEAlgorithm: 'KMS', KMSMasterKeyID })
        }
        const checks = await provider.access?.checks().check({ bucket: 'photos', configuration })
        const verdict = verdictOf(checks ?? [])
        const delivery = await emulator.deliver('oss', 'photos', configuration.id)
        await provider.delete('photos', configuration.id)
        if (isOurs) await client.deleteBucketPolicy(generated.destination)
        await client.deleteBucketEncryption('reports')
        seen[verdict] += 1
        if (verdict === 'unknown') {
          expect(hangs(generated), JSON.stringify(checks)).toBe(true)
          return
        }
        expect(delivery.delivered, JSON.stringify([delivery, checks])).toBe(verdict === 'delivered')
      }),
      { numRuns },
    )
    // Else it would say nothing.
    expect(seen.failure).toBeGreaterThan(0)
    expect(seen.delivered).toBeGreaterThan(0)
    expect(seen.unknown).toBeLessThan(runs / 3)
  })
})

type Generated = typeof world extends fc.Arbitrary<infer Value> ? Value : never

/** On an address, a network, a protocol or the name of a session, which only the service knows, or on a role that only its own account may look at. */
function hangs({ role: made, roleAccount, bucketPolicy: ofBucket }: Generated): boolean {
  const text = JSON.stringify([made, ofBucket])
  return roleAccount !== account || /acs:(SourceIp|SourceVpc|SecureTransport)|\/oss\.\*/.test(text)
}

function verdictOf(checks: readonly Check[]): 'failure' | 'delivered' | 'unknown' {
  if (checks.some(({ state }) => state === 'failure')) return 'failure'
  return checks.some(({ state }) => state === 'unknown') ? 'unknown' : 'delivered'
}

function configurationOf(
  id: string,
  name: string,
  { destination, roleAccount, prefix, encryption, versions }: Generated,
): InventoryConfiguration {
  return parseInventoryConfiguration({
    id,
    schedule: { every: 'day' },
    versions,
    destination: {
      bucket: destination,
      accountId: account,
      roleArn: `acs:ram::${roleAccount}:role/${name}`,
      format: 'csv',
      ...(prefix === undefined ? {} : { prefix }),
      ...(encryption === undefined ? {} : { encryption }),
    },
  })
}
