import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { startEmulator } from '@bucket-inventory/emulator'
import type { DueDelivery, Emulator, EmulatorOptions } from '@bucket-inventory/emulator'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { ossClient, ossDocument, OssInventories } from './emulator-oss-inventories.ts'
import { S3Inventories } from './emulator-s3-inventories.ts'

const hour = 3_600_000

let now: number
let data: string
let emulator: Emulator
let s3: S3Inventories
let oss: OssInventories

async function start(options: EmulatorOptions = {}): Promise<void> {
  emulator = await startEmulator({ data, now: () => now, ...options })
  s3 = new S3Inventories(emulator.s3, 'photos')
  oss = new OssInventories(ossClient(emulator.oss), 'photos')
}

async function stop(): Promise<void> {
  s3.close()
  await emulator.close()
}

beforeEach(async () => {
  // A Saturday.
  now = Date.UTC(2026, 10, 21, 12, 3)
  data = await mkdtemp(join(tmpdir(), 'schedule-'))
  await start({ switches: { s3DeliveryPolicy: 'any' } })
  for (const cloud of ['s3', 'oss'] as const)
    for (const name of ['photos', 'reports']) await emulator.createBucket({ cloud, name })
  await emulator.createRole({ name: 'inventory', attached: ['AliyunOSSFullAccess'] })
})

afterEach(async () => {
  await stop()
  await rm(data, { recursive: true })
})

async function putObject(key: string): Promise<void> {
  const client = ossClient(emulator.oss)
  client.useBucket('photos')
  await client.put(key, Buffer.from('x'))
}

async function configureOss(
  id: string,
  changes: Parameters<typeof ossDocument>[0] = {},
): Promise<void> {
  await oss.put(ossDocument({ Id: `<Id>${id}</Id>`, ...changes }), id)
}

const incremental = (fields = ''): string =>
  `<IncrementalInventory><IsEnabled>true</IsEnabled><Schedule><Frequency>600</Frequency></Schedule>${fields}</IncrementalInventory>`

/** What became of what is due now, in short. */
async function due(): Promise<string[]> {
  return (await emulator.runDue()).map(told)
}

function told(delivery: DueDelivery): string {
  const { cloud, source, id, kind } = delivery
  const folder = delivery.delivered ? delivery.manifestKey.split('/').at(-2) : delivery.reason
  return `${cloud} ${source} ${id} ${kind}: ${folder}`
}

describe('what is due', () => {
  test('on S3 is a report soon after the put, and then every night or Sunday, each once', async () => {
    await s3.put('daily')
    await s3.put('weekly', { Schedule: { Frequency: 'Weekly' } })
    await s3.put('disabled', { IsEnabled: false })
    expect(await due()).toEqual([
      's3 photos daily full: 2026-11-21T12-03Z',
      's3 photos weekly full: 2026-11-21T12-03Z',
    ])
    expect(await due()).toEqual([])
    now = Date.UTC(2026, 10, 22, 1, 0, 10)
    expect(await due()).toEqual([
      's3 photos daily full: 2026-11-22T01-00Z',
      's3 photos weekly full: 2026-11-22T01-00Z',
    ])
    now += 24 * hour
    expect(await due()).toEqual(['s3 photos daily full: 2026-11-23T01-00Z'])
    now += 10 * 24 * hour
    expect(await due()).toEqual([
      's3 photos daily full: 2026-12-03T01-00Z',
      's3 photos weekly full: 2026-12-03T01-00Z',
    ])
  })

  test('on OSS is a report at once, and then in the nights of Beijing', async () => {
    await putObject('a')
    await configureOss('daily')
    await configureOss('monthly', {
      Schedule: '<Frequency>Monthly</Frequency><DayOfMonth>23</DayOfMonth>',
    })
    expect(await due()).toEqual([
      'oss photos daily full: 2026-11-21T12-03Z',
      'oss photos monthly full: 2026-11-21T12-03Z',
    ])
    now = Date.UTC(2026, 10, 21, 16)
    expect(await due()).toEqual(['oss photos daily full: 2026-11-21T16-00Z'])
    now = Date.UTC(2026, 10, 22, 16)
    expect(await due()).toEqual([
      'oss photos daily full: 2026-11-22T16-00Z',
      'oss photos monthly full: 2026-11-22T16-00Z',
    ])
  })

  test('once, and never again; the inventory is deleted where it asks for that', async () => {
    await putObject('a')
    await configureOss('kept', { Schedule: '<Frequency>Once</Frequency>' })
    await configureOss('gone', {
      Schedule: '<Frequency>Once</Frequency><AutoDelete>true</AutoDelete>',
    })
    expect(await due()).toHaveLength(2)
    now += 1000 * 24 * hour
    expect(await due()).toEqual([])
    expect(await oss.get('kept')).toContain('<Id>kept</Id>')
    await expect(oss.get('gone')).rejects.toMatchObject({ status: 404 })
  })

  test('every ten minutes that are over and in which something changed', async () => {
    await configureOss('log', {
      IsEnabled: '<IsEnabled>false</IsEnabled>',
      Filter: '<Prefix>x/</Prefix>',
      More: incremental(),
    })
    await putObject('x/1')
    expect(await due()).toEqual([])
    now = Date.UTC(2026, 10, 21, 12, 10)
    await putObject('y')
    expect(await due()).toEqual(['oss photos log incremental: 2026-11-21T12-0000Z'])
    now += hour / 6
    await putObject('x/2')
    now += hour
    await putObject('x/3')
    now += hour
    expect(await due()).toEqual([
      'oss photos log incremental: 2026-11-21T12-2000Z',
      'oss photos log incremental: 2026-11-21T13-2000Z',
    ])
    expect(await due()).toEqual([])
  })

  test('ten minutes that were delivered on demand only where something happened after that', async () => {
    await configureOss('log', { IsEnabled: '<IsEnabled>false</IsEnabled>', More: incremental() })
    await putObject('a')
    await emulator.deliver('oss', 'photos', 'log', { kind: 'incremental' })
    now += hour
    expect(await due()).toEqual([])
    await putObject('b')
    await emulator.deliver('oss', 'photos', 'log', { kind: 'incremental' })
    await putObject('c')
    now += hour
    expect(await due()).toEqual(['oss photos log incremental: 2026-11-21T13-0000Z'])
  })

  test('what was not delivered is not tried again before the next time, as in life', async () => {
    await putObject('a')
    await configureOss('daily', {
      RoleArn: '<RoleArn>acs:ram::111111111111:role/r</RoleArn>',
      More: incremental(),
    })
    await putObject('b')
    now += hour
    const reason = 'there is no role "acs:ram::111111111111:role/r" of the account of "reports"'
    expect(await due()).toEqual([
      `oss photos daily full: ${reason}`,
      `oss photos daily incremental: ${reason}`,
    ])
    emulator.setSwitches({ ossRoles: 'any' })
    expect(await due()).toEqual([])
    now += 24 * hour
    expect(await due()).toEqual(['oss photos daily full: 2026-11-22T13-03Z'])
  })

  test('what was delivered on demand counts', async () => {
    await s3.put('daily')
    await emulator.deliver('s3', 'photos', 'daily')
    expect(await due()).toEqual([])
  })

  test('each once, whoever asks at the same time', async () => {
    await s3.put('daily')
    const all = await Promise.all([due(), due(), due()])
    expect(all.flat()).toEqual(['s3 photos daily full: 2026-11-21T12-03Z'])
  })

  test('each once, also after a restart', async () => {
    await s3.put('daily')
    await putObject('a')
    await configureOss('log', { More: incremental() })
    await putObject('b')
    expect(await due()).toHaveLength(2)
    await stop()
    now += hour / 6
    await start({ switches: { s3DeliveryPolicy: 'any' } })
    expect(await due()).toEqual(['oss photos log incremental: 2026-11-21T12-0000Z'])
    await stop()
    await start({ switches: { s3DeliveryPolicy: 'any' } })
    expect(await due()).toEqual([])
  })

  test('an inventory that is put again goes on; one that was deleted begins anew', async () => {
    await s3.put('daily')
    await due()
    await s3.put('daily', { OptionalFields: ['Size'] })
    expect(await due()).toEqual([])
    await s3.delete('daily')
    await s3.put('daily')
    expect(await due()).toHaveLength(1)
  })
})

describe('who asks', () => {
  test('another process', async () => {
    await s3.put('daily')
    const send = (body: string, type = 'application/json'): Promise<Response> =>
      fetch(`${emulator.admin}/deliveries/due`, {
        method: 'POST',
        body,
        headers: { 'content-type': type },
      })
    expect((await send('{}', 'text/plain')).status).toBe(400)
    expect(await (await send('{"id":"daily"}')).json()).toEqual({
      error: 'the body has no "id"',
    })
    expect(await (await send('{}')).json()).toEqual([
      {
        cloud: 's3',
        source: 'photos',
        id: 'daily',
        kind: 'full',
        delivered: true,
        bucket: 'reports',
        manifestKey: 'photos/daily/2026-11-21T12-03Z/manifest.json',
      },
    ])
    expect(await (await send('{}')).json()).toEqual([])
  })

  test('nobody, where the emulator runs by the clock', async () => {
    await stop()
    await start({ switches: { s3DeliveryPolicy: 'any' }, schedule: true })
    await s3.put('daily')
    const checksum = 'photos/daily/2026-11-21T12-03Z/manifest.checksum'
    await vi.waitFor(async () => expect(await keysOfReports()).toContain(checksum), 20_000)
    expect(await due()).toEqual([])
  })
})

async function keysOfReports(): Promise<(string | undefined)[]> {
  const client = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: 'reports' }))
  client.destroy()
  return Contents.map(({ Key }) => Key)
}
