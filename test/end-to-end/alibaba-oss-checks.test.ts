import { ossChecks } from '@bucket-inventory/alibaba-oss'
import type { Destination } from '@bucket-inventory/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { OssAccessWorld, trusting, unwell, writing } from './alibaba-oss-access-world.ts'

const { account, other } = OssAccessWorld

let world: OssAccessWorld

beforeEach(async () => {
  world = await OssAccessWorld.start()
})

afterEach(() => world.emulator.close())

const everything = { policies: [writing(`acs:oss:*:${account}:reports/*`)] }
const role = 'Deliverer'

describe('an inventory that is delivered', () => {
  it('is well, and everything that was looked at is in the table', async () => {
    await world.applyAll(await world.roleDocuments())
    expect(await world.delivers()).toBe(true)
    const checks = await world.checked(world.subject())
    expect(unwell(checks)).toEqual([])
    const references = new Map<string, string>(
      Object.entries(ossChecks).map(([name, { reference }]) => [name, reference]),
    )
    for (const { name, evidence, state, fix, reference } of checks) {
      expect(reference).toBe(references.get(name) ?? 'a page of the table')
      expect(evidence).toMatch(/^(KMS|OSS|[^A-Z]).*[^.]$/)
      if (state !== 'ok') expect(fix).toMatch(/[^.]$/)
    }
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length)
  })

  it('is well where the role may not read what it lists, and says what to try', async () => {
    await world.applyAll(await world.roleDocuments())
    const find = async () =>
      (await world.checked(world.subject())).find(({ name }) => name === 'role-reads-source')
    expect(await find()).toMatchObject({
      state: 'ok',
      evidence: expect.stringContaining('"read-source"'),
    })
    await world.applyAll(
      world
        .access()
        .documents([world.subject()])
        .filter(({ variant }) => variant === 'read-source'),
    )
    const read = await find()
    expect(read?.state).toBe('ok')
    expect(read?.evidence).not.toContain('read-source')
  })

  it.each<[string, object]>([
    ['for everything', { attached: ['AdministratorAccess'] }],
    ['for OSS', { attached: ['AliyunOSSFullAccess'] }],
    ['in other words', { policies: [allow(['oss:Put*'], 'acs:oss:cn-hangzhou:*:rep*')] }],
    [
      'for all but',
      {
        policies: [
          { Version: '1', Statement: [{ Effect: 'Allow', NotAction: 'oss:Get*', Resource: '*' }] },
        ],
      },
    ],
    ['until long after', { policies: [timed('DateLessThan', '2099-01-01T00:00:00Z')] }],
  ])('is well with a permission %s', async (_, made) => {
    await world.emulator.createRole({ name: role, ...made })
    const subject = await world.inventory()
    expect(unwell(await world.checked(subject))).toEqual([])
    expect(await world.delivers()).toBe(true)
  })
})

describe('an inventory that is not delivered', () => {
  it.each<[string, object | undefined, string]>([
    ['without the role', undefined, 'role-exists'],
    ['for another service', { ...everything, trust: trusting('ecs.aliyuncs.com') }, 'role-trust'],
    ['for nobody', { ...everything, trust: denying() }, 'role-trust'],
    ['without a permission', {}, 'role-permission'],
    ['for another bucket', { policies: [writing('acs:oss:*:*:others/*')] }, 'role-permission'],
    ['for another prefix', { policies: [writing('acs:oss:*:*:reports/b/*')] }, 'role-permission'],
    ['for another account', { policies: [writing(`acs:oss:*:${other}:*`)] }, 'role-permission'],
    [
      'for manifests alone',
      { policies: [writing('acs:oss:*:*:reports/*.json')] },
      'role-permission',
    ],
    ['to read alone', { attached: ['AliyunOSSReadOnlyAccess'] }, 'role-permission'],
    [
      'with a denial',
      {
        attached: ['AliyunOSSFullAccess'],
        policies: [
          { Version: '1', Statement: [{ Effect: 'Deny', Action: 'oss:*', Resource: '*/data/*' }] },
        ],
      },
      'role-permission',
    ],
    [
      'until yesterday',
      { policies: [timed('DateLessThan', '2020-01-01T00:00:00Z')] },
      'role-permission',
    ],
  ])('fails for a role %s', async (_, made, name) => {
    if (made !== undefined) await world.emulator.createRole({ name: role, ...made })
    const subject = await world.inventory()
    expect(unwell(await world.checked(subject))).toEqual([`${name} failure`])
    expect(await world.delivers()).not.toBe(true)
  })

  it('is delivered with what the fix says', async () => {
    const subject = await world.inventory({ prefix: 'in' })
    const failed = (await world.checked(subject)).find(({ state }) => state === 'failure')
    const [trust, policy] = (failed?.fix?.match(/\{"Version.*?\]\}(?=,|$)/g) ?? []).map(
      (text): object => JSON.parse(text),
    )
    if (trust === undefined || policy === undefined) throw new Error('the fix says nothing')
    await world.emulator.createRole({ name: role, trust, policies: [policy] })
    expect(unwell(await world.checked(subject))).toEqual([])
    expect(await world.delivers()).toBe(true)
  })

  it('fails for a key that the role may not use', async () => {
    await world.emulator.createRole({ name: role, ...everything })
    const encryption = { type: 'kms', keyId: 'k-1' } as const
    const subject = await world.inventory({ encryption })
    expect(unwell(await world.checked(subject))).toEqual([
      'destination-encryption unknown',
      'role-key failure',
    ])
    expect(await world.delivers()).not.toBe(true)
  })

  it.each<[string, Partial<Destination>, string[]]>([
    ['that is not there', { bucket: 'nowhere' }, ['destination-bucket failure']],
    ['in another region', { bucket: 'in-beijing' }, ['destination-region failure']],
    [
      'of another account, which cannot be seen',
      { bucket: 'theirs' },
      [
        'destination-bucket unknown',
        'destination-region unknown',
        'destination-owner unknown',
        'destination-encryption unknown',
        'destination-policy-denies unknown',
        'report-retention unknown',
      ],
    ],
  ])('fails for a destination %s', async (_, destination, expected) => {
    await world.emulator.createRole({ name: role, attached: ['AliyunOSSFullAccess'] })
    await world.emulator.createBucket({ cloud: 'oss', name: 'in-beijing', region: 'cn-beijing' })
    await world.emulator.createBucket({ cloud: 'oss', name: 'theirs', account: other })
    const subject = await world.inventory(destination)
    expect(unwell(await world.checked(subject))).toEqual(expected)
    expect(await world.delivers()).not.toBe(true)
  })

  it('fails for a role of another account than the buckets', async () => {
    const roleArn = `acs:ram::${other}:role/Deliverer`
    await world.emulator.createRole({
      name: role,
      account: other,
      attached: ['AliyunOSSFullAccess'],
    })
    const subject = await world.inventory({ roleArn })
    expect(unwell(await world.checked(subject), 'failure')).toEqual(['destination-owner failure'])
    expect(await world.delivers()).not.toBe(true)
  })

  it.each([
    [{ roleArn: 'arn:aws:iam::1:role/x' }, 'destination-owner failure'],
    [{ roleArn: `acs:ram::${account}:role/a/path` }, 'destination-owner failure'],
    [{ accountId: other }, 'destination-owner failure'],
  ])('fails for %o', async (destination, expected) => {
    await world.emulator.createRole({ name: role, ...everything })
    expect(unwell(await world.checked(world.subject(destination)), 'failure')).toEqual([expected])
  })
})

describe('what is delivered and worth a change', () => {
  it.each<[string, Partial<Destination>, object]>([
    ['report-retention', {}, {}],
    ['source-versions', {}, { versions: 'all' }],
    ['filters-honoured', {}, { filter: { size: { min: 1 } } }],
    ['schedule-available', {}, { schedule: { every: 'once', deleteAfterRun: true } }],
    ['destination-prefix', { prefix: '.dlsdata/x' }, {}],
    [
      'destination-prefix',
      { prefix: 'p'.repeat(129) },
      { incremental: { enabled: true, fields: [] } },
    ],
  ])('is a warning: %s', async (name, destination, more) => {
    await world.emulator.createRole({ name: role, ...everything })
    const subject = await world.inventory(destination, more)
    const checks = await world.checked(subject)
    expect(unwell(checks, 'warning')).toContain(`${name} warning`)
    expect(unwell(checks)).toEqual([])
    expect(await world.delivers()).toBe(true)
  })

  it('is none where the destination encrypts with a key that the role may use, and a failure where not', async () => {
    await world.putSetting(
      'encryption',
      '<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>KMS</SSEAlgorithm><KMSMasterKeyID>k-1</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>',
    )
    await world.emulator.createRole({ name: role, attached: ['AliyunOSSFullAccess'] })
    const subject = await world.inventory()
    expect(unwell(await world.checked(subject), 'failure')).toEqual(['role-key failure'])
    expect(await world.delivers()).toContain('may not use the key "k-1"')
    const uses = allow(['kms:GenerateDataKey', 'kms:Decrypt'], 'acs:kms:*:*:key/k-1')
    const mayWrite = allow(['oss:*'], '*')
    await world.emulator.createRole({ name: `${role}-2`, policies: [mayWrite, uses] })
    const { id, destination } = subject.configuration
    await world.provider().delete(subject.bucket, id)
    const another = await world.inventory({ roleArn: `${destination.roleArn ?? ''}-2` })
    expect(unwell(await world.checked(another), 'failure')).toEqual([])
    expect(await world.delivers()).toBe(true)
  })

  it('is not a destination that encrypts with a key of OSS by itself', async () => {
    await world.emulator.createRole({ name: role, ...everything })
    await world.putSetting(
      'encryption',
      '<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>KMS</SSEAlgorithm></ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>',
    )
    const checks = await world.checked(await world.inventory())
    expect(unwell(checks, 'failure', 'unknown', 'warning')).toEqual(['report-retention warning'])
    expect(await world.delivers()).toBe(true)
  })

  it('is a schedule that the region does not have', async () => {
    await world.emulator.createBucket({ cloud: 'oss', name: 'us', region: 'us-east-1' })
    const { configuration } = world.subject({}, { schedule: { every: 'month' } })
    const checks = await world.checked({ bucket: 'us', configuration }, { region: 'us-east-1' })
    expect(unwell(checks, 'warning')).toContain('schedule-available warning')
  })
})

function allow(Action: readonly string[], Resource: string) {
  return { Version: '1', Statement: [{ Effect: 'Allow', Action, Resource }] }
}

function timed(operator: string, time: string) {
  const Condition = { [operator]: { 'acs:CurrentTime': time } }
  return {
    Version: '1',
    Statement: [{ Effect: 'Allow', Action: 'oss:*', Resource: '*', Condition }],
  }
}

function denying() {
  const [statement] = trusting('oss.aliyuncs.com').Statement
  return { Version: '1', Statement: [statement, { ...statement, Effect: 'Deny' }] }
}
