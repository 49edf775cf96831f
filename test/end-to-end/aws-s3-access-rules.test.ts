import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { LifecycleRule, NotificationConfiguration } from '@aws-sdk/client-s3'
import { S3Provider } from '@bucket-inventory/aws-s3'
import type { AccessChange, AccessOptions } from '@bucket-inventory/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { account, AccessWorld, errorOf } from './aws-s3-access-world.ts'

let world: AccessWorld

beforeAll(async () => {
  world = await AccessWorld.start()
})

beforeEach(() => world.begin())

afterAll(() => world.close())

const topic = `arn:aws:sns:us-east-1:${account}:deliveries`
const queue = `arn:aws:sqs:us-east-1:${account}:others`
const denied = { type: 'error', status: 403, code: 'AccessDenied' } as const

/** The change of what the reports have, not of what else must be done. */
async function changeOf(
  kind: 'notification' | 'retention',
  options: AccessOptions,
): Promise<AccessChange> {
  const documents = world.documents(kind, options)
  const [first] = await world.access.changes(documents)
  if (first?.subject !== world.reports) throw new Error('no change of the bucket')
  return first
}

const announce = (notify = topic) => changeOf('notification', { notify })
const retain = (retainDays = 30, versioned = false) =>
  changeOf('retention', { retainDays, versioned })

describe('notifications', () => {
  const get = 'GetBucketNotificationConfiguration'
  const put = 'PutBucketNotificationConfiguration'

  const ours = () => ({
    Id: `bucket-inventory/${world.source}/daily`,
    Events: ['s3:ObjectCreated:*'],
    Filter: {
      Key: {
        FilterRules: [
          { Name: 'prefix', Value: `inventories/${world.source}/daily/` },
          { Name: 'suffix', Value: 'manifest.checksum' },
        ],
      },
    },
  })

  async function there(): Promise<NotificationConfiguration> {
    const command = new GetBucketNotificationConfigurationCommand({ Bucket: world.reports })
    const { $metadata: _, ...configuration } = await world.s3.send(command)
    // S3 gives the names of filters with a capital.
    const text = JSON.stringify(configuration).replaceAll('"Prefix"', '"prefix"')
    const there: NotificationConfiguration = JSON.parse(text.replaceAll('"Suffix"', '"suffix"'))
    return there
  }

  async function putThere(NotificationConfiguration: NotificationConfiguration): Promise<void> {
    const input = { Bucket: world.reports, NotificationConfiguration }
    await world.s3.send(new PutBucketNotificationConfigurationCommand(input))
  }

  /** What else a bucket may announce, to a prefix of it. */
  const foreign = (Value: string, Events = ['s3:ObjectCreated:Put'] as const) => ({
    Id: 'theirs',
    QueueArn: queue,
    Events: [...Events],
    Filter: { Key: { FilterRules: [{ Name: 'prefix' as const, Value }] } },
  })

  test('of a bucket that has none are made, once', async () => {
    const found = await announce()
    expect(found.state).toBe('create')
    expect(found.before).toBeUndefined()
    world.sent()
    await world.access.apply(found)
    expect(world.sent()).toEqual([get, put, get])
    expect(await there()).toEqual({ TopicConfigurations: [{ TopicArn: topic, ...ours() }] })
    expect(await announce()).toMatchObject({ state: 'unchanged' })
  })

  test('of others stay', async () => {
    const theirs = { QueueConfigurations: [foreign('images/')], EventBridgeConfiguration: {} }
    await putThere(theirs)
    const found = await announce()
    expect(found.state).toBe('extend')
    expect(found.before).toContain('<Value>images/</Value>')
    await world.access.apply(found)
    expect(await there()).toEqual({
      ...theirs,
      TopicConfigurations: [{ TopicArn: topic, ...ours() }],
    })
  })

  test.each([
    ['', 's3:ObjectCreated:Put'],
    ['inventories/', 's3:ObjectCreated:*'],
  ] as const)('that announce the same events under %j are in the way', async (prefix, event) => {
    const { Filter, ...all } = foreign(prefix)
    const theirs = { ...all, Events: [event], ...(prefix === '' ? {} : { Filter }) }
    await putThere({ QueueConfigurations: [theirs] })
    const found = await announce()
    expect(found.state).toBe('refused')
    expect(found.reason).toContain('"theirs" announces those under')
    expect(await errorOf(world.access.apply(found))).toMatchObject({ code: 'invalid-input' })
    expect(await there()).toEqual({ QueueConfigurations: [theirs] })
  })

  test.each([
    [foreign('', ['s3:ObjectCreated:Put']), 'refused'],
    [{ ...foreign(''), Events: ['s3:ObjectRemoved:*' as const] }, 'extend'],
    [
      {
        ...foreign(''),
        Filter: { Key: { FilterRules: [{ Name: 'suffix' as const, Value: '.jpg' }] } },
      },
      'extend',
    ],
    [foreign('inventories/another/'), 'extend'],
  ])('that announce other events are not: %#', async (theirs, state) => {
    await putThere({ QueueConfigurations: [theirs] })
    expect(await announce()).toMatchObject({ state })
  })

  test('of ours to another place are replaced only if that is asked for', async () => {
    await world.access.apply(await announce())
    const found = await announce(queue)
    expect(found.state).toBe('replace')
    expect(found.ours?.before).toContain(`<Topic>${topic}</Topic>`)
    expect(found.ours?.after).toContain(`<Queue>${queue}</Queue>`)
    expect(await errorOf(world.access.apply(found))).toMatchObject({ code: 'conflict' })
    await world.access.apply(found, { replace: true })
    expect(await there()).toEqual({ QueueConfigurations: [{ QueueArn: queue, ...ours() }] })
  })

  test('go to EventBridge with all events', async () => {
    await putThere({ QueueConfigurations: [foreign('inventories/')] })
    await world.access.apply(await announce('eventbridge'))
    expect(await there()).toMatchObject({
      EventBridgeConfiguration: {},
      QueueConfigurations: [{ Id: 'theirs' }],
    })
    expect(await announce('eventbridge')).toMatchObject({ state: 'unchanged' })
  })

  // As S3 gives them back.
  test('are known again with capitals in their filters', async () => {
    const { Id, Filter } = ours()
    const rules = Filter.Key.FilterRules.toReversed().map(
      ({ Name, Value }) =>
        `<FilterRule><Name>${Name === 'prefix' ? 'Prefix' : 'Suffix'}</Name><Value>${Value}</Value></FilterRule>`,
    )
    const text = `<NotificationConfiguration><TopicConfiguration><Id>${Id}</Id><Topic>${topic}</Topic><Event>s3:ObjectCreated:*</Event><Filter><S3Key>${rules.join('')}</S3Key></Filter></TopicConfiguration></NotificationConfiguration>`
    const effect = { type: 'body', contentType: 'application/xml', text } as const
    world.emulator.inject({ operation: get, effect })
    expect(await announce()).toMatchObject({ state: 'unchanged' })
  })

  test('need rights that are given by hand', async () => {
    const [, rights] = await world.access.changes(
      world.documents('notification', { notify: topic }),
    )
    expect(rights).toMatchObject({ subject: topic, state: 'by-hand' })
    const error = await errorOf(
      rights === undefined ? Promise.resolve() : world.access.apply(rights),
    )
    expect(error.code).toBe('unsupported')
  })

  test('changed meanwhile are kept', async () => {
    const found = await announce()
    await putThere({ EventBridgeConfiguration: {} })
    expect(await errorOf(world.access.apply(found))).toMatchObject({ code: 'conflict' })
    expect(await there()).toEqual({ EventBridgeConfiguration: {} })
  })

  test.each([
    [get, 0, 's3:GetBucketNotification'],
    [put, 1, 's3:PutBucketNotification'],
  ])('need the right to %s', async (operation, after, right) => {
    world.emulator.inject({ operation, effect: denied })
    const error = await errorOf(announce().then((found) => world.access.apply(found)))
    expect(error.code).toBe('permission-denied')
    expect(error.message).toContain(right)
    expect(world.emulator.requests({ operation: put })).toBe(after)
    expect(await there()).toEqual({})
  })
})

describe('retention', () => {
  const get = 'GetBucketLifecycleConfiguration'
  const put = 'PutBucketLifecycleConfiguration'

  const ours = (Days = 30): LifecycleRule => ({
    ID: `bucket-inventory/${world.source}/daily`,
    Status: 'Enabled',
    Filter: { Prefix: `inventories/${world.source}/daily/` },
    Expiration: { Days },
  })
  const foreign: LifecycleRule = {
    ID: 'theirs',
    Status: 'Disabled',
    Filter: { And: { Prefix: 'a&b', Tags: [{ Key: 'k', Value: 'v' }], ObjectSizeLessThan: 9 } },
    Transitions: [{ Days: 30, StorageClass: 'GLACIER' }],
    AbortIncompleteMultipartUpload: undefined,
  }

  async function there() {
    const command = new GetBucketLifecycleConfigurationCommand({ Bucket: world.reports })
    const { Rules = [], TransitionDefaultMinimumObjectSize: size } = await world.s3.send(command)
    return { Rules, size }
  }

  async function putThere(Rules: LifecycleRule[], more: object = {}): Promise<void> {
    const input = { Bucket: world.reports, LifecycleConfiguration: { Rules }, ...more }
    await world.s3.send(new PutBucketLifecycleConfigurationCommand(input))
  }

  test('is a rule of its own, made once', async () => {
    const found = await retain()
    expect(found.state).toBe('create')
    world.sent()
    await world.access.apply(found)
    expect(world.sent()).toEqual([get, put, get])
    expect((await there()).Rules).toEqual([ours()])
    expect(await retain()).toMatchObject({ state: 'unchanged' })
  })

  test('leaves other rules, and the size that they go by', async () => {
    await putThere([foreign], { TransitionDefaultMinimumObjectSize: 'varies_by_storage_class' })
    const before = await there()
    const found = await retain(7, true)
    expect(found.state).toBe('extend')
    expect(found.before).toContain('<Prefix>a&amp;b</Prefix>')
    await world.access.apply(found)
    const rule = { ...ours(7), NoncurrentVersionExpiration: { NoncurrentDays: 7 } }
    expect(await there()).toEqual({
      Rules: [...before.Rules, rule],
      size: 'varies_by_storage_class',
    })
  })

  test('leaves elements that nobody knows', async () => {
    const rule =
      '<Rule><ID>new</ID><Filter><Shape kind="round">x</Shape></Filter><Status>Enabled</Status><Melt><Days>007</Days></Melt></Rule>'
    const text = `<LifecycleConfiguration>${rule}<Whole>true</Whole></LifecycleConfiguration>`
    const body = (text: string) => ({ type: 'body', contentType: 'application/xml', text }) as const
    world.emulator.inject({ operation: get, times: 2, effect: body(text) })
    world.emulator.inject({ operation: put, effect: body('') })
    const { client, sent } = watched()
    const { access } = new S3Provider({ client })
    const found = await retain()
    expect(found.after.replaceAll(/\n */g, '')).toContain(rule)
    world.emulator.inject({ operation: get, after: 0, times: 1, effect: body(found.after) })
    await access.apply(found)
    const [document = ''] = sent.map(({ body }) => body)
    expect(document).toContain(rule)
    expect(document).toContain('<Whole>true</Whole>')
    expect(document).toContain(`<ID>${ours().ID}</ID>`)
  })

  // S3 takes prefixes in rules, as they were once written, or in their filters, but not both in one configuration.
  test('stands in the old form among rules of the old form', async () => {
    await putThere([{ ID: 'old', Status: 'Enabled', Prefix: 'x/', Expiration: { Days: 1 } }])
    await world.access.apply(await retain())
    const { Filter: _, ...rule } = ours()
    expect((await there()).Rules).toEqual([
      expect.objectContaining({ ID: 'old', Prefix: 'x/' }),
      { ...rule, Prefix: `inventories/${world.source}/daily/` },
    ])
    expect(await retain()).toMatchObject({ state: 'unchanged' })
  })

  test('of other days is replaced only if that is asked for', async () => {
    await world.access.apply(await retain())
    const found = await retain(7)
    expect(found.state).toBe('replace')
    expect(found.ours?.before).toContain('<Days>30</Days>')
    expect(found.ours?.after).toContain('<Days>7</Days>')
    expect(await errorOf(world.access.apply(found))).toMatchObject({ code: 'conflict' })
    expect((await there()).Rules).toEqual([ours()])
    await world.access.apply(found, { replace: true })
    expect((await there()).Rules).toEqual([ours(7)])
  })

  test('needs no rule of its own where another does the same', async () => {
    await putThere([{ ...ours(), ID: 'theirs' }])
    expect(await retain()).toMatchObject({ state: 'unchanged' })
  })

  test('is refused where there are a thousand rules', async () => {
    const rule = (index: number): LifecycleRule => ({
      ID: `theirs-${index}`,
      Status: 'Enabled',
      Filter: { Prefix: `${index}/` },
      Expiration: { Days: 1 },
    })
    await putThere(Array.from({ length: 999 }, (_, index) => rule(index)))
    expect(await retain()).toMatchObject({ state: 'extend' })
    await putThere(Array.from({ length: 1000 }, (_, index) => rule(index)))
    const found = await retain()
    expect(found).toMatchObject({
      state: 'refused',
      reason: 'the bucket would have 1001 lifecycle rules, and S3 takes 1000 at most',
    })
    expect(await errorOf(world.access.apply(found))).toMatchObject({ code: 'limit-exceeded' })
  })

  test('changed meanwhile is kept', async () => {
    const found = await retain()
    await putThere([foreign])
    expect(await errorOf(world.access.apply(found))).toMatchObject({ code: 'conflict' })
    expect((await there()).Rules).toHaveLength(1)
  })

  test.each([
    [get, 0, 's3:GetLifecycleConfiguration'],
    [put, 1, 's3:PutLifecycleConfiguration'],
  ])('needs the right to %s', async (operation, after, right) => {
    world.emulator.inject({ operation, effect: denied })
    const error = await errorOf(retain().then((found) => world.access.apply(found)))
    expect(error.code).toBe('permission-denied')
    expect(error.message).toContain(right)
    expect(world.emulator.requests({ operation: put })).toBe(after)
    expect(await retain()).toMatchObject({ state: 'create' })
  })

  test.each(['<html>', '<NotificationConfiguration/>', ''])(
    'is not written over the answer %j',
    async (text) => {
      const effect = { type: 'body', contentType: 'text/html', text } as const
      world.emulator.inject({ operation: get, effect })
      const error = await errorOf(retain())
      expect(error.code).toBe('protocol')
      expect(error.message).toContain(`the lifecycle rules of bucket "${world.reports}"`)
    },
  )
})

test('documents are sent with the checksum of what is sent', async () => {
  const { client, sent } = watched()
  const { access } = new S3Provider({ client })
  const documents = [
    ...world.documents('bucket-policy'),
    ...world.documents('notification', { notify: 'eventbridge' }),
    ...world.documents('retention', { retainDays: 3 }),
  ]
  for (const change of (await access.changes(documents)) ?? []) {
    if (change.state === 'create') await access.apply(change)
  }
  expect(sent).toHaveLength(3)
  const checksums = sent.map(({ headers }) => headers['x-amz-checksum-crc32'])
  // S3 wants none of notifications: https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html
  const [policy, , rules] = sent.map(({ body }) => checksumOf(body))
  expect(checksums).toEqual([policy, undefined, rules])
  for (const { body, headers } of sent) {
    const digest = createHash('sha256').update(body).digest('hex')
    expect(headers['x-amz-content-sha256']).toBe(digest)
  }
})

function checksumOf(text: string): string {
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(Buffer.from(text)))
  return sum.toString('base64')
}

interface Sent {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

/** A client of the SDK, and the puts that it sends. */
function watched() {
  const sent: Sent[] = []
  const client = new S3Client({
    endpoint: world.emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  client.middlewareStack.add(
    (next) => async (args) => {
      const request: unknown = args.request
      if (isSent(request)) sent.push(request)
      return next(args)
    },
    { step: 'finalizeRequest', priority: 'low' },
  )
  return { client, sent }
}

function isSent(request: unknown): request is Sent {
  return (
    typeof request === 'object' &&
    request !== null &&
    'method' in request &&
    request.method === 'PUT' &&
    'body' in request &&
    typeof request.body === 'string'
  )
}
