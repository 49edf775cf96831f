import { PutBucketEncryptionCommand } from '@aws-sdk/client-s3'
import type { Check } from '@bucket-inventory/core'
import type { EmulatedKey } from '@bucket-inventory/emulator'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { account } from '../laws/policy-world.ts'
import type { PolicyPlaces, PolicyWorld } from '../laws/policy-world.ts'
import { ChecksWorld, toAdd } from './aws-s3-checks-world.ts'

let scene: ChecksWorld
let world: PolicyWorld
let places: PolicyPlaces

beforeAll(async () => {
  scene = await ChecksWorld.start()
  world = scene.world
})

beforeEach(async () => {
  await scene.begin()
  places = scene.places
})

afterAll(() => scene.close())

/** The vendor's: https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html#configure-inventory-kms-key-policy */
function policy(source: string, more: readonly object[] = []) {
  const allow = {
    Sid: 'Allow Amazon S3 use of the customer managed key',
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: ['kms:GenerateDataKey'],
    Resource: '*',
    Condition: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceARN': `arn:aws:s3:::${source}` },
    },
  }
  return { Version: '2012-10-17', Statement: [allow, ...more] }
}

function makeKey(key: Omit<EmulatedKey, 'policy'> = {}): Promise<string> {
  return world.emulator.createKey({ policy: policy(places.source), ...key })
}

/** The checks about the key, and whether the service delivers. */
async function withKey(keyId: string): Promise<{ checks: readonly Check[]; delivered: boolean }> {
  const configuration = await world.configure(places, { encryption: { type: 'kms', keyId } })
  const checks = await world.check(places.source, configuration)
  const { delivered } = await world.deliver(places.source)
  return { checks: checks.filter(({ name }) => name.includes('key')), delivered }
}

test('a key that is as it should be is used', async () => {
  const arn = await makeKey()
  expect(await withKey(arn)).toMatchObject({
    checks: [
      {
        name: 'encryption-key',
        state: 'ok',
        evidence: `key ${arn} is enabled, symmetric and managed by its customer`,
      },
      { name: 'key-policy', state: 'ok' },
    ],
    delivered: true,
  })
})

test('the ARN of an alias is the key behind it', async () => {
  const arn = await makeKey({ aliases: ['alias/reports'] })
  const alias = `arn:aws:kms:us-east-1:${account}:alias/reports`
  expect(await withKey(alias)).toMatchObject({
    checks: [{ state: 'ok', evidence: expect.stringContaining(arn) }, { state: 'ok' }],
    delivered: true,
  })
})

test('an alias alone is not enough to tell, as nobody knows in whose account S3 looks', async () => {
  expect((await withKey('alias/reports')).checks).toMatchObject([
    { name: 'encryption-key', state: 'unknown', fix: expect.stringContaining('by its ARN') },
  ])
})

test('the id of a key is enough in its own account', async () => {
  const arn = await makeKey()
  const id = arn.slice(arn.indexOf('/') + 1)
  expect(await withKey(id)).toMatchObject({
    checks: [{ state: 'ok' }, { state: 'ok' }],
    delivered: true,
  })
})

test.each<[string, EmulatedKey, RegExp, RegExp]>([
  [
    'disabled',
    { state: 'disabled' },
    /is not enabled but Disabled/,
    /^aws kms enable-key --key-id arn:/,
  ],
  [
    'to be deleted',
    { state: 'pending-deletion' },
    /is not enabled but PendingDeletion/,
    /^aws kms cancel-key-deletion .* && aws kms enable-key/,
  ],
  ['managed by AWS', { manager: 'aws' }, /is managed by AWS/, /customer managed symmetric key/],
  ['asymmetric', { spec: 'rsa' }, /not symmetric/, /customer managed symmetric key/],
  [
    'in another region',
    { region: 'eu-west-1' },
    /is in eu-west-1, the destination in us-east-1/,
    /of us-east-1 by its ARN/,
  ],
])('a key that is %s is not used', async (_what, given, evidence, fix) => {
  expect(await withKey(await makeKey(given))).toMatchObject({
    checks: [
      {
        name: 'encryption-key',
        state: 'failure',
        evidence: expect.stringMatching(evidence),
        fix: expect.stringMatching(fix),
      },
    ],
    delivered: false,
  })
})

test.each([
  ['arn:aws:kms:us-east-1:000000000000:alias/aws/s3', /AWS manages/],
  ['alias/aws/s3', /AWS manages/],
  ['arn:aws-cn:kms:cn-north-1:000000000000:key/1', /partition aws-cn/],
  ['arn:aws:kms:us-east-1:000000000000:key/nobodys', /there is no key/],
  ['arn:aws:kms:key/1', /no ARN of a key/],
])('%s is no key for reports', async (keyId, evidence) => {
  expect(await withKey(keyId)).toMatchObject({
    checks: [{ state: 'failure', evidence: expect.stringMatching(evidence) }],
    delivered: false,
  })
})

test('a policy that lets S3 in for nobody says which statement does, and that one does', async () => {
  const arn = await world.emulator.createKey()
  const { checks, delivered } = await withKey(arn)
  expect(delivered).toBe(false)
  expect(checks[1]).toMatchObject({ name: 'key-policy', state: 'failure' })
  const statement = checks[1] === undefined ? '' : toAdd(checks[1])
  const added: unknown = JSON.parse(`{"Version":"2012-10-17","Statement":[${statement}]}`)
  if (typeof added !== 'object' || added === null) throw new Error('no statement to add')
  await world.emulator.setKeyPolicy(arn, added)
  expect(await withKey(arn)).toMatchObject({
    checks: [{ state: 'ok' }, { state: 'ok' }],
    delivered: true,
  })
})

test('a policy that denies fails', async () => {
  const arn = await world.emulator.createKey({ policy: policy(places.source, [deny]) })
  expect(await withKey(arn)).toMatchObject({
    checks: [
      { state: 'ok' },
      { state: 'failure', evidence: expect.stringContaining('denies kms:*') },
    ],
    delivered: false,
  })
})

const deny = { Effect: 'Deny', Principal: '*', Action: 'kms:*', Resource: '*' }

// What S3 says of the context of its call no page tells: what asks for that is unknown, whatever is delivered.
test.each<[string, object, 'ok' | 'failure' | 'unknown', readonly object[]]>([
  ['any action that makes data keys', { Action: 'kms:GenerateDataKey*' }, 'ok', []],
  ['every action but one', { Action: undefined, NotAction: 'kms:Decrypt' }, 'ok', []],
  ['the action of another call', { Action: ['kms:Encrypt', 'kms:Decrypt'] }, 'failure', []],
  ['the account alone', { Principal: { AWS: `arn:aws:iam::${account}:root` } }, 'failure', []],
  ['another key by name', { Resource: 'arn:aws:kms:us-east-1:000000000000:key/x' }, 'failure', []],
  [
    'calls by S3',
    { Condition: equal('kms:ViaService', 's3.us-east-1.amazonaws.com') },
    'unknown',
    [],
  ],
  ['calls of an account', { Condition: equal('kms:CallerAccount', account) }, 'unknown', []],
  [
    'calls about a bucket',
    { Condition: equal('kms:EncryptionContext:aws:s3:arn', 'arn:aws:s3:::x') },
    'unknown',
    [],
  ],
  [
    'S3, and denies what comes for other buckets',
    {},
    'ok',
    [{ ...deny, Condition: { ArnNotLike: { 'aws:SourceArn': 'arn:aws:s3:::photos-*' } } }],
  ],
  [
    'S3, and denies what comes for this bucket',
    {},
    'failure',
    [{ ...deny, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::photos-*' } } }],
  ],
  [
    'S3, and denies calls that are not by services',
    {},
    'ok',
    [{ ...deny, Condition: { Bool: { 'aws:PrincipalIsAWSService': 'false' } } }],
  ],
  [
    'S3, and denies calls that are not by a service for somebody',
    {},
    'unknown',
    [{ ...deny, Condition: { StringNotLike: { 'kms:ViaService': 's3.*' } } }],
  ],
  [
    'S3, and denies encryption headers, which are of S3 alone',
    {},
    'ok',
    [{ ...deny, Condition: { StringEquals: { 's3:x-amz-server-side-encryption': 'AES256' } } }],
  ],
])('a policy that lets in %s', async (_what, changes, state, more) => {
  const {
    Statement: [allow],
  } = policy(places.source)
  const Statement = [{ ...allow, ...changes }, ...more]
  const arn = await world.emulator.createKey({ policy: { Version: '2012-10-17', Statement } })
  const { checks, delivered } = await withKey(arn)
  expect(checks).toMatchObject([{ state: 'ok' }, { name: 'key-policy', state }])
  if (state !== 'unknown') expect(delivered).toBe(state === 'ok')
})

function equal(key: string, value: string): object {
  return { StringEquals: { [key]: value } }
}

test('a key of another account, which tells nobody else of it, is unknown', async () => {
  const arn = 'arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab'
  expect((await withKey(arn)).checks).toMatchObject([
    { name: 'encryption-key', state: 'unknown', fix: expect.stringContaining('kms:DescribeKey') },
  ])
})

test('the key of the bucket counts where the configuration names none', async () => {
  const KMSMasterKeyID = await makeKey({ state: 'disabled' })
  const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID } as const
  await world.s3.send(
    new PutBucketEncryptionCommand({
      Bucket: places.reports,
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault }] },
    }),
  )
  const configuration = await world.configure(places)
  const checks = await world.check(places.source, configuration)
  expect(checks.filter(({ state }) => state === 'failure')).toMatchObject([
    { name: 'encryption-key', evidence: `key ${KMSMasterKeyID} is not enabled but Disabled` },
  ])
  expect((await world.deliver(places.source)).delivered).toBe(false)
})
