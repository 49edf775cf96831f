import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  ListKeysCommand,
} from '@aws-sdk/client-kms'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { sendSigned } from './emulator-signed-request.ts'
import type { RawRequest } from './emulator-signed-request.ts'

let emulator: Emulator
let kms: KMSClient

beforeAll(async () => {
  emulator = await startEmulator({ now: () => Date.UTC(2024, 4, 7) })
  kms = client()
})

afterAll(async () => {
  kms.destroy()
  await emulator.close()
})

function client(secretAccessKey = 'test', region = 'us-east-1'): KMSClient {
  const credentials = { accessKeyId: 'test', secretAccessKey }
  return new KMSClient({ endpoint: emulator.s3, region, credentials, maxAttempts: 1 })
}

// https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
describe('a key', () => {
  test('is described by the SDK', async () => {
    const arn = await emulator.createKey({ id: 'k1' })
    expect(arn).toBe('arn:aws:kms:us-east-1:000000000000:key/k1')
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: arn }))
    expect(KeyMetadata).toEqual({
      AWSAccountId: '000000000000',
      Arn: arn,
      CreationDate: new Date('2024-05-07T00:00:00Z'),
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      Description: '',
      Enabled: true,
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      KeyId: 'k1',
      KeyManager: 'CUSTOMER',
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyState: 'Enabled',
      KeyUsage: 'ENCRYPT_DECRYPT',
      MultiRegion: false,
      Origin: 'AWS_KMS',
    })
  })

  test('is found by its id, its aliases and their ARNs', async () => {
    const arn = await emulator.createKey({ aliases: ['alias/reports', 'alias/a/b'] })
    const alias = 'arn:aws:kms:us-east-1:000000000000:alias/a/b'
    for (const KeyId of [arn, arn.replace(/.*\//, ''), 'alias/reports', alias]) {
      const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }))
      expect(KeyMetadata?.Arn).toBe(arn)
    }
  })

  test('may be AWS’s, disabled, about to be deleted, or of another kind', async () => {
    const describe = async (key: Parameters<Emulator['createKey']>[0]) => {
      const KeyId = await emulator.createKey(key)
      return (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata
    }
    expect(await describe({ manager: 'aws', aliases: ['alias/aws/s3'] })).toMatchObject({
      KeyManager: 'AWS',
    })
    expect(await describe({ state: 'disabled' })).toMatchObject({
      Enabled: false,
      KeyState: 'Disabled',
    })
    expect(await describe({ state: 'pending-deletion' })).toMatchObject({
      Enabled: false,
      KeyState: 'PendingDeletion',
    })
    expect(await describe({ spec: 'rsa' })).toMatchObject({ KeySpec: 'RSA_2048' })
    expect(await describe({ spec: 'hmac' })).toMatchObject({ KeyUsage: 'GENERATE_VERIFY_MAC' })
    expect(await describe({ spec: 'ecc' })).toMatchObject({ KeyUsage: 'SIGN_VERIFY' })
  })

  test('is made once, and so are its aliases', async () => {
    await emulator.createKey({ id: 'once', aliases: ['alias/once'] })
    await expect(emulator.createKey({ id: 'once' })).rejects.toThrow('there is a key "arn:aws:kms')
    await expect(emulator.createKey({ aliases: ['alias/once'] })).rejects.toThrow(
      'there is an alias "alias/once" of account 000000000000 in us-east-1 already',
    )
    await expect(emulator.createKey({ aliases: ['once'] })).rejects.toThrow('"once" is no alias')
    const arn = await emulator.createKey({
      id: 'once',
      region: 'cn-north-1',
      aliases: ['alias/once'],
    })
    expect(arn).toBe('arn:aws-cn:kms:cn-north-1:000000000000:key/once')
  })

  test.each([
    [
      'nothing',
      'NotFoundException',
      "Key 'arn:aws:kms:us-east-1:000000000000:key/nothing' does not exist",
    ],
    [
      'alias/nothing',
      'NotFoundException',
      'Alias arn:aws:kms:us-east-1:000000000000:alias/nothing is not found.',
    ],
    [
      'arn:aws:kms:us-east-1:000000000000:alias/nothing',
      'NotFoundException',
      'Alias arn:aws:kms:us-east-1:000000000000:alias/nothing is not found.',
    ],
    ['arn:aws:kms:eu-west-1:000000000000:key/k1', 'NotFoundException', 'Invalid arn eu-west-1'],
    [
      'arn:aws:kms:us-east-1:111111111111:key/k1',
      'AccessDeniedException',
      'User: arn:aws:iam::000000000000:user/test is not authorized to perform: kms:DescribeKey on resource: arn:aws:kms:us-east-1:111111111111:key/k1 because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access',
    ],
    [
      '',
      'ValidationException',
      "1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
    ],
  ])('that is none of the caller’s, %j, is refused with %s', async (KeyId, name, message) => {
    await expect(kms.send(new DescribeKeyCommand({ KeyId }))).rejects.toMatchObject({
      name,
      message,
      $metadata: { httpStatusCode: 400 },
    })
  })
})

// https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html
describe('the policy of a key', () => {
  const get = (KeyId: string, PolicyName?: string) =>
    kms.send(
      new GetKeyPolicyCommand({ KeyId, ...(PolicyName === undefined ? {} : { PolicyName }) }),
    )

  test('leaves all to the account, if nobody gave it one', async () => {
    const { Policy = '', PolicyName } = await get(await emulator.createKey())
    expect(PolicyName).toBe('default')
    expect(JSON.parse(Policy)).toMatchObject({
      Statement: [{ Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'kms:*' }],
    })
  })

  test('is the one it was given last', async () => {
    const [first, second] = [{ Statement: [] }, { Version: '2012-10-17', Statement: [] }]
    const arn = await emulator.createKey({ policy: first, aliases: ['alias/policy'] })
    expect((await get(arn, 'default')).Policy).toBe(JSON.stringify(first))
    await emulator.setKeyPolicy(arn, second)
    expect((await get(arn)).Policy).toBe(JSON.stringify(second))
    await expect(emulator.setKeyPolicy('nothing', {})).rejects.toThrow('there is no key "nothing"')
    await expect(get('alias/policy')).rejects.toMatchObject({ name: 'InvalidArnException' })
    await expect(get(arn, 'other')).rejects.toMatchObject({ name: 'NotFoundException' })
  })

  test('can be denied', async () => {
    const arn = await emulator.createKey()
    const effect = { type: 'error', status: 400, code: 'AccessDeniedException' } as const
    emulator.inject({ cloud: 's3', operation: 'GetKeyPolicy', effect })
    await expect(get(arn)).rejects.toMatchObject({ name: 'AccessDeniedException' })
    await get(arn)
    expect(emulator.requests({ operation: 'GetKeyPolicy' })).toBeGreaterThan(1)
  })
})

describe('a call', () => {
  function call(raw: Partial<RawRequest> = {}) {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'TrentService.DescribeKey',
      ...raw.headers,
    }
    const request = { method: 'POST', target: '/', service: 'kms', body: '{"KeyId":"k1"}' }
    return sendSigned(emulator.s3, { ...request, ...raw, headers })
  }

  test('is answered in JSON', async () => {
    const { status, headers, text } = await call()
    expect([status, headers['content-type']]).toEqual([200, 'application/x-amz-json-1.1'])
    expect(JSON.parse(text)).toMatchObject({ KeyMetadata: { KeyId: 'k1' } })
  })

  test.each<[string, Partial<RawRequest>, string]>([
    ['with the wrong secret', { secret: 'guess' }, 'InvalidSignatureException'],
    ['of nobody', { accessKeyId: 'nobody' }, 'UnrecognizedClientException'],
    [
      'of another operation',
      { headers: { 'x-amz-target': 'TrentService.Encrypt' } },
      'UnknownOperationException',
    ],
    ['that is no JSON', { body: '{' }, 'SerializationException'],
    ['that is no object', { body: 'null' }, 'SerializationException'],
    ['about something that is no text', { body: '{"KeyId":1}' }, 'ValidationException'],
  ])('%s is refused', async (_what, raw, type) => {
    const { status, text } = await call(raw)
    expect(status).toBe(400)
    expect(JSON.parse(text)).toMatchObject({ __type: type, message: expect.any(String) })
  })

  test('of another operation, or another secret, is an error of the SDK', async () => {
    await expect(kms.send(new ListKeysCommand())).rejects.toMatchObject({
      name: 'UnknownOperationException',
    })
    const other = client('guess')
    await expect(other.send(new DescribeKeyCommand({ KeyId: 'k1' }))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    })
    other.destroy()
  })

  test('is about keys of the region of its signature', async () => {
    const far = client('test', 'eu-west-1')
    await expect(far.send(new DescribeKeyCommand({ KeyId: 'k1' }))).rejects.toMatchObject({
      name: 'NotFoundException',
    })
    far.destroy()
  })
})
