import type { Check } from '@bucket-inventory/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { OssAccessWorld } from './alibaba-oss-access-world.ts'
import { ossClient } from './emulator-oss-inventories.ts'

const { account, other } = OssAccessWorld
const sessions = `arn:sts::${account}:assumed-role/Deliverer/*`

let world: OssAccessWorld

beforeAll(async () => {
  world = await OssAccessWorld.start()
  await world.applyAll(await world.roleDocuments())
  await world.emulator.createRole({ name: 'Powerless' })
})

afterAll(() => world.emulator.close())

async function setPolicy(...statements: readonly object[]): Promise<void> {
  const policy = { Version: '1', Statement: statements }
  await ossClient(world.emulator.oss).putBucketPolicy('reports', policy)
}

function deny(changes: object = {}): object {
  return {
    Effect: 'Deny',
    Action: ['oss:PutObject'],
    Principal: ['*'],
    Resource: [`acs:oss:*:${account}:reports/*`],
    ...changes,
  }
}

function allow(changes: object = {}): object {
  return deny({ Effect: 'Allow', Principal: [sessions], ...changes })
}

async function checked(role = 'Deliverer'): Promise<ReadonlyMap<string, Check>> {
  const subject = world.subject({ roleArn: `acs:ram::${account}:role/${role}` })
  const checks = await world.checked(subject)
  return new Map(checks.map((check) => [check.name, check]))
}

describe('the policy of a destination', () => {
  it('is well where there is none', async () => {
    expect((await checked()).get('destination-policy-denies')).toMatchObject({
      state: 'ok',
      evidence: 'bucket "reports" has no policy',
    })
  })

  it.each<[string, object]>([
    ['everybody', deny()],
    ['nobody in particular', deny({ Principal: [] })],
    ['the role', deny({ Principal: [other, sessions] })],
    ['every role', deny({ Principal: ['arn:sts::*:*/*/*'] })],
    ['all but reading', deny({ Action: undefined, NotAction: ['oss:Get*'] })],
    ['data files', deny({ Resource: ['acs:oss:*:*:reports/photos/*/data/*'] })],
    [
      'everybody since then',
      deny({ Condition: { DateGreaterThan: { 'acs:CurrentTime': '2020-01-01T00:00:00Z' } } }),
    ],
    ['temporary keys', deny({ Condition: { StringLike: { 'acs:AccessId': ['STS.*'] } } })],
  ])('fails where it denies %s, and so does the delivery', async (_, statement) => {
    await setPolicy(allow(), statement)
    const check = (await checked()).get('destination-policy-denies')
    expect(check).toMatchObject({
      state: 'failure',
      evidence: expect.stringMatching(
        /^statement 2 of the policy of bucket "reports" denies the role "Deliverer" oss:PutObject on ".+"$/,
      ),
      fix: expect.stringContaining(sessions),
    })
    expect(await world.delivers()).toContain('the policy of bucket "reports" denies')
  })

  it.each<[string, object]>([
    ['people', deny({ Principal: [account, '20214760404935'] })],
    ['another role', deny({ Principal: [`arn:sts::${account}:assumed-role/Deliver/*`] })],
    ['reading', deny({ Action: ['oss:GetObject', 'oss:ListObjects'] })],
    ['other objects', deny({ Resource: ['acs:oss:*:*:reports/others/*'] })],
    [
      'everybody until then',
      deny({ Condition: { DateLessThan: { 'acs:CurrentTime': '2020-01-01T00:00:00Z' } } }),
    ],
    [
      'lasting keys',
      deny({ Condition: { StringNotLike: { 'acs:AccessId': ['TMP.*', 'STS.*'] } } }),
    ],
  ])('is well where it denies %s, and reports come', async (_, statement) => {
    await setPolicy(statement)
    const checks = await checked()
    expect(checks.get('destination-policy-denies')).toMatchObject({ state: 'ok' })
    expect(checks.get('role-permission')).toMatchObject({ state: 'ok' })
    expect(await world.delivers()).toBe(true)
  })

  it.each<[string, object]>([
    ['what is not encrypted', deny({ Condition: { Bool: { 'acs:SecureTransport': ['false'] } } })],
    ['other networks', deny({ Condition: { StringNotEquals: { 'acs:SourceVpc': ['vpc-1'] } } })],
    ['one session', deny({ Principal: [`arn:sts::${account}:assumed-role/Deliverer/oss-1`] })],
  ])('is not known where it denies %s', async (_, statement) => {
    await setPolicy(statement)
    expect((await checked()).get('destination-policy-denies')).toMatchObject({
      state: 'unknown',
      evidence: expect.stringContaining('hangs on what is not known here'),
    })
  })
})

describe('a role that may nothing by itself', () => {
  it('is well where the policy of the destination allows it', async () => {
    await setPolicy(allow({ Principal: [`arn:sts::${account}:assumed-role/Powerless/*`] }))
    const checks = await checked('Powerless')
    expect(checks.get('role-permission')).toMatchObject({ state: 'ok' })
    await world.provider().delete('photos', 'daily')
    await world.inventory({ roleArn: `acs:ram::${account}:role/Powerless` })
    expect(await world.delivers()).toBe(true)
  })

  it('fails where that allows somebody else, and is not known where it cannot be seen', async () => {
    await setPolicy(allow())
    expect((await checked('Powerless')).get('role-permission')).toMatchObject({
      state: 'failure',
    })
    expect(await world.delivers()).toContain('may not write')
    world.deny('GetBucketPolicy', 'AccessDenied')
    expect((await checked('Powerless')).get('role-permission')).toMatchObject({
      state: 'unknown',
      fix: expect.stringContaining('"oss:PutObject"'),
    })
    world.emulator.resetFaults()
  })
})

it.each(['<html>', '{}', '{"Version":"2","Statement":[]}'])(
  'an answer that is no policy is not known: %s',
  async (text) => {
    const effect = { type: 'body', contentType: 'text/html', text } as const
    world.emulator.inject({ operation: 'GetBucketPolicy', effect })
    expect((await checked()).get('destination-policy-denies')).toMatchObject({
      state: 'unknown',
      evidence: 'the policy of bucket "reports" is none of OSS',
    })
  },
)
