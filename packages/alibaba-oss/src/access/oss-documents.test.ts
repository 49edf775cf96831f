import type { AccessDocument, AccessOptions, AccessSubject } from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { account, subjectOf } from './access.test.support.ts'
import { ossDocuments } from './oss-documents.ts'

function of(
  kind: string,
  subjects: readonly AccessSubject[],
  options?: AccessOptions,
): readonly AccessDocument[] {
  return ossDocuments(subjects, options).filter((document) => document.kind === kind)
}

describe('the role', () => {
  it('is one for all inventories that share it, with every destination in one permission', () => {
    const subjects = [
      subjectOf('photos'),
      subjectOf('videos', { prefix: 'inventory' }),
      subjectOf('music', { bucket: 'other-reports', prefix: 'a/' }),
    ]
    expect(of('role-trust', subjects)).toHaveLength(1)
    expect(
      of('role-permission', subjects).map(({ content, variant }) => [variant, content]),
    ).toEqual([
      [
        'least-privilege',
        {
          Version: '1',
          Statement: [
            {
              Effect: 'Allow',
              Action: ['oss:PutObject', 'oss:AbortMultipartUpload'],
              Resource: [
                `acs:oss:*:${account}:other-reports/a/*`,
                `acs:oss:*:${account}:reports-cn/*`,
                `acs:oss:*:${account}:reports-cn/inventory/*`,
              ],
            },
          ],
        },
      ],
      [
        'read-source',
        {
          Version: '1',
          Statement: [
            {
              Effect: 'Allow',
              Action: ['oss:PutObject', 'oss:AbortMultipartUpload'],
              Resource: [
                `acs:oss:*:${account}:other-reports/a/*`,
                `acs:oss:*:${account}:reports-cn/*`,
                `acs:oss:*:${account}:reports-cn/inventory/*`,
              ],
            },
            {
              Effect: 'Allow',
              Action: ['oss:ListObjects', 'oss:ListObjectVersions', 'oss:GetObject'],
              Resource: ['music', 'photos', 'videos'].flatMap((name) => [
                `acs:oss:*:${account}:${name}`,
                `acs:oss:*:${account}:${name}/*`,
              ]),
            },
          ],
        },
      ],
    ])
  })

  it('lets OSS take it on', () => {
    expect(of('role-trust', [subjectOf('photos')])[0]).toMatchObject({
      provider: 'alibaba-oss',
      subject: `acs:ram::${account}:role/Deliverer`,
      content: {
        Version: '1',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['sts:AssumeRole'],
            Principal: { Service: ['oss.aliyuncs.com'] },
          },
        ],
      },
    })
  })

  it('is another one for another ARN', () => {
    const other = { roleArn: `acs:ram::${account}:role/Other` }
    expect(of('role-trust', [subjectOf('a-1'), subjectOf('b-1', other)])).toHaveLength(2)
  })

  it('gets a wider permission for a prefix that RAM reads as a pattern, and it is said', () => {
    const documents = of('role-permission', [subjectOf('photos', { prefix: 'a*b?' })])
    expect(documents[0]?.content['Statement']).toMatchObject([
      { Resource: [`acs:oss:*:${account}:reports-cn/a*b?/*`] },
    ])
    for (const { assumptions } of documents) {
      expect(assumptions).toEqual([expect.stringContaining('wider than the prefix')])
    }
  })
})

describe('the key', () => {
  it('is named by region and account, and only where reports are encrypted with one', () => {
    const keyed = subjectOf('photos', { encryption: { type: 'kms', keyId: 'k-1' } })
    expect(of('key-policy', [subjectOf('photos')])).toEqual([])
    expect(of('key-policy', [keyed], { region: 'oss-cn-beijing' })).toMatchObject([
      {
        content: {
          Statement: [
            {
              Action: ['kms:GenerateDataKey', 'kms:Encrypt', 'kms:Decrypt'],
              Resource: [`acs:kms:cn-beijing:${account}:key/k-1`],
            },
          ],
        },
        assumptions: [],
      },
    ])
    expect(of('key-policy', [keyed])[0]?.assumptions).toHaveLength(1)
  })

  it('is every one where the default key is asked for, and it is said', () => {
    const [document] = of('key-policy', [subjectOf('photos', { encryption: { type: 'kms' } })], {
      region: 'cn-beijing',
    })
    expect(document).toMatchObject({
      content: { Statement: [{ Resource: [`acs:kms:cn-beijing:${account}:key/*`] }] },
      assumptions: [expect.stringContaining('every key')],
    })
  })
})

describe('what goes with it', () => {
  it('expires the reports of one inventory, never what else is below the prefix', () => {
    const [document] = of('retention', [subjectOf('photos', { prefix: 'inventory' })], {
      retainDays: 30,
      versioned: true,
    })
    expect(document).toMatchObject({
      subject: 'reports-cn',
      content: {
        Prefix: 'inventory/photos/daily/',
        Status: 'Enabled',
        Expiration: { Days: 30 },
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      },
    })
  })

  it('announces the manifest to a queue or a topic', () => {
    const receiver = (notify: string) =>
      of('notification', [subjectOf('photos')], { notify }).map(({ content, assumptions }) => [
        content['Endpoint'],
        assumptions.length,
      ])
    const topic = { EndpointType: 'topic', EndpointValue: 'done' }
    const queue = { EndpointType: 'queue', EndpointValue: 'done' }
    expect(receiver('done')).toEqual([[topic, 1]])
    expect(receiver('topic/done')).toEqual([[topic, 0]])
    expect(receiver('queue/done')).toEqual([[queue, 0]])
    expect(receiver(`acs:mns:cn-hangzhou:${account}:/queues/done`)).toEqual([[queue, 0]])
    expect(() => receiver('arn:aws:sns:eu-west-1:1:done')).toThrow(/no topic or queue of SMQ/)
    expect(of('notification', [subjectOf('photos')], { notify: 'done' })[0]?.content).toMatchObject(
      {
        ProductName: 'oss',
        EventTypes: ['ObjectCreated:*'],
        MatchRules: [
          [{ MatchState: true, Prefix: 'reports-cn/photos/daily/', Suffix: 'manifest.json' }],
        ],
      },
    )
  })

  it.each(['notification', 'retention'] as const)(
    'takes for granted what a slash means: %s',
    (kind) => {
      const assumed = (prefix: string) =>
        of(kind, [subjectOf('photos', { prefix })], {
          notify: 'topic/done',
          retainDays: 9,
        }).flatMap(({ assumptions }) => assumptions)
      expect(assumed('in')).toEqual([])
      expect(assumed('in/')).toEqual([expect.stringContaining('below "in/photos/daily/"')])
    },
  )

  it.each([0, 1.5, -3, Number.NaN])('is refused for %s days', (retainDays) => {
    expect(() => ossDocuments([subjectOf('photos')], { retainDays })).toThrow(/whole days/)
  })
})

it('says for whom each of the rights of the caller is', () => {
  const documents = of('caller-policy', [subjectOf('photos')])
  expect(documents.map(({ subject }) => subject)).toEqual(Array(documents.length).fill('caller'))
  expect(new Set(documents.map(({ purpose }) => purpose)).size).toBe(documents.length)
  expect(documents[0]?.content).toMatchObject({
    Statement: [
      {
        Action: ['oss:PutBucketInventory', 'oss:GetBucketInventory', 'oss:DeleteBucketInventory'],
        Resource: [`acs:oss:*:${account}:photos`],
      },
    ],
  })
})

it('is nothing for no inventory', () => {
  expect(ossDocuments([], { retainDays: 3 })).toEqual([])
})

it('names everything that is missing or contradicts itself at once', () => {
  const subjects = [
    subjectOf('photos', { roleArn: 'acs:ram::1:role/Deliverer' }),
    { ...subjectOf('videos'), accountId: '2' },
  ]
  const { destination, ...rest } = subjectOf('music').configuration
  const { roleArn: _, accountId: __, ...bare } = destination
  try {
    ossDocuments([...subjects, { bucket: 'music', configuration: { ...rest, destination: bare } }])
  } catch (error) {
    expect(error).toMatchObject({
      code: 'invalid-input',
      problems: [
        { path: 'destination.roleArn', message: expect.stringContaining('"photos"') },
        { path: 'destination.accountId', message: expect.stringContaining('"videos"') },
        { path: 'destination.accountId', message: expect.stringContaining('"music"') },
        { path: 'destination.roleArn', message: expect.stringContaining('"music"') },
      ],
    })
    return
  }
  throw new Error('it was not refused')
})
