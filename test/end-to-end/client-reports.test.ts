import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { createInventoryClient } from '@bucket-inventory/client'
import type { InventoryClient, OpenInventoryReportOptions } from '@bucket-inventory/client'
import { parseInventoryConfiguration } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { createMemoryProvider } from '@bucket-inventory/memory'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { ossClient } from './emulator-oss-inventories.ts'

const day = 24 * 3_600_000
const owner = { id: '000000000000', accessKeyId: 'test', secretAccessKey: 'test' }
const auditor = { id: '111111111111', accessKeyId: 'audit', secretAccessKey: 'audit' }
const first = Date.UTC(2026, 10, 20, 1)
const keys = ['logs/large', 'logs/small', 'other']

let now = first
let emulator: Emulator
let s3: S3Client
let audit: S3Client
let client: InventoryClient

beforeAll(async () => {
  emulator = await startEmulator({
    accounts: [owner, auditor],
    switches: { s3DeliveryPolicy: 'any', ossRegionFilters: 'ignore' },
    now: () => now,
  })
  const sdk = (accessKeyId: string) =>
    new S3Client({
      endpoint: emulator.s3,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey: accessKeyId },
    })
  s3 = sdk('test')
  audit = sdk('audit')
  const oss = { endpoint: emulator.oss, region: 'cn-hangzhou' }
  client = createInventoryClient({
    providers: [
      createS3Provider({ client: s3 }),
      createOssProvider({ ...oss, accessKeyId: 'test', accessKeySecret: 'test' }),
      createMemoryProvider({ buckets: ['photos'] }),
    ],
    connections: { audit: createS3Provider({ client: audit }) },
  })
  await emulator.createBucket({ cloud: 's3', name: 'theirs', account: auditor.id })
  await emulator.createRole({ name: 'R', attached: ['AliyunOSSFullAccess'] })
  for (const [cloud, put] of [
    ['s3', putOnS3],
    ['oss', putOnOss],
  ] as const) {
    for (const name of ['photos', 'reports']) await emulator.createBucket({ cloud, name })
    for (const key of keys) await put(key, Buffer.alloc(key === 'logs/large' ? 5000 : 5))
  }
})
afterAll(async () => {
  s3.destroy()
  audit.destroy()
  await emulator.close()
})

async function putOnS3(Key: string, Body: Buffer): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: 'photos', Key, Body }))
}

async function putOnOss(key: string, body: Buffer): Promise<void> {
  const client = ossClient(emulator.oss, { authorizationV4: true, sldEnable: true })
  client.useBucket('photos')
  await client.put(key, body)
}

const written = {
  schedule: { every: 'day' },
  filter: { prefix: 'logs/', size: { min: 1000 } },
  fields: ['size', 'lastModified'],
}
const destination = { bucket: 'reports', prefix: 'inv', format: 'csv', accountId: owner.id }
const role = { roleArn: `acs:ram::${owner.id}:role/R` }

async function deliver(cloud: 's3' | 'oss', id: string, at: number): Promise<string> {
  now = at
  const delivery = await emulator.deliver(cloud, 'photos', id)
  if (!delivery.delivered) throw new Error(delivery.reason)
  return delivery.manifestKey
}

async function keysOf(
  place: string,
  id: string,
  options?: OpenInventoryReportOptions,
): Promise<string[]> {
  const read: string[] = []
  const report = await client.openReport(place, id, options)
  for await (const { key } of report.records({ fields: ['key'] })) read.push(key)
  return read.toSorted()
}

describe.each(['s3', 'oss'] as const)('on %s', (cloud) => {
  const place = `${cloud}://photos`
  const of = (id: string) =>
    parseInventoryConfiguration({
      ...written,
      id,
      destination: { ...destination, ...(cloud === 'oss' ? role : {}) },
    })

  it('lists what was delivered, newest first, and finds the newest at a time', async () => {
    await client.put(place, of('daily'))
    const nothing = []
    for await (const reference of client.listReports(place, 'daily')) nothing.push(reference)
    expect(nothing).toStrictEqual([])
    await expect(client.findReport(`${place}#daily`)).rejects.toMatchObject({ code: 'not-found' })

    const manifests = [await deliver(cloud, 'daily', first)]
    manifests.unshift(await deliver(cloud, 'daily', first + day))
    const listed = []
    for await (const reference of client.listReports(`${place}#daily`)) listed.push(reference)
    expect(listed).toMatchObject([
      { manifestKey: manifests[0], time: first + day, state: 'complete', kind: 'full' },
      { manifestKey: manifests[1], time: first, state: 'complete', kind: 'full' },
    ])

    const found = await client.findReport(place, 'daily', { now: () => first + 10 * day })
    expect(found).toMatchObject({ manifestKey: manifests[0], overdue: true })
    expect(await client.findReport(place, 'daily', { at: first + 1 })).toMatchObject({
      manifestKey: manifests[1],
    })
    const report = await client.openReport(place, 'daily', { at: first + 1 })
    expect(report.manifest).toMatchObject({ time: first, sourceBucket: 'photos' })
    await report.verify()

    const source = await client.reportSource(`${place}#daily`)
    expect(source).toMatchObject({
      provider: client.bucket(place).provider.name,
      sourceBucket: 'photos',
      id: 'daily',
      prefix: 'inv',
      schedule: { every: 'day' },
    })
  })

  it('applies what the service does not, where the configuration is at hand', async () => {
    const configuration = of('filtered')
    await client.put(place, configuration)
    await deliver(cloud, 'filtered', first)
    expect(await keysOf(place, 'filtered')).toStrictEqual(['logs/large', 'logs/small'])
    expect(await keysOf(place, 'filtered', { configuration })).toStrictEqual(['logs/large'])

    const report = await client.openReport(place, 'filtered', { configuration })
    const large = []
    for await (const batch of report.batches({ where: { size: { max: 5000 } } })) {
      for (const { key } of batch) large.push(key)
    }
    expect(large).toStrictEqual(['logs/large'])
    for await (const record of report.records({ where: { size: { max: 999 } } })) {
      expect.fail(`nothing can be both, but ${record.key} is`)
    }
    await report.verify()
  })
})

describe('a destination of somebody else', () => {
  it('is named where it cannot be read, and read by a connection that can', async () => {
    const configuration = parseInventoryConfiguration({
      ...written,
      id: 'abroad',
      destination: { bucket: 'theirs', format: 'csv', accountId: auditor.id },
    })
    await client.put('s3://photos', configuration)
    const manifestKey = await deliver('s3', 'abroad', first)
    const refusal = {
      code: 'permission-denied',
      message: expect.stringContaining(
        'the reports of inventory "abroad" of bucket "photos" are delivered to bucket "theirs", which cannot be read: ',
      ),
    }
    await expect(client.findReport('s3://photos#abroad')).rejects.toMatchObject(refusal)
    await expect(client.openReport('s3://photos', 'abroad')).rejects.toMatchObject(refusal)
    const listing = client.listReports('s3://photos', 'abroad')[Symbol.asyncIterator]()
    await expect(listing.next()).rejects.toMatchObject(refusal)

    const via = { destination: 's3://audit@theirs' }
    expect(await client.findReport('s3://photos#abroad', via)).toMatchObject({ manifestKey })
    expect(await keysOf('s3://photos', 'abroad', via)).toHaveLength(2)
    await expect(
      client.findReport('s3://photos#abroad', { destination: 's3://audit@ours' }),
    ).rejects.toMatchObject({
      code: 'invalid-input',
      message: 'inventory "abroad" is delivered to bucket "theirs", not to "s3://audit@ours"',
    })
  })

  it('is named where it is not there', async () => {
    const configuration = parseInventoryConfiguration({
      ...written,
      id: 'nowhere',
      destination: { bucket: 'nowhere', format: 'csv', accountId: owner.id },
    })
    await client.put('s3://photos', configuration)
    await expect(client.findReport('s3://photos#nowhere')).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('delivered to bucket "nowhere", which cannot be read'),
    })
  })
})

it('refuses a provider that reads no objects, an inventory that is not there, and a signal', async () => {
  await expect(client.reportSource('memory://photos#daily')).rejects.toMatchObject({
    code: 'unsupported',
    message: expect.stringContaining('"memory://photos": memory reads no objects'),
  })
  await expect(client.openReport('s3://photos', 'none')).rejects.toMatchObject({
    code: 'not-found',
    message: 'bucket "photos" has no inventory "none"',
  })
  await expect(client.findReport('s3://photos')).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('names no inventory'),
  })
  const reason = new Error('enough')
  const signal = AbortSignal.abort(reason)
  await expect(client.openReport('s3://photos#daily', { signal })).rejects.toBe(reason)
})
