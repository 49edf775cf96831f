import {
  CreateBucketMetadataConfigurationCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketMetadataConfigurationCommand,
  DeletePublicAccessBlockCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketMetadataConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type {
  LifecycleRule,
  MetadataConfiguration,
  NotificationConfiguration,
  ServerSideEncryptionRule,
} from '@aws-sdk/client-s3'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { codeOf, sendSigned } from './emulator-signed-request.ts'

let emulator: Emulator
let s3: S3Client
let Bucket = ''
let count = 0

beforeAll(async () => {
  emulator = await startEmulator()
  s3 = client('us-east-1')
})

beforeEach(async () => {
  count += 1
  Bucket = `photos-${count}`
  await emulator.createBucket({ cloud: 's3', name: Bucket })
})

afterAll(async () => {
  s3.destroy()
  await emulator.close()
})

function client(region: string): S3Client {
  return new S3Client({
    endpoint: emulator.s3,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
}

function refusal(name: string, status: number, message?: string): object {
  return {
    name,
    $metadata: expect.objectContaining({ httpStatusCode: status }),
    ...(message === undefined ? {} : { message }),
  }
}

/** The code of the answer to a document. */
async function codeFor(query: string, body: string, method = 'PUT'): Promise<string | undefined> {
  return codeOf(await sendSigned(emulator.s3, { method, target: `/${Bucket}?${query}`, body }))
}

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html
describe('encryption by default', () => {
  const get = async () =>
    (await s3.send(new GetBucketEncryptionCommand({ Bucket }))).ServerSideEncryptionConfiguration
  const put = (...Rules: ServerSideEncryptionRule[]) =>
    s3.send(
      new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }),
    )
  const plain = {
    Rules: [
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
        BucketKeyEnabled: false,
      },
    ],
  }

  test('is SSE-S3 before it is put, and after it is deleted', async () => {
    expect(await get()).toEqual(plain)
    await put({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } })
    expect(await get()).not.toEqual(plain)
    await s3.send(new DeleteBucketEncryptionCommand({ Bucket }))
    expect(await get()).toEqual(plain)
  })

  test('is given back as it was put', async () => {
    const rule: ServerSideEncryptionRule = {
      ApplyServerSideEncryptionByDefault: {
        SSEAlgorithm: 'aws:kms',
        KMSMasterKeyID: 'arn:aws:kms:us-east-1:000000000000:key/k',
      },
      BucketKeyEnabled: true,
      BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
    }
    await put(rule)
    expect(await get()).toEqual({ Rules: [rule] })
  })

  test('has no key where it takes none, and one rule that says how', async () => {
    await expect(
      put({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256', KMSMasterKeyID: 'k' } }),
    ).rejects.toMatchObject(refusal('InvalidArgument', 400))
    await expect(put()).rejects.toMatchObject(refusal('MalformedXML', 400))
    await expect(put({}, {})).rejects.toMatchObject(refusal('MalformedXML', 400))
    const other =
      '<ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES512</SSEAlgorithm></ApplyServerSideEncryptionByDefault>'
    const document = `<ServerSideEncryptionConfiguration><Rule>${other}</Rule></ServerSideEncryptionConfiguration>`
    expect(await codeFor('encryption', document)).toBe('MalformedXML')
  })
})

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
describe('notifications', () => {
  const get = async (): Promise<NotificationConfiguration> => {
    const { $metadata: _, ...configuration } = await s3.send(
      new GetBucketNotificationConfigurationCommand({ Bucket }),
    )
    return configuration
  }
  const put = (NotificationConfiguration: NotificationConfiguration) =>
    s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, NotificationConfiguration }))
  const topic = 'arn:aws:sns:us-east-1:000000000000:reports'
  const filter = (prefix: string, suffix: string) => ({
    Key: {
      FilterRules: [
        { Name: 'prefix' as const, Value: prefix },
        { Name: 'suffix' as const, Value: suffix },
      ],
    },
  })

  test('are none before any are put', async () => {
    expect(await get()).toEqual({})
  })

  test('are given back as they were put, with ids, and capitals in filters', async () => {
    await put({
      TopicConfigurations: [
        {
          TopicArn: topic,
          Events: ['s3:ObjectCreated:*'],
          Filter: filter('a/', 'manifest.checksum'),
        },
      ],
      QueueConfigurations: [
        {
          Id: 'mine',
          QueueArn: 'arn:aws:sqs:us-east-1:000000000000:reports',
          Events: ['s3:ObjectRemoved:Delete', 's3:ObjectRestore:*'],
        },
      ],
      LambdaFunctionConfigurations: [
        {
          Id: 'theirs',
          LambdaFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f:1',
          Events: ['s3:ObjectCreated:Put'],
          Filter: filter('b/', ''),
        },
      ],
      EventBridgeConfiguration: {},
    })
    const capitals = (prefix: string, suffix: string) => ({
      Key: {
        FilterRules: [
          { Name: 'Prefix', Value: prefix },
          { Name: 'Suffix', Value: suffix },
        ],
      },
    })
    expect(await get()).toEqual({
      TopicConfigurations: [
        {
          Id: expect.stringMatching(/^[0-9a-f-]{36}$/),
          TopicArn: topic,
          Events: ['s3:ObjectCreated:*'],
          Filter: capitals('a/', 'manifest.checksum'),
        },
      ],
      QueueConfigurations: [
        {
          Id: 'mine',
          QueueArn: 'arn:aws:sqs:us-east-1:000000000000:reports',
          Events: ['s3:ObjectRemoved:Delete', 's3:ObjectRestore:*'],
        },
      ],
      LambdaFunctionConfigurations: [
        {
          Id: 'theirs',
          LambdaFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:f:1',
          Events: ['s3:ObjectCreated:Put'],
          Filter: capitals('b/', ''),
        },
      ],
      EventBridgeConfiguration: {},
    })
    // What was given back can be put again.
    await put(await get())
    await put({})
    expect(await get()).toEqual({})
  })

  test.each<[string, NotificationConfiguration]>([
    [
      'a topic that is no ARN',
      { TopicConfigurations: [{ TopicArn: 'reports', Events: ['s3:ObjectCreated:*'] }] },
    ],
    [
      'a queue where a topic belongs',
      {
        TopicConfigurations: [
          { TopicArn: 'arn:aws:sqs:us-east-1:000000000000:q', Events: ['s3:ObjectCreated:*'] },
        ],
      },
    ],
    [
      'one id twice',
      {
        TopicConfigurations: ['a', 'b'].map((prefix) => ({
          Id: 'x',
          TopicArn: topic,
          Events: ['s3:ObjectCreated:*' as const],
          Filter: filter(prefix, ''),
        })),
      },
    ],
    [
      'two that may tell of one object',
      {
        TopicConfigurations: [
          { TopicArn: topic, Events: ['s3:ObjectCreated:*'], Filter: filter('a/b/', 'checksum') },
          {
            TopicArn: topic,
            Events: ['s3:ObjectCreated:Put'],
            Filter: filter('a/', 'manifest.checksum'),
          },
        ],
      },
    ],
    [
      'one rule twice',
      {
        TopicConfigurations: [
          {
            TopicArn: topic,
            Events: ['s3:ObjectCreated:*'],
            Filter: {
              Key: {
                FilterRules: [
                  { Name: 'prefix', Value: 'a' },
                  { Name: 'prefix', Value: 'b' },
                ],
              },
            },
          },
        ],
      },
    ],
  ])('refuse %s', async (_what, configuration) => {
    await expect(put(configuration)).rejects.toMatchObject(refusal('InvalidArgument', 400))
    expect(await get()).toEqual({})
  })

  test('of no event are malformed', async () => {
    const document = `<NotificationConfiguration><TopicConfiguration><Topic>${topic}</Topic></TopicConfiguration></NotificationConfiguration>`
    expect(await codeFor('notification', document)).toBe('MalformedXML')
    expect(await codeFor('notification', '<Notification/>')).toBe('MalformedXML')
  })
})

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
describe('a lifecycle', () => {
  const get = () => s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }))
  const put = (...Rules: LifecycleRule[]) =>
    s3.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }),
    )
  const rule: LifecycleRule = {
    ID: 'expire',
    Status: 'Enabled',
    Filter: { Prefix: 'inventories/photos/daily/' },
    Expiration: { Days: 30 },
  }

  test('is none before it is put, and after it is deleted', async () => {
    await expect(get()).rejects.toMatchObject(
      refusal('NoSuchLifecycleConfiguration', 404, 'The lifecycle configuration does not exist'),
    )
    await put(rule)
    await get()
    await s3.send(new DeleteBucketLifecycleCommand({ Bucket }))
    await s3.send(new DeleteBucketLifecycleCommand({ Bucket }))
    await expect(get()).rejects.toMatchObject(refusal('NoSuchLifecycleConfiguration', 404))
  })

  test('is given back as it was put, with ids', async () => {
    const rules: LifecycleRule[] = [
      { ...rule, NoncurrentVersionExpiration: { NoncurrentDays: 7, NewerNoncurrentVersions: 2 } },
      {
        Status: 'Disabled',
        Filter: {
          And: {
            Prefix: 'logs/',
            Tags: [
              { Key: 'a', Value: '1' },
              { Key: 'b', Value: '2' },
            ],
            ObjectSizeGreaterThan: 10,
          },
        },
        Transitions: [
          { Days: 30, StorageClass: 'STANDARD_IA' },
          { Days: 90, StorageClass: 'GLACIER' },
        ],
        NoncurrentVersionTransitions: [{ NoncurrentDays: 1, StorageClass: 'DEEP_ARCHIVE' }],
        Expiration: { Date: new Date('2030-01-01T00:00:00Z') },
      },
      {
        ID: 'uploads',
        Status: 'Enabled',
        Filter: {},
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 },
        Expiration: { ExpiredObjectDeleteMarker: true },
      },
    ]
    const { TransitionDefaultMinimumObjectSize } = await put(...rules)
    const got = await get()
    expect(got).toMatchObject({ TransitionDefaultMinimumObjectSize })
    expect(TransitionDefaultMinimumObjectSize).toBe('all_storage_classes_128K')
    const [first, second = {}, third] = rules
    expect(got.Rules).toEqual([
      first,
      { ...second, ID: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      third,
    ])
    await put(...(got.Rules ?? []))
    expect((await get()).Rules).toEqual(got.Rules)
  })

  test('of the older form has prefixes instead of filters', async () => {
    const old = { ID: 'old', Status: 'Enabled' as const, Prefix: 'a/', Expiration: { Days: 1 } }
    await put(old)
    expect((await get()).Rules).toEqual([old])
    await expect(put(old, rule)).rejects.toMatchObject(refusal('InvalidRequest', 400))
  })

  test.each<[string, Partial<LifecycleRule>[], string, string?]>([
    ['no rules', [], 'MalformedXML'],
    ['neither filter nor prefix', [{ Filter: undefined }], 'MalformedXML'],
    ['filter and prefix', [{ Prefix: 'a' }], 'MalformedXML'],
    ['another state', [{ Status: undefined }], 'MalformedXML'],
    [
      'nothing to do',
      [{ Expiration: undefined }],
      'InvalidRequest',
      'At least one action needs to be specified in a rule',
    ],
    [
      'one id twice',
      [{}, {}],
      'InvalidArgument',
      'Rule ID must be unique. Found same ID for more than one rule',
    ],
    ['too long an id', [{ ID: 'x'.repeat(256) }], 'InvalidArgument'],
    [
      'no days',
      [{ Expiration: { Days: 0 } }],
      'InvalidArgument',
      "'Days' for Expiration action must be a positive integer",
    ],
    ['days and a date', [{ Expiration: { Days: 1, Date: new Date(0) } }], 'MalformedXML'],
    ['no time', [{ Expiration: {} }], 'MalformedXML'],
    [
      'a date within a day',
      [{ Expiration: { Date: new Date(1000) } }],
      'InvalidArgument',
      "'Date' must be at midnight GMT",
    ],
    ['a class that is none', [{ Transitions: [{ Days: 1 }] }], 'MalformedXML'],
    ['an And of one', [{ Filter: { And: { Prefix: 'a' } } }], 'MalformedXML'],
    [
      'two predicates without And',
      [{ Filter: { Prefix: 'a', Tag: { Key: 'k', Value: 'v' } } }],
      'MalformedXML',
    ],
    [
      'no noncurrent days',
      [{ NoncurrentVersionExpiration: { NoncurrentDays: 0 } }],
      'InvalidArgument',
    ],
  ])('with %s is refused', async (_what, changes, code, message) => {
    const rules = changes.map((change) => ({ ...rule, ...change }))
    await expect(put(...rules)).rejects.toMatchObject(refusal(code, 400, message))
  })

  test('has no elements that S3 does not know', async () => {
    const known = '<Filter/><Status>Enabled</Status><Expiration><Days>1</Days></Expiration>'
    const document = (rule: string) =>
      `<LifecycleConfiguration><Rule>${rule}</Rule></LifecycleConfiguration>`
    expect(await codeFor('lifecycle', document(known))).toBeUndefined()
    expect(await codeFor('lifecycle', document(`${known}<Expire/>`))).toBe('MalformedXML')
    expect(await codeFor('lifecycle', document(known.replace('Days>1', 'Days>one')))).toBe(
      'MalformedXML',
    )
  })
})

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html
describe('a public access block', () => {
  const get = () => s3.send(new GetPublicAccessBlockCommand({ Bucket }))

  test('is none before it is put, and after it is deleted', async () => {
    await expect(get()).rejects.toMatchObject(
      refusal(
        'NoSuchPublicAccessBlockConfiguration',
        404,
        'The public access block configuration was not found',
      ),
    )
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: {} }))
    await get()
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }))
    await expect(get()).rejects.toMatchObject(refusal('NoSuchPublicAccessBlockConfiguration', 404))
  })

  test('is given back, false where it does not say', async () => {
    const PublicAccessBlockConfiguration = { BlockPublicAcls: true, RestrictPublicBuckets: true }
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }))
    expect((await get()).PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: false,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: true,
    })
    const document =
      '<PublicAccessBlockConfiguration><BlockPublicAcls>yes</BlockPublicAcls></PublicAccessBlockConfiguration>'
    expect(await codeFor('publicAccessBlock', document)).toBe('MalformedXML')
  })
})

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketMetadataConfiguration.html
describe('S3 Metadata', () => {
  const get = async () =>
    (await s3.send(new GetBucketMetadataConfigurationCommand({ Bucket })))
      .GetBucketMetadataConfigurationResult?.MetadataConfigurationResult
  const create = (configuration: Partial<MetadataConfiguration> = {}) =>
    s3.send(
      new CreateBucketMetadataConfigurationCommand({
        Bucket,
        MetadataConfiguration: {
          JournalTableConfiguration: { RecordExpiration: { Expiration: 'ENABLED', Days: 30 } },
          ...configuration,
        },
      }),
    )

  test('is none before it is created, and after it is deleted', async () => {
    await expect(get()).rejects.toMatchObject(refusal('MetadataConfigurationNotFound', 404))
    await create()
    await expect(create()).rejects.toMatchObject(refusal('InvalidBucketState', 409))
    await s3.send(new DeleteBucketMetadataConfigurationCommand({ Bucket }))
    await expect(get()).rejects.toMatchObject(refusal('MetadataConfigurationNotFound', 404))
  })

  test('names its tables', async () => {
    await create({ InventoryTableConfiguration: { ConfigurationState: 'ENABLED' } })
    const tables = 'arn:aws:s3tables:us-east-1:000000000000:bucket/aws-s3'
    expect(await get()).toEqual({
      DestinationResult: {
        TableBucketType: 'aws',
        TableBucketArn: tables,
        TableNamespace: `b_${Bucket}`,
      },
      JournalTableConfigurationResult: {
        TableStatus: 'ACTIVE',
        TableName: 'journal',
        TableArn: `${tables}/table/b_${Bucket}.journal`,
        RecordExpiration: { Expiration: 'ENABLED', Days: 30 },
      },
      InventoryTableConfigurationResult: {
        ConfigurationState: 'ENABLED',
        TableStatus: 'ACTIVE',
        TableName: 'inventory',
        TableArn: `${tables}/table/b_${Bucket}.inventory`,
      },
    })
  })

  test('has no inventory table that is disabled', async () => {
    await create({ InventoryTableConfiguration: { ConfigurationState: 'DISABLED' } })
    expect((await get())?.InventoryTableConfigurationResult).toEqual({
      ConfigurationState: 'DISABLED',
    })
  })

  test.each<[string, Partial<MetadataConfiguration>]>([
    ['no journal', { JournalTableConfiguration: undefined }],
    ['no expiration', { JournalTableConfiguration: { RecordExpiration: undefined } }],
    [
      'too few days',
      { JournalTableConfiguration: { RecordExpiration: { Expiration: 'ENABLED', Days: 6 } } },
    ],
    ['a table of no state', { InventoryTableConfiguration: { ConfigurationState: undefined } }],
  ])('with %s is refused', async (_what, configuration) => {
    await expect(create(configuration)).rejects.toMatchObject(refusal('MalformedXML', 400))
  })
})

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
describe('a look at a bucket', () => {
  test('says where it is, also at the wrong region, and to whom it does not belong', async () => {
    await emulator.createBucket({ cloud: 's3', name: `far-${Bucket}`, region: 'eu-west-1' })
    await emulator.createBucket({ cloud: 's3', name: `not-${Bucket}`, account: '111111111111' })
    const head = async (name: string) => {
      const { status, headers } = await sendSigned(emulator.s3, {
        method: 'HEAD',
        target: `/${name}`,
      })
      return [status, headers['x-amz-bucket-region']]
    }
    expect(await head(Bucket)).toEqual([200, 'us-east-1'])
    expect(await head(`far-${Bucket}`)).toEqual([301, 'eu-west-1'])
    expect(await head(`not-${Bucket}`)).toEqual([403, 'us-east-1'])
    expect(await head('nowhere')).toEqual([404, undefined])
    const far = client('eu-west-1')
    const { BucketRegion } = await far.send(new HeadBucketCommand({ Bucket: `far-${Bucket}` }))
    expect(BucketRegion).toBe('eu-west-1')
    far.destroy()
  })

  test('is refused where another owner is expected', async () => {
    const head = (ExpectedBucketOwner: string) =>
      s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner }))
    await head('000000000000')
    await expect(head('111111111111')).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } })
  })
})

type Row = [operation: string, method: string, query: string, body?: string]

const operations: readonly Row[] = [
  ['GetBucketPolicy', 'GET', 'policy'],
  ['PutBucketPolicy', 'PUT', 'policy', '{}'],
  ['GetBucketEncryption', 'GET', 'encryption'],
  ['PutBucketEncryption', 'PUT', 'encryption'],
  ['DeleteBucketEncryption', 'DELETE', 'encryption'],
  ['GetBucketNotificationConfiguration', 'GET', 'notification'],
  ['PutBucketNotificationConfiguration', 'PUT', 'notification'],
  ['GetBucketLifecycleConfiguration', 'GET', 'lifecycle'],
  ['PutBucketLifecycleConfiguration', 'PUT', 'lifecycle'],
  ['DeleteBucketLifecycle', 'DELETE', 'lifecycle'],
  ['GetPublicAccessBlock', 'GET', 'publicAccessBlock'],
  ['PutPublicAccessBlock', 'PUT', 'publicAccessBlock'],
  ['DeletePublicAccessBlock', 'DELETE', 'publicAccessBlock'],
  ['CreateBucketMetadataConfiguration', 'POST', 'metadataConfiguration'],
  ['GetBucketMetadataConfiguration', 'GET', 'metadataConfiguration'],
  ['DeleteBucketMetadataConfiguration', 'DELETE', 'metadataConfiguration'],
]

test.each<Row>(operations)(
  '%s can be denied on one bucket',
  async (operation, method, query, body = '') => {
    const effect = { type: 'error', status: 403, code: 'AccessDenied' } as const
    emulator.inject({ cloud: 's3', operation, bucket: Bucket, effect })
    expect(await codeFor(query, body, method)).toBe('AccessDenied')
    expect(emulator.requests({ operation, bucket: Bucket })).toBe(1)
    emulator.resetFaults()
    expect(await codeFor(query, body, method)).not.toBe('AccessDenied')
  },
)
