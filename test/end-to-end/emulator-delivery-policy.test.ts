import {
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3'
import type { ServerSideEncryptionByDefault } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { S3Deliveries } from './emulator-s3-deliveries.ts'

const account = '000000000000'

let world: S3Deliveries

beforeAll(async () => {
  world = await S3Deliveries.start()
})

beforeEach(async () => {
  await world.begin()
  await world.put('a')
  await world.configure()
})

afterAll(() => world.close())

/** What the user guide lets in. */
function allowing(): object {
  return {
    Sid: 'Inventories',
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: [`arn:aws:s3:::${world.reports}/*`],
    Condition: {
      ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${world.source}` },
      StringEquals: { 'aws:SourceAccount': account, 's3:x-amz-acl': 'bucket-owner-full-control' },
    },
  }
}

async function setPolicy(...statements: readonly object[]): Promise<void> {
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: statements })
  await world.s3.send(new PutBucketPolicyCommand({ Bucket: world.reports, Policy }))
}

/** Why nothing is delivered, and that nothing is: not even a data file; `undefined` where the whole report is. */
async function refusal(): Promise<string | undefined> {
  const delivery = await world.emulator.deliver('s3', world.source, 'daily')
  const { KeyCount } = await world.s3.send(new ListObjectsV2Command({ Bucket: world.reports }))
  expect(KeyCount).toBe(delivery.delivered ? 4 : 0)
  return delivery.delivered ? undefined : delivery.reason
}

describe('a policy', () => {
  test.each<[string, () => readonly object[]]>([
    ['of the user guide', () => []],
    [
      'that denies what is not sent over TLS',
      () => [deny({ Bool: { 'aws:SecureTransport': 'false' } })],
    ],
    [
      'that keeps networks out, but for services of AWS',
      () => [
        deny({
          StringNotEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' },
          BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
        }),
      ],
    ],
    [
      'that keeps other organizations out, but for services of AWS',
      () => [
        deny({
          StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' },
          Bool: { 'aws:PrincipalIsAWSService': 'false' },
        }),
      ],
    ],
    [
      'that denies all but the service',
      () => [{ ...deny({}), Principal: undefined, NotPrincipal: { Service: 's3.amazonaws.com' } }],
    ],
    ['that denies something else', () => [{ ...deny({}), Action: 's3:DeleteObject' }]],
    [
      'that denies another prefix',
      () => [{ ...deny({}), Resource: `arn:aws:s3:::${world.reports}/secret/*` }],
    ],
    [
      'that denies another key',
      () => [deny({ StringEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'k' } })],
    ],
    [
      'that held until yesterday',
      () => [deny({ DateLessThan: { 'aws:CurrentTime': '2024-05-07T00:00:00Z' } })],
    ],
    [
      'that denies other accounts',
      () => [deny({ StringNotEquals: { 'aws:SourceAccount': '${aws:ResourceAccount}' } })],
    ],
  ])('%s lets a report in', async (_what, others) => {
    await setPolicy(allowing(), ...others())
    expect(await refusal()).toBeUndefined()
  })

  test.each<[string, () => object]>([
    ['what is not in a network', () => deny({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } })],
    ['addresses but for some', () => deny({ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })],
    ['other organizations', () => deny({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } })],
    ['other accounts', () => deny({ StringNotEquals: { 'aws:PrincipalAccount': account } })],
    [
      'what is not encrypted with KMS',
      () => deny({ StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } }),
    ],
    [
      'what does not say how it is encrypted',
      () => deny({ Null: { 's3:x-amz-server-side-encryption': 'true' } }),
    ],
    // An absent key is no other than that one: `IfExists` is true of it, and so is the denial.
    [
      'every key but one, and none',
      () =>
        deny({
          StringNotEqualsIfExists: { 's3:x-amz-server-side-encryption-aws-kms-key-id': 'k' },
        }),
    ],
    ['everything for everybody', () => deny({})],
    ['everything but reading', () => ({ ...deny({}), Action: undefined, NotAction: 's3:Get*' })],
    [
      'everything under the prefix',
      () => ({ ...deny({}), Resource: `arn:aws:s3:::${world.reports}/inv*` }),
    ],
    [
      'the last file only',
      () => ({ ...deny({}), Resource: `arn:aws:s3:::${world.reports}/*/manifest.checksum` }),
    ],
    ['what comes after a day', () => deny({ DateGreaterThan: { 'aws:EpochTime': '1700000000' } })],
  ])('that denies %s keeps all of it out', async (_what, denial) => {
    await setPolicy(allowing(), denial())
    expect(await refusal()).toContain(`the policy of bucket "${world.reports}" does not let`)
  })

  function deny(condition: object): object {
    const anything = `arn:aws:s3:::${world.reports}`
    return {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [anything, `${anything}/*`],
      Condition: condition,
    }
  }

  test('may ask for the organization of the source', async () => {
    const member = { id: 'o-1', path: 'o-1/r-1/ou-1/' }
    const inOrganization = {
      ...allowing(),
      Condition: {
        StringEquals: { 'aws:SourceOrgID': 'o-1' },
        'ForAnyValue:StringLike': { 'aws:SourceOrgPaths': 'o-1/r-1/*' },
      },
    }
    await setPolicy(inOrganization)
    expect(await refusal()).toContain('does not let')
    await world.emulator.setOrganization(account, { ...member, id: 'o-2' })
    expect(await refusal()).toContain('does not let')
    await world.emulator.setOrganization(account, member)
    expect(await refusal()).toBeUndefined()
    await world.emulator.setOrganization(account, undefined)
    expect((await world.emulator.deliver('s3', world.source, 'daily')).delivered).toBe(false)
  })

  test('lets in by the encryption that the configuration asks for', async () => {
    const wanted = { StringEquals: { 's3:x-amz-server-side-encryption': 'AES256' } }
    await setPolicy({ ...allowing(), Condition: wanted })
    expect(await refusal()).toContain('does not let')
    await world.configure({}, { Encryption: { SSES3: {} } })
    expect(await refusal()).toBeUndefined()
  })
})

describe('a key', () => {
  const grant = {
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 'kms:GenerateDataKey',
    Resource: '*',
  }

  function grantFor(condition: object = {}): object {
    const StringEquals = { 'aws:SourceAccount': account }
    const ArnLike = { 'aws:SourceARN': `arn:aws:s3:::${world.source}` }
    return {
      Version: '2012-10-17',
      Statement: [{ ...grant, Condition: { StringEquals, ArnLike, ...condition } }],
    }
  }

  beforeEach(() => setPolicy(allowing()))

  async function encryptWith(KeyId: string): Promise<void> {
    await world.configure({}, { Encryption: { SSEKMS: { KeyId } } })
  }

  async function encryptByDefault(byDefault: ServerSideEncryptionByDefault): Promise<void> {
    const Rules = [{ ApplyServerSideEncryptionByDefault: byDefault }]
    const ServerSideEncryptionConfiguration = { Rules }
    const command = { Bucket: world.reports, ServerSideEncryptionConfiguration }
    await world.s3.send(new PutBucketEncryptionCommand(command))
  }

  /** How the first file of a report is encrypted. */
  async function encryption(): Promise<readonly unknown[]> {
    const [file] = (await world.deliver()).files
    const head = await world.s3.send(
      new HeadObjectCommand({ Bucket: world.reports, Key: file?.key }),
    )
    return [head.ServerSideEncryption, head.SSEKMSKeyId]
  }

  test('that lets S3 use it encrypts a report, by its ARN, its id or an alias', async () => {
    const alias = `alias/${world.source}`
    const arn = await world.emulator.createKey({ policy: grantFor(), aliases: [alias] })
    for (const name of [arn, arn.replace(/.*\//, ''), arn.replace(/key\/.*/, alias)]) {
      await encryptWith(name)
      expect(await encryption()).toEqual(['aws:kms', name])
    }
  })

  test('is looked at after the policy of the bucket, and only if it is to be', async () => {
    await encryptWith('arn:aws:kms:us-east-1:000000000000:key/made-up')
    expect(await refusal()).toContain('there is no such key')
    world.emulator.setSwitches({ s3Keys: 'any' })
    expect(await refusal()).toBeUndefined()
  })

  test.each<[string, Parameters<S3Deliveries['emulator']['createKey']>[0], string]>([
    ['of AWS’s', { manager: 'aws' }, 'it is managed by AWS'],
    ['that is disabled', { state: 'disabled' }, 'it is disabled'],
    ['that is about to be deleted', { state: 'pending-deletion' }, 'it is pending-deletion'],
    ['that is not symmetric', { spec: 'rsa' }, 'it is not symmetric'],
    [
      'of another region',
      { region: 'eu-west-1' },
      'it is in eu-west-1, the destination in us-east-1',
    ],
  ])('%s keeps all of it out', async (_what, key, why) => {
    const arn = await world.emulator.createKey({ ...key, policy: grantFor() })
    await encryptWith(arn)
    expect(await refusal()).toBe(`s3.amazonaws.com cannot use key "${arn}": ${why}`)
  })

  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html#configure-inventory-kms-key-policy
  test.each<[string, () => object | undefined]>([
    ['that nobody gave a policy', () => undefined],
    ['for another bucket', () => grantFor({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::other' } })],
    ['for another account', () => grantFor({ StringEquals: { 'aws:SourceAccount': '1' } })],
    ['for something else', () => ({ Statement: [{ ...grant, Action: 'kms:Decrypt' }] })],
    ['for accounts', () => ({ Statement: [{ ...grant, Principal: { AWS: account } }] })],
    [
      'with a denial',
      () => ({ Statement: [grant, { ...grant, Effect: 'Deny', Principal: '*', Action: 'kms:*' }] }),
    ],
  ])('%s keeps all of it out', async (_what, policyOf) => {
    const policy = policyOf()
    const arn = await world.emulator.createKey(policy === undefined ? {} : { policy })
    await encryptWith(arn)
    const why = 'its policy does not allow kms:GenerateDataKey'
    expect(await refusal()).toBe(`s3.amazonaws.com cannot use key "${arn}": ${why}`)
    await world.emulator.setKeyPolicy(arn, grantFor())
    expect(await refusal()).toBeUndefined()
  })

  test('of another account is known by its ARN only', async () => {
    const key = { account: '111111111111', policy: grantFor(), aliases: [`alias/${world.source}`] }
    const arn = await world.emulator.createKey(key)
    await encryptWith(arn.replace(/.*\//, ''))
    expect(await refusal()).toContain('there is no such key')
    await encryptWith(`alias/${world.source}`)
    expect(await refusal()).toContain('there is no such key')
    await encryptWith(arn)
    expect(await refusal()).toBeUndefined()
  })

  test('of the destination’s default must be usable too, where the configuration names no encryption', async () => {
    const arn = await world.emulator.createKey()
    await encryptByDefault({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn })
    expect(await refusal()).toContain('its policy does not allow kms:GenerateDataKey')
    await world.configure({}, { Encryption: { SSES3: {} } })
    expect(await encryption()).toEqual(['AES256', undefined])
    await world.emulator.setKeyPolicy(arn, grantFor())
    await world.configure()
    expect(await encryption()).toEqual(['aws:kms', arn])
  })

  // "you won't be able to access your S3 Inventory report": it is there all the same.
  test('that AWS manages for S3 encrypts by default, named or not', async () => {
    await encryptByDefault({ SSEAlgorithm: 'aws:kms' })
    expect(await encryption()).toEqual(['aws:kms', undefined])
    const managed = await world.emulator.createKey({ manager: 'aws' })
    for (const KMSMasterKeyID of ['alias/aws/s3', managed]) {
      await encryptByDefault({ SSEAlgorithm: 'aws:kms:dsse', KMSMasterKeyID })
      expect(await encryption()).toEqual(['aws:kms:dsse', KMSMasterKeyID])
    }
    await encryptWith('alias/aws/s3')
    expect((await world.emulator.deliver('s3', world.source, 'daily')).delivered).toBe(false)
  })
})
