import { createOssProvider, fromOssConfiguration } from '@bucket-inventory/alibaba-oss'
import type { OssConfiguration, OssProviderOptions } from '@bucket-inventory/alibaba-oss'
import { BucketInventories } from '@bucket-inventory/core'
import { defaultSwitches } from '@bucket-inventory/emulator'
import OSS from 'ali-oss'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'

import { errorOf, listed, startOssWorld, temporary } from './alibaba-oss-world.ts'
import type { OssWorld } from './alibaba-oss-world.ts'

const native: OssConfiguration = {
  Id: 'daily',
  IsEnabled: true,
  Filter: {
    Prefix: `  a&b<c>"'\r\n\t照片/😀 `,
    LastModifyBeginTimeStamp: 1_637_883_649,
    LowerSizeBound: 1024,
    StorageClass: 'Archive,IA,Standard',
  },
  Destination: {
    OSSBucketDestination: {
      Format: 'CSV',
      AccountId: '1283641033516515',
      RoleArn: 'acs:ram::1283641033516515:role/AliyunOSSRole',
      Bucket: 'acs:oss:::reports-cn',
      Prefix: '007',
      Encryption: { 'SSE-KMS': { KeyId: '9468da86' } },
    },
  },
  Schedule: { Frequency: 'Monthly', DayOfMonth: 3 },
  IncludedObjectVersions: 'All',
  OptionalFields: { Field: ['Crc64', 'Size', 'ETag'] },
  IncrementalInventory: {
    IsEnabled: false,
    Schedule: { Frequency: 600 },
    OptionalFields: { Field: ['SequenceNumber', 'RecordType'] },
  },
}

let world: OssWorld

beforeAll(async () => {
  world = await startOssWorld()
})

afterEach(() => {
  vi.restoreAllMocks()
  world.emulator.resetFaults()
  world.emulator.setSwitches(defaultSwitches)
})

afterAll(() => world.emulator.close())

describe('carries every element there and back', () => {
  it.each<[string, OssProviderOptions]>([
    ['signed with version 4', {}],
    ['signed with version 1', { signature: 'v1' }],
    ['for a region with oss- in front', { region: 'oss-cn-hangzhou' }],
    ['with the bucket in the host alone, as at a custom domain', { cname: true }],
    [
      'with credentials that are asked for',
      {
        credentials: async () => ({ accessKeyId: 'test', accessKeySecret: 'test' }),
      },
    ],
    ['with temporary credentials', temporary],
    ['with temporary credentials, signed with version 1', { ...temporary, signature: 'v1' }],
  ])('%s', async (_how, options) => {
    const warnings = vi.spyOn(console, 'warn')
    const bucket = await world.newBucket()
    const provider = world.provider(options)
    await expect(provider.put(bucket, native)).resolves.toEqual({ outcome: 'created' })
    await expect(provider.get(bucket, 'daily')).resolves.toEqual(native)
    await expect(listed(provider, bucket)).resolves.toEqual([native])
    await expect(provider.delete(bucket, 'daily')).resolves.toEqual({ existed: true })
    expect(world.sent(bucket)).toEqual(['Put 200', 'Get 200', 'List 200', 'Get 200', 'Delete 204'])
    expect(warnings).not.toHaveBeenCalled()
  })

  it('with a client of ali-oss that is ready', async () => {
    const bucket = await world.newBucket()
    const client = new OSS({
      endpoint: world.emulator.oss,
      region: 'oss-cn-hangzhou',
      accessKeyId: 'test',
      accessKeySecret: 'test',
    })
    const provider = createOssProvider({ client })
    await provider.put(bucket, native)
    await expect(provider.get(bucket, 'daily')).resolves.toEqual(native)
    expect(() => provider.with?.({ endpoint: 'https://example.com' })).toThrow('cannot be changed')
  })

  it('with the settings of a place', async () => {
    const bucket = await world.newBucket()
    const asked: (string | undefined)[] = []
    const provider = createOssProvider({
      credentials: (profile) => {
        asked.push(profile)
        return { accessKeyId: 'test', accessKeySecret: 'test' }
      },
    }).with?.({ region: 'oss-cn-hangzhou', endpoint: world.emulator.oss, profile: 'prod' })
    await provider?.put(bucket, native)
    expect(asked).toEqual(['prod'])
    expect(provider?.scope(bucket)).toEqual({ region: 'cn-hangzhou' })
  })

  it('ids that look like something else', async () => {
    const bucket = await world.newBucket()
    const provider = world.provider()
    for (const id of ['007', 'true', ' a b+c/日&=?#% ', '😀']) {
      await provider.put(bucket, { ...native, Id: id })
      await expect(provider.get(bucket, id)).resolves.toEqual({ ...native, Id: id })
      await expect(provider.delete(bucket, id)).resolves.toEqual({ existed: true })
    }
  })

  it('elements that nobody knows', async () => {
    const bucket = await world.newBucket()
    const provider = world.provider()
    const remainder = {
      NewElement: { Child: [' 1 ', '002'] },
      Filter: { Tag: 'a&b' },
      Schedule: { Window: { From: '01:00' } },
    }
    await provider.put(bucket, { ...native, remainder })
    const read = await provider.get(bucket, 'daily')
    expect(read.remainder).toEqual(remainder)
    const { configuration } = provider.interpret(read, {})
    const translation = provider.translate(
      { ...configuration, id: 'again' },
      {
        region: 'cn-qingdao',
      },
    )
    if (!translation.complete) throw new Error('it does not translate')
    await provider.put(bucket, translation.native)
    await expect(provider.get(bucket, 'again')).resolves.toEqual({ ...read, Id: 'again' })
  })
})

describe('lists', () => {
  it('nothing where there is nothing, which the service answers with 404', async () => {
    const bucket = await world.newBucket()
    await expect(listed(world.provider(), bucket)).resolves.toEqual([])
    expect(world.sent(bucket)).toEqual(['List 404'])
  })

  it('page after page', async () => {
    const bucket = await world.newBucket()
    const provider = world.provider()
    const ids = Array.from({ length: 120 }, (_, index) => `daily-${String(index).padStart(3, '0')}`)
    await Promise.all(ids.map((id) => provider.put(bucket, { ...native, Id: id })))
    world.emulator.resetRequests()
    const entries = await listed(provider, bucket)
    expect(entries.map((entry) => ('error' in entry ? entry.error : entry.Id))).toEqual(ids)
    expect(world.sent(bucket)).toEqual(['List 200', 'List 200'])
  })

  it('what cannot be read as its error, and goes on', async () => {
    const bucket = await world.newBucket()
    const document = world
      .provider()
      .document(native)
      .replace(/^.*?\?>/, '')
    const broken = document.replace('<IsEnabled>true', '<IsEnabled>banana')
    answerWith(
      `<ListInventoryConfigurationsResult>${broken}${document}</ListInventoryConfigurationsResult>`,
    )
    const [first, second] = await listed(world.provider(), bucket)
    expect(first).toMatchObject({ error: { code: 'protocol' } })
    expect(second).toEqual(native)
  })

  it.each([
    ['a token that repeats', 'true', 'again', 'came to the same page token again'],
    ['a token that is missing', 'true', '', 'has no NextContinuationToken'],
  ])('but refuses %s', async (_what, truncated, token, message) => {
    const bucket = await world.newBucket()
    answerWith(
      `<ListInventoryConfigurationsResult><IsTruncated>${truncated}</IsTruncated><NextContinuationToken>${token}</NextContinuationToken></ListInventoryConfigurationsResult>`,
    )
    const error = await errorOf(listed(world.provider(), bucket))
    expect(error.code).toBe('protocol')
    expect(error.message).toContain(message)
    expect(error.message).toContain(bucket)
  })
})

it.each(['no-content', 'not-found'] as const)(
  'knows that there was nothing to delete where the service answers %s',
  async (ossDeleteMissing) => {
    const bucket = await world.newBucket()
    world.emulator.setSwitches({ ossDeleteMissing })
    await expect(world.provider().delete(bucket, 'daily')).resolves.toEqual({ existed: false })
    expect(world.sent(bucket)).toEqual(['Get 404'])
  },
)

it('rejects with the reason of the signal, and sends nothing afterwards', async () => {
  const bucket = await world.newBucket()
  const controller = new AbortController()
  const reason = new Error('no longer wanted')
  const provider = world.provider({
    credentials: () => {
      controller.abort(reason)
      return { accessKeyId: 'test', accessKeySecret: 'test' }
    },
  })
  await expect(provider.get(bucket, 'daily', { signal: controller.signal })).rejects.toBe(reason)
  expect(world.emulator.requests({ bucket })).toBe(0)
})

function answerWith(text: string): void {
  world.emulator.inject({
    times: 10,
    effect: { type: 'body', contentType: 'application/xml', text },
  })
}

it('takes the key that the service fills in for what it is', async () => {
  const bucket = await world.newBucket()
  world.emulator.setSwitches({ ossEmptyKms: 'default-key' })
  const inventories = new BucketInventories(world.provider(), bucket)
  const { configuration } = fromOssConfiguration(native)
  const { destination } = configuration
  const { outcome, findings } = await inventories.put({
    ...configuration,
    destination: { ...destination, encryption: { type: 'kms' } },
  })
  world.emulator.setSwitches({ ossEmptyKms: 'keep' })
  expect(outcome).toBe('created')
  expect(findings.filter(({ path }) => path === 'destination.encryption.keyId')).toMatchObject([
    { verdict: 'unverified' },
    { verdict: 'advisory', message: expect.stringContaining('filled it in') },
  ])
})
