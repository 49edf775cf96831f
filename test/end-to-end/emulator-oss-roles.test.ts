import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startEmulator } from '@bucket-inventory/emulator'
import type { EmulatedRole } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { OssDeliveries, ossHeader } from './emulator-oss-deliveries.ts'
import { ossDocument } from './emulator-oss-inventories.ts'

const account = '000000000000'

let world: OssDeliveries
let made = 0

beforeAll(async () => {
  world = new OssDeliveries(await startEmulator())
})

beforeEach(begin)

afterEach(() =>
  world.emulator.setSwitches({
    ossRoles: 'known',
    ossRoleReadsSource: 'not-needed',
    ossKeys: 'any',
  }),
)

afterAll(() => world.emulator.close())

async function begin(): Promise<void> {
  made += 1
  await world.useNewBuckets()
  await world.put('a/one')
}

async function encryptByDefault(rule: string): Promise<void> {
  const content = `<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault>${rule}</ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>`
  await world.oss.request({
    method: 'PUT',
    bucket: world.reports,
    subres: 'encryption',
    content: Buffer.from(content),
    mime: 'xml',
    successStatuses: [200],
  })
}

function policy(Action: string | readonly string[], Resource: string, more: object = {}): object {
  return { Version: '1', Statement: [{ Effect: 'Allow', Action, Resource, ...more }] }
}

function trust(service: string, Effect = 'Allow'): object {
  const statement = { Effect, Action: 'sts:AssumeRole', Principal: { Service: [service] } }
  return { Version: '1', Statement: [statement] }
}

const mayWrite = () => policy('oss:PutObject', `acs:oss:*:*:${world.reports}/*`)

/** Why nothing is delivered with a role; nothing where it is. */
async function refusalOf(
  role: Omit<EmulatedRole, 'name'>,
  changes: Parameters<typeof ossDocument>[0] = {},
): Promise<string | undefined> {
  await world.emulator.createRole({ name: `role-${made}`, ...role })
  await configure(changes)
  return deliver()
}

async function configure(changes: Parameters<typeof ossDocument>[0]): Promise<void> {
  const { inventories } = world
  await inventories.put(
    ossDocument({
      Bucket: `<Bucket>acs:oss:::${world.reports}</Bucket>`,
      RoleArn: `<RoleArn>acs:ram::${account}:role/role-${made}</RoleArn>`,
      ...changes,
    }),
    'daily',
  )
}

async function deliver(kind: 'full' | 'incremental' = 'full'): Promise<string | undefined> {
  const delivery = await world.emulator.deliver('oss', world.source, 'daily', { kind })
  expect(await world.written()).toHaveLength(delivery.delivered ? (kind === 'full' ? 3 : 2) : 0)
  return delivery.delivered ? undefined : delivery.reason
}

describe('a role', () => {
  test('that may put into the destination delivers', async () => {
    expect(await refusalOf({ policies: [mayWrite()] })).toBeUndefined()
  })

  test.each(['AliyunOSSFullAccess', 'AdministratorAccess'])('with %s delivers', async (name) => {
    expect(await refusalOf({ attached: [name] })).toBeUndefined()
  })

  test('that nobody made delivers nothing, unless a switch says so', async () => {
    await configure({})
    const arn = `acs:ram::${account}:role/role-${made}`
    expect(await deliver()).toBe(`there is no role "${arn}" of the account of "${world.reports}"`)
    world.emulator.setSwitches({ ossRoles: 'own' })
    expect(await deliver()).toBeUndefined()
  })

  test('of another account delivers nothing', async () => {
    const RoleArn = `<RoleArn>acs:ram::7:role/role-${made}</RoleArn>`
    expect(await refusalOf({ account: '7', attached: ['AliyunOSSFullAccess'] }, { RoleArn })).toBe(
      `there is no role "acs:ram::7:role/role-${made}" of the account of "${world.reports}"`,
    )
  })

  test.each([
    ['another service', trust('ecs.aliyuncs.com')],
    ['nobody', trust('oss.aliyuncs.com', 'Deny')],
  ])('that trusts %s delivers nothing', async (_who, trusted) => {
    expect(await refusalOf({ trust: trusted, attached: ['AliyunOSSFullAccess'] })).toBe(
      `the role "acs:ram::${account}:role/role-${made}" does not let oss.aliyuncs.com act as it`,
    )
  })

  test.each<[string, () => readonly object[]]>([
    ['nothing', () => []],
    ['to read', () => [policy(['oss:Get*', 'oss:List*'], '*')]],
    ['to write elsewhere', () => [policy('oss:*', 'acs:oss:*:*:elsewhere/*')]],
    ['to write under another prefix', () => [policy('oss:*', `acs:oss:*:*:${world.reports}/x/*`)]],
    ['data, not manifests', () => [policy('oss:*', `acs:oss:*:*:${world.reports}/*.gz`)]],
    [
      'all that is not denied',
      () => [policy('oss:*', '*'), policy('oss:*', '*', { Effect: 'Deny' })],
    ],
    [
      'to write from an office',
      () => [policy('oss:*', '*', { Condition: { IpAddress: { 'acs:SourceIp': '203.0.113.1' } } })],
    ],
  ])('that may %s delivers nothing', async (_what, policies) => {
    expect(await refusalOf({ policies: policies() })).toMatch(
      /^the role "acs:ram::000000000000:role\/role-\d+" may not write ".*" into bucket "reports-\d+" \(oss:PutObject\)$/,
    )
  })

  test('needs to read the source where a switch says so', async () => {
    world.emulator.setSwitches({ ossRoleReadsSource: 'needed' })
    const listed = `may not list bucket "${world.source}" (oss:ListObjects)`
    const Filter = '<Prefix>a/</Prefix>'
    expect(await refusalOf({ policies: [mayWrite()] }, { Filter })).toContain(listed)
    await begin()
    const under = { Condition: { StringLike: { 'oss:Prefix': 'a/*' } } }
    const reads = [
      policy('oss:ListObjects', `acs:oss:*:*:${world.source}`, under),
      policy('oss:GetObject', `acs:oss:*:*:${world.source}/a/*`),
    ]
    expect(await refusalOf({ policies: [mayWrite(), ...reads] }, { Filter })).toBeUndefined()
  })

  test('is asked for what it may when changes are delivered', async () => {
    const More = `<IncrementalInventory><IsEnabled>true</IsEnabled><Schedule><Frequency>600</Frequency></Schedule></IncrementalInventory>`
    await world.emulator.createRole({ name: `role-${made}` })
    await configure({ More })
    await world.put('a/two')
    expect(await deliver('incremental')).toContain('may not write')
    world.emulator.setSwitches({ ossRoles: 'own' })
    expect(await deliver('incremental')).toBeUndefined()
  })
})

describe('a role that encrypts', () => {
  const withKey = {
    Encryption: '<Encryption><SSE-KMS><KeyId>key-1</KeyId></SSE-KMS></Encryption>',
  }

  test('needs to use the key', async () => {
    expect(await refusalOf({ policies: [mayWrite()] }, withKey)).toBe(
      `the role "acs:ram::${account}:role/role-${made}" may not use the key "key-1" of KMS (kms:GenerateDataKey)`,
    )
  })

  test('may by the policy of the system', async () => {
    const attached = ['AliyunKMSCryptoUserAccess']
    expect(await refusalOf({ policies: [mayWrite()], attached }, withKey)).toBeUndefined()
  })

  test('may by a policy of its own', async () => {
    const actions = ['kms:GenerateDataKey', 'kms:Encrypt', 'kms:Decrypt']
    const mayEncrypt = policy(actions, `acs:kms:cn-hangzhou:${account}:key/key-1`)
    expect(await refusalOf({ policies: [mayWrite(), mayEncrypt] }, withKey)).toBeUndefined()
  })

  test('by a key that nobody knows delivers nothing, where a switch says so', async () => {
    world.emulator.setSwitches({ ossKeys: 'known' })
    const attached = ['AliyunOSSFullAccess', 'AliyunKMSCryptoUserAccess']
    expect(await refusalOf({ attached }, withKey)).toBe(
      `there is no key "key-1" of the account of "${world.reports}"`,
    )
    await world.emulator.createOssKey({ id: 'key-1', account: '7' })
    expect(await deliver()).toBe(`there is no key "key-1" of the account of "${world.reports}"`)
    await world.emulator.createOssKey({ id: 'key-1' })
    expect(await deliver()).toBeUndefined()
  })

  test('as the destination does by default needs to use the key that it names', async () => {
    await encryptByDefault('<SSEAlgorithm>KMS</SSEAlgorithm><KMSMasterKeyID>key-1</KMSMasterKeyID>')
    expect(await refusalOf({ policies: [mayWrite()] })).toBe(
      `the role "acs:ram::${account}:role/role-${made}" may not use the key "key-1" of KMS (kms:GenerateDataKey)`,
    )
    await begin()
    await encryptByDefault('<SSEAlgorithm>KMS</SSEAlgorithm><KMSMasterKeyID>key-1</KMSMasterKeyID>')
    const uses = ['kms:GenerateDataKey', 'kms:Decrypt']
    const mayEncrypt = policy(uses, `acs:kms:cn-hangzhou:${account}:key/key-1`)
    expect(await refusalOf({ policies: [mayWrite(), mayEncrypt] })).toBeUndefined()
    const [key = ''] = await world.written()
    const { res } = await world.oss.head(key)
    expect(ossHeader(res, 'server-side-encryption')).toBe('KMS')
    expect(ossHeader(res, 'server-side-encryption-key-id')).toBe('key-1')
  })

  test.each(['KMS', 'AES256', 'SM4'])(
    'as the destination does by default, with %s and no key that it names, needs none',
    async (algorithm) => {
      await encryptByDefault(`<SSEAlgorithm>${algorithm}</SSEAlgorithm>`)
      expect(await refusalOf({ policies: [mayWrite()] })).toBeUndefined()
      const [key = ''] = await world.written()
      const { res } = await world.oss.head(key)
      expect(ossHeader(res, 'server-side-encryption')).toBe(algorithm)
    },
  )

  test('as the configuration says, whatever the destination does by default', async () => {
    await encryptByDefault('<SSEAlgorithm>KMS</SSEAlgorithm><KMSMasterKeyID>key-1</KMSMasterKeyID>')
    const Encryption = '<Encryption><SSE-OSS></SSE-OSS></Encryption>'
    expect(await refusalOf({ policies: [mayWrite()] }, { Encryption })).toBeUndefined()
  })

  test('by the key of the account needs nobody to make it', async () => {
    world.emulator.setSwitches({ ossKeys: 'known' })
    const attached = ['AliyunOSSFullAccess', 'AliyunKMSCryptoUserAccess']
    const Encryption = '<Encryption><SSE-KMS></SSE-KMS></Encryption>'
    expect(await refusalOf({ attached }, { Encryption })).toBeUndefined()
  })
})

test('roles that were made, and keys, outlive the emulator', async () => {
  const data = await mkdtemp(join(tmpdir(), 'emulator-'))
  const switches = { ossKeys: 'known' } as const
  const here = world
  world = new OssDeliveries(await startEmulator({ data, switches }))
  await world.useNewBuckets()
  await world.put('a/one')
  await world.emulator.createOssKey({ id: 'key-1' })
  const role = { policies: [mayWrite()], attached: ['AliyunKMSCryptoUserAccess'] }
  await world.emulator.createRole({ name: `role-${made}`, ...role })
  await configure({
    Encryption: '<Encryption><SSE-KMS><KeyId>key-1</KeyId></SSE-KMS></Encryption>',
  })
  await world.emulator.close()
  world.goOnWith(await startEmulator({ data, switches }))
  expect(await deliver()).toBeUndefined()
  await world.emulator.close()
  world = here
  await rm(data, { recursive: true })
})
