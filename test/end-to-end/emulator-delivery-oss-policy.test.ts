import { startEmulator } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { OssDeliveries } from './emulator-oss-deliveries.ts'
import { ossDocument } from './emulator-oss-inventories.ts'

const account = '000000000000'
const sessions = `arn:sts::${account}:assumed-role/inventory/*`

let world: OssDeliveries

beforeAll(async () => {
  world = new OssDeliveries(await startEmulator())
  await world.createRole()
  await world.emulator.createRole({ name: 'powerless' })
})

beforeEach(async () => {
  await world.useNewBuckets()
  await world.put('a')
})

afterEach(() => world.emulator.setSwitches({ ossRoles: 'known', ossRoleReadsSource: 'not-needed' }))

afterAll(() => world.emulator.close())

function statement(changes: object = {}): object {
  return {
    Effect: 'Deny',
    Action: ['oss:*'],
    Principal: ['*'],
    Resource: [`acs:oss:*:${account}:${world.reports}`, `acs:oss:*:${account}:${world.reports}/*`],
    ...changes,
  }
}

function setPolicy(bucket: string, ...statements: readonly object[]): Promise<object> {
  return world.oss.putBucketPolicy(bucket, { Version: '1', Statement: statements })
}

/** Why a role delivers nothing, and that nothing is there; nothing where it does. */
async function refusal(role = 'inventory'): Promise<string | undefined> {
  await world.inventories.put(
    ossDocument({
      Bucket: `<Bucket>acs:oss:::${world.reports}</Bucket>`,
      RoleArn: `<RoleArn>acs:ram::${account}:role/${role}</RoleArn>`,
    }),
    'daily',
  )
  const delivery = await world.emulator.deliver('oss', world.source, 'daily')
  expect(await world.written()).toHaveLength(delivery.delivered ? 3 : 0)
  return delivery.delivered ? undefined : delivery.reason
}

const vpc = (operator: string, value: string) => ({
  [operator]: { 'acs:SourceVpc': [value] },
})

// Those with a number are scenarios of https://www.alibabacloud.com/help/en/oss/user-guide/oss-bucket-policy/
describe('the policy of a destination stops a delivery', () => {
  test.each<[string, object]>([
    ['that denies everybody', {}],
    ['that denies nobody in particular', { Principal: [] }],
    ['that denies the sessions of the role', { Principal: [sessions] }],
    ['that denies all roles', { Principal: ['arn:sts::*:*/*/*'] }],
    ['that denies putting', { Action: 'oss:PutObject' }],
    ['that denies all but reading', { Action: undefined, NotAction: ['oss:Get*', 'oss:List*'] }],
    ['that denies the internet (6)', { Condition: vpc('StringNotLike', 'vpc-*') }],
    ['that denies all but one VPC (7)', { Condition: vpc('StringNotEquals', 'vpc-1') }],
    [
      'that denies all but one address (8)',
      {
        Condition: {
          ...vpc('StringNotLike', 'vpc-*'),
          NotIpAddress: { 'acs:SourceIp': ['203.0.113.5'] },
        },
      },
    ],
    [
      'that denies a range of addresses, of any network (11)',
      { Condition: { ...vpc('StringLike', '*'), IpAddress: { 'acs:SourceIp': '100.64.0.0/10' } } },
    ],
  ])('%s', async (_name, changes) => {
    await setPolicy(world.reports, statement(changes))
    expect(await refusal()).toMatch(
      /^the policy of bucket "reports-\d+" denies that the role ".*" may write ".*" \(oss:PutObject\)$/,
    )
  })
})

describe('the policy of a destination lets a delivery be', () => {
  test.each<[string, () => object]>([
    ['that denies an account', () => ({ Principal: [account, '20214760404935'] })],
    [
      'that denies another role',
      () => ({ Principal: [`arn:sts::${account}:assumed-role/other/*`] }),
    ],
    ['that denies reading', () => ({ Action: ['oss:GetObject', 'oss:ListObjects'] })],
    [
      'that denies the bucket, not what is in it',
      () => ({ Resource: [`acs:oss:*:*:${world.reports}`] }),
    ],
    ['that denies HTTP', () => ({ Condition: { Bool: { 'acs:SecureTransport': ['false'] } } })],
    ['that denies VPCs', () => ({ Condition: vpc('StringLike', 'vpc-*') })],
    [
      'that denies keys that do not expire (12)',
      () => ({ Condition: { StringNotLike: { 'acs:AccessId': ['TMP.*', 'STS.*'] } } }),
    ],
    ['that allows somebody to read', () => ({ Effect: 'Allow', Action: 'oss:GetObject' })],
  ])('%s', async (_name, changes) => {
    await setPolicy(world.reports, statement(changes()))
    expect(await refusal()).toBeUndefined()
  })
})

test('a role without any right may write where the policy of the bucket says so', async () => {
  expect(await refusal('powerless')).toContain('may not write')
  await world.inventories.delete('daily')
  await setPolicy(
    world.reports,
    statement({
      Effect: 'Allow',
      Action: 'oss:PutObject',
      Principal: [`arn:sts::${account}:assumed-role/powerless/*`],
    }),
  )
  expect(await refusal('powerless')).toBeUndefined()
})

test('what the role is denied no policy of a bucket allows', async () => {
  const denied = statement({ Principal: undefined, Resource: '*' })
  await world.emulator.createRole({
    name: 'denied',
    policies: [{ Version: '1', Statement: [denied] }],
  })
  await setPolicy(world.reports, statement({ Effect: 'Allow' }))
  expect(await refusal('denied')).toContain('the role "acs:ram::000000000000:role/denied" may not')
})

test('the policy of the listed bucket has a say where it is read as the role', async () => {
  const Resource = [`acs:oss:*:*:${world.source}`]
  await setPolicy(world.source, statement({ Action: 'oss:ListObjects', Resource }))
  expect(await refusal()).toBeUndefined()
  await world.useNewBuckets()
  await world.put('a')
  const again = [`acs:oss:*:*:${world.source}`]
  await setPolicy(world.source, statement({ Action: 'oss:ListObjects', Resource: again }))
  world.emulator.setSwitches({ ossRoleReadsSource: 'needed' })
  expect(await refusal()).toContain(`denies that the role`)
})

test('nobody is asked where any role delivers', async () => {
  await setPolicy(world.reports, statement())
  world.emulator.setSwitches({ ossRoles: 'any' })
  expect(await refusal()).toBeUndefined()
})

describe('OSS refuses a policy', () => {
  const of = (changes: object) => () => ({ Version: '1', Statement: [statement(changes)] })

  test.each<[string, () => object]>([
    ['of another version', () => ({ Version: '2012-10-17', Statement: [statement()] })],
    ['of a version without quotes', () => ({ Version: 1, Statement: [statement()] })],
    ['without statements', () => ({ Version: '1', Statement: [] })],
    ['that names people as RAM does', of({ Principal: { RAM: ['acs:ram::1:root'] } })],
    ['that names nobody', of({ Principal: undefined })],
    ['that names no resource', of({ Resource: undefined })],
    ['with an element that there is not', of({ NotPrincipal: ['1'] })],
    ['with a text that is too long', of({ Principal: ['x'.repeat(4096)] })],
    ['that is too long', of({ Principal: Array.from({ length: 5 }, () => 'x'.repeat(4000)) })],
  ])('%s', async (_name, policy) => {
    await expect(world.oss.putBucketPolicy(world.reports, policy())).rejects.toMatchObject({
      status: 400,
      code: 'MalformedPolicy',
    })
    await setPolicy(world.reports, statement())
  })
})
