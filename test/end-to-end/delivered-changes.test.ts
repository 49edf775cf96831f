import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { BucketInventories, parseInventoryConfiguration } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { listReports, openChanges } from '@bucket-inventory/reports'
import type { ChangeRecord } from '@bucket-inventory/reports'
import { afterAll, beforeAll, expect, it } from 'vitest'

import { ossClient } from './emulator-oss-inventories.ts'

// From a request that an SDK sends to the change that a reader gets, whatever OSS puts where there is no value.

const start = Date.now()
const account = '000000000000'

let emulator: Emulator
beforeAll(async () => {
  // A clock that stands still stays within ten minutes.
  emulator = await startEmulator({ now: () => start })
  await emulator.createBucket({ cloud: 'oss', name: 'photos', versioning: 'enabled' })
  await emulator.createBucket({ cloud: 'oss', name: 'reports' })
  await emulator.createRole({ name: 'inventory', attached: ['AliyunOSSFullAccess'] })
})
afterAll(() => emulator.close())

const circumstances = [
  ['null', {}],
  ['empty', { ossChangeGaps: 'empty' }],
  ['ignored', { ossChangeFilter: 'ignored' }],
] as const

it.each(circumstances)('%s', async (id, switches) => {
  emulator.setSwitches({ ossChangeGaps: 'null', ossChangeFilter: 'prefix', ...switches })
  const provider = createOssProvider({
    endpoint: emulator.oss,
    region: 'cn-hangzhou',
    accessKeyId: 'test',
    accessKeySecret: 'test',
  })
  const store = provider.reportStore?.('reports')
  if (store === undefined) throw new Error('there is no store')
  const configuration = parseInventoryConfiguration({
    id,
    schedule: { every: 'day' },
    versions: 'all',
    filter: { prefix: 'a' },
    fields: [],
    incremental: {
      enabled: true,
      fields: ['type', 'sequence', 'at', 'requester', 'sourceIp', 'size', 'lastModified', 'etag'],
    },
    destination: {
      bucket: 'reports',
      format: 'csv',
      accountId: account,
      roleArn: `acs:ram::${account}:role/inventory`,
    },
  })
  await new BucketInventories(provider, 'photos').put(configuration)
  const oss = ossClient(emulator.oss)
  oss.useBucket('photos')
  const { res } = await oss.put('a b+c/漢', Buffer.from('xyz'))
  await oss.put('other', Buffer.from('x'))
  const deletion: object = { versionId: versionOf(res.headers) }
  await oss.delete('a b+c/漢', deletion)

  const delivery = await emulator.deliver('oss', 'photos', id, { kind: 'incremental' })
  if (!delivery.delivered) throw new Error(delivery.reason)
  const { schedule } = configuration
  const source = { store, provider: provider.name, sourceBucket: 'photos', id, schedule }
  const changes: ChangeRecord[] = []
  for await (const found of listReports(source, { kind: 'incremental' })) {
    expect(found).toMatchObject({ manifestKey: delivery.manifestKey, state: 'complete' })
    for await (const change of (await openChanges(found)).changes()) changes.push(change)
  }

  const [created, ...others] = changes.filter(({ key }) => key !== 'other')
  expect(changes.length).toBe(id === 'ignored' ? 3 : 2)
  expect(created).toMatchObject({
    type: 'create',
    bucket: 'photos',
    key: 'a b+c/漢',
    versionId: versionOf(res.headers),
    isDeleteMarker: false,
    requester: account,
    sourceIp: '127.0.0.1',
    size: 3,
  })
  expect(others).toEqual([
    expect.objectContaining({
      type: 'delete',
      key: 'a b+c/漢',
      versionId: versionOf(res.headers),
      isDeleteMarker: undefined,
      requester: undefined,
      sourceIp: undefined,
      size: undefined,
      lastModified: undefined,
      etag: undefined,
    }),
  ])
  expect(Number(others[0]?.sequence)).toBeGreaterThan(Number(created?.sequence))
  expect(others[0]?.at).toBe(start)
})

function versionOf(headers: object): string {
  return String(Reflect.get(headers, 'x-oss-version-id'))
}
