import { isInventoryError } from '@bucket-inventory/core'
import type {
  AccessDocument,
  AccessOptions,
  AccessSubject,
  Destination,
} from '@bucket-inventory/core'
import { describe, expect, test } from 'vitest'

import { accessDocuments } from './access-documents.ts'

function subject(bucket: string, destination: Partial<Destination> = {}, id = 'daily') {
  return {
    bucket,
    accountId: '111122223333',
    configuration: {
      id,
      enabled: true,
      schedule: { every: 'day' },
      versions: 'current',
      fields: ['size', 'etag'],
      destination: { bucket: 'reports', accountId: '444455556666', format: 'csv', ...destination },
    },
  } as const satisfies AccessSubject
}

/** Whose account nobody says. */
function unowned(bucket: string, destination: Partial<Destination> = {}): AccessSubject {
  return { bucket, configuration: subject(bucket, destination).configuration }
}

function documents(
  kind: AccessDocument['kind'],
  subjects: readonly AccessSubject[],
  options: AccessOptions = {},
): readonly AccessDocument[] {
  return accessDocuments(subjects, options, {}).filter((document) => document.kind === kind)
}

function contents(...args: Parameters<typeof documents>) {
  return documents(...args).map(({ content }) => content)
}

describe('the policy of a destination', () => {
  test('is the statement of the vendor, narrowed to the prefix', () => {
    expect(documents('bucket-policy', [subject('photos', { prefix: 'inventories' })])).toEqual([
      {
        provider: 'aws-s3',
        kind: 'bucket-policy',
        subject: 'reports',
        purpose:
          'lets S3 write the inventories of bucket "photos" of account 111122223333 into bucket "reports" under "inventories/"',
        content: {
          Sid: 'BucketInventory111122223333inventories',
          Effect: 'Allow',
          Principal: { Service: 's3.amazonaws.com' },
          Action: 's3:PutObject',
          Resource: 'arn:aws:s3:::reports/inventories/*',
          Condition: {
            ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::photos' },
            StringEquals: {
              'aws:SourceAccount': '111122223333',
              's3:x-amz-acl': 'bucket-owner-full-control',
            },
          },
        },
        assumptions: [],
        reference:
          'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html#configure-inventory-destination-bucket-policy',
      },
    ])
  })

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
  test.each([
    [undefined, 'reports/*'],
    ['', 'reports/*'],
    ['a', 'reports/a/*'],
    ['a/', 'reports/a//*'],
    ['a//b', 'reports/a//b/*'],
    ['/', 'reports///*'],
    ['/a', 'reports//a/*'],
    ['a*b?c$d', 'reports/a${*}b${?}c${$}d/*'],
    ['${aws:username}', 'reports/${$}{aws:username}/*'],
    ['é "x"', 'reports/é "x"/*'],
  ])('covers the keys that S3 writes under the prefix %j', (prefix, resource) => {
    const destination = prefix === undefined ? {} : { prefix }
    const [content] = contents('bucket-policy', [subject('photos', destination)])
    expect(content).toMatchObject({ Resource: `arn:aws:s3:::${resource}` })
  })

  test('never has one Sid for two prefixes, and only letters and digits in it', () => {
    const prefixes = [
      '',
      'a',
      'A',
      'a/',
      'a//',
      '/a',
      'aZ2f',
      'Z',
      'Z5a',
      'é',
      'Ã©',
      'a b',
      '-',
      '_',
    ]
    const sids = prefixes.map(
      (prefix) => contents('bucket-policy', [subject('x11', { prefix })])[0],
    )
    const names = sids.map((content) => String(content?.['Sid']))
    expect(new Set(names).size).toBe(prefixes.length)
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9]+$/)
  })

  test('is one for many sources, and another for each prefix and account', () => {
    const subjects = [
      subject('photos', { prefix: 'a' }),
      subject('films', { prefix: 'a' }),
      subject('films', { prefix: 'a' }, 'weekly'),
      subject('music', { prefix: 'b' }),
      { ...subject('theirs', { prefix: 'a' }), accountId: '777788889999' },
      subject('elsewhere', { bucket: 'other', prefix: 'a' }),
    ]
    const found = documents('bucket-policy', subjects)
    expect(
      found.map(({ subject, content }) => [subject, content['Sid'], sourcesOf(content)]),
    ).toEqual([
      ['reports', 'BucketInventory111122223333a', ['arn:aws:s3:::films', 'arn:aws:s3:::photos']],
      ['reports', 'BucketInventory111122223333b', 'arn:aws:s3:::music'],
      ['reports', 'BucketInventory777788889999a', 'arn:aws:s3:::theirs'],
      ['other', 'BucketInventory111122223333a', 'arn:aws:s3:::elsewhere'],
    ])
  })

  test('is in the partition of the region', () => {
    const [content] = contents('bucket-policy', [subject('photos')], { region: 'cn-north-1' })
    expect(JSON.stringify(content)).toContain('arn:aws-cn:s3:::photos')
    expect(content).toMatchObject({ Resource: 'arn:aws-cn:s3:::reports/*' })
    const known = accessDocuments([subject('photos')], {}, { region: 'us-gov-east-1' })
    expect(known[0]?.content).toMatchObject({ Resource: 'arn:aws-us-gov:s3:::reports/*' })
  })

  test('lets in a directory bucket by either of its names', () => {
    const bucket = 'fast--use1-az4--x-s3'
    const [document] = documents('bucket-policy', [subject(bucket)], { region: 'us-east-1' })
    expect(sourcesOf(document?.content ?? {})).toEqual([
      `arn:aws:s3:::${bucket}`,
      `arn:aws:s3express:us-east-1:111122223333:bucket/${bucket}`,
    ])
    expect(document?.assumptions).toEqual([expect.stringContaining('no page says which ARN')])
  })

  test('says of keys that S3 cannot use that nothing arrives', () => {
    const keys = ['alias/aws/s3', 'arn:aws:kms:eu-west-1:111122223333:alias/aws/s3', undefined]
    const subjects = keys.map((keyId, index) =>
      subject(`photos-${index}`, {
        encryption: keyId === undefined ? { type: 'kms' } : { type: 'kms', keyId },
      }),
    )
    expect(documents('key-policy', subjects)).toEqual([])
    expect(documents('bucket-policy', subjects)[0]?.assumptions).toEqual([
      expect.stringContaining('"alias/aws/s3", which AWS manages'),
      expect.stringContaining('which AWS manages'),
      expect.stringContaining('names no key'),
    ])
  })
})

describe('whose the listed buckets are', () => {
  test.each([
    ['the subject', subject('photos'), { accountId: '999999999999' }, '111122223333', 0],
    ['the options', unowned('photos'), { accountId: '999999999999' }, '999999999999', 0],
    ['the provider', unowned('photos'), {}, '888888888888', 0],
  ])('%s says', (_who, one, options, account, assumptions) => {
    const [document] = accessDocuments([one], options, { accountId: '888888888888' })
    expect(document?.content['Condition']).toMatchObject({
      StringEquals: { 'aws:SourceAccount': account },
    })
    expect(document?.assumptions).toHaveLength(assumptions)
  })

  test('is taken from the destination where nobody says, and said', () => {
    const [document] = documents('bucket-policy', [unowned('photos')])
    expect(document?.content['Sid']).toBe('BucketInventory444455556666')
    expect(document?.assumptions).toEqual([
      'bucket "photos" is taken to belong to account 444455556666, that of its destination, as nobody says whose it is',
    ])
  })

  test('must be said, of all buckets at once', () => {
    const { configuration } = subject('photos')
    const { accountId: _, ...destination } = configuration.destination
    const bare = { ...configuration, destination }
    const subjects = ['photos', 'films', '*'].map((bucket) => ({ bucket, configuration: bare }))
    expect(() => accessDocuments(subjects, {}, {})).toThrow(
      expect.toSatisfy((error) => {
        if (!isInventoryError(error, 'invalid-input')) return false
        expect(error.message).toContain('bucket "photos": give its accountId')
        expect(error.message).toContain('bucket "films": give its accountId')
        expect(error.message).toContain('"*" is no name of a bucket')
        return error.problems.length === 4 && error.problems[1]?.path === 'subjects[1].accountId'
      }),
    )
  })

  test.each([
    [subject('photos', { accountId: '42' }), '"42" is no AWS account'],
    [subject('photos', { prefix: 'a\u0001' }), 'U+0001'],
    [subject('photos', { prefix: '\uD800' }), 'U+D800'],
    [subject('photos', { bucket: 'arn:aws:s3:::reports' }), 'is no name of a bucket'],
  ])('refuses what is none: %#', (one, message) => {
    expect(() => accessDocuments([one], {}, {})).toThrow(message)
  })
})

test('a key has one statement, for all who use it', () => {
  const keyId = 'arn:aws:kms:eu-west-1:111122223333:key/1234'
  const encryption = { type: 'kms', keyId } as const
  const subjects = [
    subject('photos', { encryption }),
    { ...subject('theirs', { encryption, prefix: 'b' }), accountId: '777788889999' },
    subject('plain'),
  ]
  expect(documents('key-policy', subjects)).toMatchObject([
    {
      subject: keyId,
      content: {
        Action: 'kms:GenerateDataKey',
        Principal: { Service: 's3.amazonaws.com' },
        Resource: '*',
        Condition: {
          ArnLike: { 'aws:SourceArn': ['arn:aws:s3:::photos', 'arn:aws:s3:::theirs'] },
          StringEquals: { 'aws:SourceAccount': ['111122223333', '777788889999'] },
        },
      },
    },
  ])
})

describe('the policy of the caller', () => {
  test('manages inventories, reads reports and applies what is asked for', () => {
    const keyId = 'arn:aws:kms:eu-west-1:111122223333:key/1234'
    const subjects = [
      subject('photos', { prefix: 'a', encryption: { type: 'kms', keyId } }),
      subject('fast--use1-az4--x-s3', { prefix: 'b' }),
    ]
    const options = { region: 'us-east-1', retainDays: 30, notify: 'eventbridge' }
    const [content] = contents('caller-policy', subjects, options)
    const express = 'arn:aws:s3express:us-east-1:111122223333:bucket/fast--use1-az4--x-s3'
    const Effect = 'Allow'
    const destination = 'arn:aws:s3:::reports'
    expect(content).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'ManageInventories',
          Effect,
          Action: ['s3:GetInventoryConfiguration', 's3:PutInventoryConfiguration'],
          Resource: 'arn:aws:s3:::photos',
        },
        {
          Sid: 'ManageInventoriesOfDirectoryBuckets',
          Effect,
          Action: ['s3express:GetInventoryConfiguration', 's3express:PutInventoryConfiguration'],
          Resource: express,
        },
        {
          Sid: 'FindReports',
          Effect,
          Action: 's3:ListBucket',
          Resource: destination,
          Condition: { StringLike: { 's3:prefix': ['a/*', 'b/*'] } },
        },
        {
          Sid: 'ReadReports',
          Effect,
          Action: 's3:GetObject',
          Resource: [`${destination}/a/*`, `${destination}/b/*`],
        },
        { Sid: 'DecryptReports', Effect, Action: 'kms:Decrypt', Resource: keyId },
        {
          Sid: 'ApplyPolicies',
          Effect,
          Action: ['s3:GetBucketPolicy', 's3:PutBucketPolicy'],
          Resource: destination,
        },
        {
          Sid: 'ApplyNotifications',
          Effect,
          Action: ['s3:GetBucketNotification', 's3:PutBucketNotification'],
          Resource: destination,
        },
        {
          Sid: 'ApplyRetention',
          Effect,
          Action: ['s3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration'],
          Resource: destination,
        },
      ],
    })
  })

  test('names keys by whatever they are known by', () => {
    const subjects = ['1234', 'alias/reports', 'alias/aws/s3'].map((keyId, index) =>
      subject(`photos-${index}`, { encryption: { type: 'kms', keyId } }),
    )
    expect(statementsOf(contents('caller-policy', subjects)[0], /^Decrypt/)).toEqual([
      expect.objectContaining({ Resource: 'arn:aws:kms:*:*:key/1234' }),
      expect.objectContaining({
        Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/reports' } },
      }),
    ])
  })
})

describe('optional fields', () => {
  const express = 'fast--use1-az4--x-s3'
  const key = 's3:InventoryAccessibleOptionalFields'

  // "Don't use ForAllValues with a Deny effect nor ForAnyValue with an Allow effect":
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html#example-bucket-policies-s3-inventory-2
  test('are restricted with the operators that let inventories be deleted', () => {
    const options: AccessOptions = { onlyFields: ['storageClass', 'size', 'aws-s3:New'] }
    const subjects = [subject('photos'), subject('photos', {}, 'b'), subject(express)]
    const found = documents('optional-fields', subjects, options)
    const fields = ['New', 'Size', 'StorageClass']
    expect(found).toMatchObject([
      {
        subject: 'photos',
        content: {
          Sid: 'BucketInventoryOptionalFields',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:PutInventoryConfiguration',
          Resource: 'arn:aws:s3:::photos',
          Condition: { 'ForAnyValue:StringNotEquals': { [key]: fields } },
        },
        assumptions: [
          'inventory "daily" of bucket "photos" asks for ETag, and could not be put again',
          'inventory "b" of bucket "photos" asks for ETag, and could not be put again',
        ],
      },
    ])
    const managing = statementsOf(contents('caller-policy', subjects, options)[0], /^Manage/)
    expect(managing).toMatchObject([
      { Effect: 'Allow', Condition: { 'ForAllValues:StringEquals': { [key]: fields } } },
      {
        Condition: {
          'ForAllValues:StringEquals': { 's3express:InventoryAccessibleOptionalFields': fields },
        },
      },
    ])
  })

  test('can be none at all', () => {
    const [content] = contents('optional-fields', [subject('photos')], { onlyFields: [] })
    expect(content).toMatchObject({ Effect: 'Deny', Condition: { Null: { [key]: 'false' } } })
  })

  test('must be of S3', () => {
    const onlyFields = ['size', 'tagCount', 'alibaba-oss:TaggingCount'] as const
    expect(() => accessDocuments([subject('photos')], { onlyFields }, {})).toThrow(
      'no fields "tagCount", "alibaba-oss:TaggingCount"',
    )
  })
})

describe('a notification', () => {
  const topic = 'arn:aws:sns:eu-west-1:444455556666:deliveries'

  test.each([
    [topic, 'TopicConfigurations', 'TopicArn', 'sns:Publish'],
    [topic.replace('sns', 'sqs'), 'QueueConfigurations', 'QueueArn', 'sqs:SendMessage'],
    [
      'arn:aws:lambda:eu-west-1:444455556666:function:on-report:live',
      'LambdaFunctionConfigurations',
      'LambdaFunctionArn',
      'lambda:InvokeFunction',
    ],
  ])('goes to %s, which must let S3', (notify, list, member, action) => {
    const found = documents('notification', [subject('photos', { prefix: 'in ven/é' })], { notify })
    expect(found.map(({ subject, content }) => [subject, content])).toEqual([
      [
        'reports',
        {
          [list]: [
            {
              Id: 'bucket-inventory/photos/daily',
              [member]: notify,
              Events: ['s3:ObjectCreated:*'],
              Filter: {
                Key: {
                  FilterRules: [
                    { Name: 'prefix', Value: 'in+ven/%C3%A9/photos/daily/' },
                    { Name: 'suffix', Value: 'manifest.checksum' },
                  ],
                },
              },
            },
          ],
        },
      ],
      [
        notify,
        expect.objectContaining({
          Action: action,
          Resource: notify,
          Condition: {
            ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::reports' },
            StringEquals: { 'aws:SourceAccount': '444455556666' },
          },
        }),
      ],
    ])
  })

  test('of EventBridge is one for each destination, and a rule that picks reports', () => {
    const subjects = [
      subject('photos', { prefix: 'a*' }),
      subject('films', { prefix: 'a*' }),
      subject('music', { bucket: 'others' }),
    ]
    const found = documents('notification', subjects, { notify: 'eventbridge' })
    expect(found.map((document) => document.subject)).toEqual(['reports', 'others', 'eventbridge'])
    expect(found[0]?.content).toEqual({ EventBridgeConfiguration: {} })
    expect(found[2]?.content['EventPattern']).toMatchObject({
      detail: {
        bucket: { name: ['others', 'reports'] },
        object: {
          key: [{ wildcard: '*/manifest.checksum' }, { wildcard: 'a\\*/*/manifest.checksum' }],
        },
      },
    })
  })

  test.each([
    ['deliveries', 'cannot announce anything to "deliveries"'],
    ['arn:aws:iam::444455556666:role/x', 'cannot announce anything'],
    [`${topic}.fifo`, 'first-in-first-out'],
    [topic.replace('eu-west-1', 'us-east-1'), 'from eu-west-1'],
  ])('does not go to %s', (notify, message) => {
    const options = { notify, region: 'eu-west-1' }
    expect(() => accessDocuments([subject('photos')], options, {})).toThrow(message)
  })
})

describe('retention', () => {
  test('expires the reports of one inventory, never all of a prefix', () => {
    const subjects = [subject('photos', { prefix: 'a' }), subject('photos', {}, 'b')]
    expect(contents('retention', subjects, { retainDays: 30 })).toEqual([
      {
        ID: 'bucket-inventory/photos/daily',
        Status: 'Enabled',
        Filter: { Prefix: 'a/photos/daily/' },
        Expiration: { Days: 30 },
      },
      {
        ID: 'bucket-inventory/photos/b',
        Status: 'Enabled',
        Filter: { Prefix: 'photos/b/' },
        Expiration: { Days: 30 },
      },
    ])
  })

  // "You cannot specify both a Days and an ExpiredObjectDeleteMarker tag on the same rule. When you specify the Days tag,
  // Amazon S3 automatically performs ExpiredObjectDeleteMarker cleanup":
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-actions
  test('expires versions too where there are some', () => {
    const options = { retainDays: 30, versioned: true }
    expect(contents('retention', [subject('photos')], options)).toEqual([
      expect.objectContaining({
        Expiration: { Days: 30 },
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      }),
    ])
  })

  test('has ids of 255 characters at most, each another', () => {
    const long = 'x'.repeat(250)
    const subjects = [subject(`${long}1`), subject(`${long}2`), subject(long, {}, '1')]
    const ids = contents('retention', subjects, { retainDays: 1 }).map(({ ID }) => String(ID))
    expect(new Set(ids).size).toBe(3)
    for (const id of ids) expect(id).toHaveLength(255)
  })

  test.each([0, -1, 1.5, NaN, 1e12])('of %d days is refused', (retainDays) => {
    expect(() => accessDocuments([subject('photos')], { retainDays }, {})).toThrow('cannot be kept')
  })
})

test('no inventories need nothing', () => {
  expect(accessDocuments([], { notify: 'eventbridge', retainDays: 3 }, {})).toEqual([])
})

function sourcesOf(content: AccessDocument['content']): unknown {
  return Reflect.get(Object(Reflect.get(Object(content['Condition']), 'ArnLike')), 'aws:SourceArn')
}

function statementsOf(content: AccessDocument['content'] | undefined, sid: RegExp): unknown[] {
  const statements: unknown = content?.['Statement']
  return Array.isArray(statements)
    ? statements.filter((one: { Sid: string }) => sid.test(one.Sid))
    : []
}
