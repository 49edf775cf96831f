import {
  DeleteBucketPolicyCommand,
  GetBucketPolicyCommand,
  PutBucketPolicyCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let emulator: Emulator
let s3: S3Client

beforeAll(async () => {
  emulator = await startEmulator()
  await emulator.createBucket({ cloud: 's3', name: 'reports' })
  s3 = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
})

afterAll(async () => {
  s3.destroy()
  await emulator.close()
})

async function put(policy: unknown): Promise<void> {
  const Policy = typeof policy === 'string' ? policy : JSON.stringify(policy)
  await s3.send(new PutBucketPolicyCommand({ Bucket: 'reports', Policy }))
}

const statement = {
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 's3:PutObject',
  Resource: 'arn:aws:s3:::reports/*',
}

function policyWith(changes: object): object {
  return { Version: '2012-10-17', Statement: [{ ...statement, ...changes }] }
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
describe('S3 takes', () => {
  test.each<[string, object]>([
    ['a policy without a version', { Statement: statement }],
    ['the version of 2008, and an id', { Version: '2008-10-17', Id: 'mine', Statement: statement }],
    [
      'two statements with one id',
      { Statement: [statement, statement].map((one) => ({ ...one, Sid: 'a b' })) },
    ],
    ['everybody', policyWith({ Principal: '*' })],
    [
      'accounts, users, roles and sessions',
      policyWith({
        Principal: {
          AWS: [
            '012345678901',
            'arn:aws:iam::012345678901:root',
            'arn:aws-cn:iam::012345678901:user/path/me',
            'arn:aws:iam::012345678901:role/it',
            'arn:aws:sts::012345678901:assumed-role/it/session',
            'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1',
          ],
          CanonicalUser: 'a'.repeat(64),
          Service: ['logging.s3.amazonaws.com', 's3.amazonaws.com'],
        },
      }),
    ],
    [
      'a denial of all but one',
      policyWith({ Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: '*' } }),
    ],
    ['every action', policyWith({ Action: '*' })],
    ['actions with wildcards, in any case', policyWith({ Action: ['S3:Put*', 's3:Get?bject'] })],
    ['every action but some', policyWith({ Action: undefined, NotAction: ['s3:GetObject'] })],
    [
      'every object but some',
      policyWith({ Resource: undefined, NotResource: 'arn:aws:s3:::reports/x' }),
    ],
    [
      'the bucket and what is in it at once',
      policyWith({ Action: 's3:*', Resource: 'arn:aws:s3:::report*' }),
    ],
    ['another partition', policyWith({ Resource: 'arn:aws-cn:s3:::reports/*' })],
    [
      'conditions',
      policyWith({
        Condition: {
          StringEquals: { 'aws:SourceAccount': ['1', 2], 's3:x-amz-acl': 'x' },
          'ForAllValues:StringLikeIfExists': { 'AWS:tagkeys': '*' },
          Bool: { 'aws:SecureTransport': true },
          Null: { 'aws:SourceVpc': true },
          NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32', '10.0.0.1'] },
          ArnLike: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:*' },
        },
      }),
    ],
  ])('%s, and gives it back to the letter', async (_name, policy) => {
    const text = JSON.stringify(policy, undefined, 2)
    await put(text)
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: 'reports' }))
    expect(Policy).toBe(text)
  })
})

// The texts are those that were seen of S3: https://github.com/versity/versitygw/issues/645 to 650 and 1536,
// https://github.com/noobaa/noobaa-core/issues/10058, https://github.com/hashicorp/terraform/issues/28688
describe('S3 refuses', () => {
  const json = "Policies must be valid JSON and the first byte must be '{'"
  const resource = 'Policy has invalid resource'
  const principal = 'Invalid principal in policy'
  const action = 'Policy has invalid action'
  const mismatch = 'Action does not apply to any resource(s) in statement'
  const syntax = 'Invalid policy syntax.'

  test.each<[string, unknown, string]>([
    ['what is no JSON', 'policy', json],
    ['a list', '[]', json],
    ['white space before it', ' {}', json],
    ['broken JSON', '{"Statement": [}', 'This policy contains invalid Json'],
    [
      'another version',
      { ...policyWith({}), Version: '2020-01-01' },
      'The policy must contain a valid version string',
    ],
    ['an unknown element', { ...policyWith({}), Statements: [] }, 'Unknown field Statements'],
    ['an id that is no text', { ...policyWith({}), Id: 1 }, syntax],
    ['no statement', { Version: '2012-10-17' }, 'Missing required field Statement'],
    ['no statements', { Statement: [] }, 'Could not parse the policy: Statement is empty!'],
    ['a statement that is none', { Statement: ['x'] }, syntax],
    ['an unknown element of a statement', policyWith({ Resources: [] }), 'Unknown field Resources'],
    ['a statement id that is no text', policyWith({ Sid: 1 }), syntax],
    ['no effect', policyWith({ Effect: undefined }), 'Missing required field Effect'],
    ['another effect', policyWith({ Effect: 'allow' }), 'Invalid effect: allow'],
    ['an effect that is no text', policyWith({ Effect: [] }), syntax],
    ['no principal', policyWith({ Principal: undefined }), 'Missing required field Principal'],
    [
      'an allowance for all but one',
      policyWith({ Principal: undefined, NotPrincipal: '*' }),
      principal,
    ],
    ['principals and others', policyWith({ Effect: 'Deny', NotPrincipal: '*' }), syntax],
    ['a principal that is just text', policyWith({ Principal: '012345678901' }), principal],
    ['a principal of nobody', policyWith({ Principal: {} }), principal],
    ['a list of nobody', policyWith({ Principal: { AWS: [] } }), principal],
    ['an unknown kind of principal', policyWith({ Principal: { Aws: '*' } }), principal],
    [
      'a wildcard in a principal',
      policyWith({ Principal: { AWS: 'arn:aws:iam::012345678901:role/*' } }),
      principal,
    ],
    ['a principal that is a name', policyWith({ Principal: { AWS: 'me' } }), principal],
    ['every service', policyWith({ Principal: { Service: '*' } }), principal],
    ['no service of Amazon’s', policyWith({ Principal: { Service: 's3' } }), principal],
    ['no action', policyWith({ Action: undefined }), 'Missing required field Action'],
    ['an action of another service', policyWith({ Action: 'kms:Decrypt' }), action],
    ['an action without a service', policyWith({ Action: ['PutObject'] }), action],
    ['an action that is no text', policyWith({ Action: null }), syntax],
    ['no resource', policyWith({ Resource: undefined }), 'Missing required field Resource'],
    ['no resources', policyWith({ Resource: [] }), resource],
    ['every resource', policyWith({ Resource: '*' }), resource],
    [
      'another bucket',
      policyWith({ Resource: ['arn:aws:s3:::reports/*', 'arn:aws:s3:::photos/*'] }),
      resource,
    ],
    [
      'a bucket with an account',
      policyWith({ Resource: 'arn:aws:s3::012345678901:reports/*' }),
      resource,
    ],
    ['an object action on the bucket', policyWith({ Resource: 'arn:aws:s3:::reports' }), mismatch],
    ['a bucket action on objects', policyWith({ Action: ['s3:ListBucket'] }), mismatch],
    [
      'an unknown operator',
      policyWith({ Condition: { StringSounds: { 'aws:SourceAccount': '1' } } }),
      'Invalid Condition type : StringSounds',
    ],
    [
      'an operator in another case',
      policyWith({ Condition: { stringequals: {} } }),
      'Invalid Condition type : stringequals',
    ],
    ['conditions that are none', policyWith({ Condition: [] }), syntax],
    ['an operator of nothing', policyWith({ Condition: { StringEquals: 'x' } }), syntax],
    [
      'a value that is none',
      policyWith({ Condition: { StringEquals: { 'aws:SourceVpc': {} } } }),
      syntax,
    ],
    [
      'a key of nothing',
      policyWith({ Condition: { StringEquals: { SourceAccount: '1' } } }),
      'Policy has an invalid condition key',
    ],
    [
      'an address that is none',
      policyWith({ Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/33' } } }),
      'Invalid IP address in Conditions',
    ],
  ])('%s', async (_name, policy, message) => {
    await expect(put(policy)).rejects.toMatchObject({
      name: 'MalformedPolicy',
      message,
      $metadata: { httpStatusCode: 400 },
    })
  })

  test('lists in lists in lists, as deep as they come', async () => {
    const Policy = `{"Version":"2012-10-17","Statement":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
    await expect(
      s3.send(new PutBucketPolicyCommand({ Bucket: 'reports', Policy })),
    ).rejects.toMatchObject({
      name: 'MalformedPolicy',
      message: 'This policy contains invalid Json',
    })
  })

  test('more than 20 KB, not counting white space', async () => {
    const resources = (count: number) =>
      Array.from(
        { length: count },
        (_, index) => `arn:aws:s3:::reports/${String(index).padStart(4, '0')}/*`,
      )
    const large = JSON.stringify(policyWith({ Resource: resources(580) }), undefined, 10)
    expect(large.length).toBeGreaterThan(20_480)
    await put(large)
    await expect(put(policyWith({ Resource: resources(700) }))).rejects.toMatchObject({
      name: 'MalformedPolicy',
      message: 'Normalized policy document exceeds the maximum allowed size of 20480 bytes',
    })
  })
})

test('there is no policy before it is put, and none after it is deleted', async () => {
  const bucket = { Bucket: 'reports' }
  await put(policyWith({}))
  await s3.send(new DeleteBucketPolicyCommand(bucket))
  await s3.send(new DeleteBucketPolicyCommand(bucket))
  await expect(s3.send(new GetBucketPolicyCommand(bucket))).rejects.toMatchObject({
    name: 'NoSuchBucketPolicy',
    $metadata: { httpStatusCode: 404 },
  })
})
