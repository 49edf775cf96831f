import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator, Switches } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { OssInventories, ossClient, ossDocument } from './emulator-oss-inventories.ts'

let emulator: Emulator
let oss: OssInventories
let defaults: Switches
let buckets = 0

beforeAll(async () => {
  emulator = await startEmulator()
  defaults = emulator.switches
})

afterAll(() => emulator.close())

beforeEach(async () => {
  buckets += 1
  oss = new OssInventories(ossClient(emulator.oss, { authorizationV4: true }), `photos-${buckets}`)
  await emulator.createBucket({ cloud: 'oss', name: oss.bucket })
})

afterEach(() => {
  emulator.setSwitches(defaults)
})

const filter = [
  '<Prefix> a&amp;b&lt;</Prefix>',
  '<LastModifyBeginTimeStamp>1637883649</LastModifyBeginTimeStamp>',
  '<LastModifyEndTimeStamp>1638347592</LastModifyEndTimeStamp>',
  '<LowerSizeBound>1024</LowerSizeBound>',
  '<UpperSizeBound>1048576</UpperSizeBound>',
  '<StorageClass>Standard,IA</StorageClass>',
].join('')

describe('configurations', () => {
  test('come back as they were put, but for the order of classes', async () => {
    expect(await oss.put(ossDocument({ Filter: filter }))).toBe(200)
    const echo = ossDocument({ Filter: filter.replace('Standard,IA', 'IA,Standard') })
    expect(await oss.get()).toBe(`<?xml version="1.0" encoding="UTF-8"?>\n${echo}`)
  })

  test('are never replaced', async () => {
    await oss.put(ossDocument())
    await expect(oss.put(ossDocument())).rejects.toMatchObject({
      status: 409,
      code: 'InventoryConfigurationAlreadyExists',
    })
    emulator.setSwitches({ ossExistingId: 'InventoryAlreadyExist' })
    await expect(oss.put(ossDocument())).rejects.toMatchObject({ code: 'InventoryAlreadyExist' })
  })

  test('have no list while there are none', async () => {
    const missing = {
      status: 404,
      code: 'NoSuchInventory',
      message: 'No Row found in Inventory Table.',
    }
    await expect(oss.list()).rejects.toMatchObject(missing)
    await expect(oss.get()).rejects.toMatchObject(missing)
    emulator.setSwitches({ ossMissingId: 'NoSuchInventoryConfiguration' })
    await expect(oss.get()).rejects.toMatchObject({ code: 'NoSuchInventoryConfiguration' })
  })

  test('are listed by id, a hundred at a time', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `id-${index}`).toSorted()
    await Promise.all(ids.map((id) => oss.put(ossDocument({ Id: `<Id>${id}</Id>` }), id)))
    const first = await oss.list()
    const token = /<NextContinuationToken>(.*)<\/NextContinuationToken>/.exec(first)?.[1]
    const second = await oss.list(token)
    expect(second).toContain('<IsTruncated>false</IsTruncated>')
    const listed = [...`${first}${second}`.matchAll(/<Id>(.*?)<\/Id>/g)].map(([, id]) => id)
    expect(listed).toEqual(ids)
    await expect(oss.list('id-7')).rejects.toMatchObject({ code: 'InvalidArgument' })
  })

  test('are as many as a bucket takes at most', async () => {
    await emulator.createBucket({ cloud: 'oss', name: 'small', maxInventories: 2 })
    const small = new OssInventories(ossClient(emulator.oss, { authorizationV4: true }), 'small')
    for (const id of ['a', 'b']) await small.put(ossDocument({ Id: `<Id>${id}</Id>` }), id)
    await expect(small.put(ossDocument())).rejects.toMatchObject({ code: 'InventoryExceedLimit' })
  })

  test('can be deleted twice, unless the service says otherwise', async () => {
    await oss.put(ossDocument())
    expect(await oss.delete()).toBe(204)
    expect(await oss.delete()).toBe(204)
    emulator.setSwitches({ ossDeleteMissing: 'not-found' })
    await expect(oss.delete()).rejects.toMatchObject({ status: 404, code: 'NoSuchInventory' })
  })

  test('are understood by ali-oss itself', async () => {
    const client: object = ossClient(emulator.oss)
    const list: unknown = Reflect.get(client, 'listBucketInventory')
    if (typeof list !== 'function') throw new Error('this ali-oss has no inventories')
    await oss.put(ossDocument())
    expect(await Reflect.apply(list, client, [oss.bucket])).toMatchObject({
      isTruncated: false,
      inventoryList: [{ id: 'daily', isEnabled: true, prefix: '', frequency: 'Daily' }],
    })
  })
})

describe('an echo', () => {
  const zeros =
    '<Filter><Prefix></Prefix><LastModifyBeginTimeStamp>0</LastModifyBeginTimeStamp><LastModifyEndTimeStamp>0</LastModifyEndTimeStamp><LowerSizeBound>0</LowerSizeBound><UpperSizeBound>0</UpperSizeBound><StorageClass></StorageClass></Filter>'

  test('fills a filter that was not put', async () => {
    await oss.put(ossDocument())
    expect(await oss.get()).toContain(zeros)
    expect(await oss.list()).toContain(zeros)
    emulator.setSwitches({ ossFilterEcho: 'as-put' })
    expect(await oss.get()).not.toContain('Filter')
  })

  test('cannot be put again as it is', async () => {
    const Filter = zeros.replaceAll(/<\/?Filter>/g, '')
    await expect(oss.put(ossDocument({ Filter }))).rejects.toMatchObject({
      code: 'InvalidArgument',
      ecCode: '0020-00000022',
    })
  })

  test.each([
    ['keep', '<Unknown><Deep>x</Deep></Unknown></InventoryConfiguration>'],
    ['drop', '</OptionalFields></InventoryConfiguration>'],
  ] as const)('with unknown elements: %s', async (unknownElements, end) => {
    emulator.setSwitches({ unknownElements })
    await oss.put(ossDocument({ More: '<Unknown><Deep>x</Deep></Unknown>' }))
    expect(await oss.get()).toContain(end)
  })

  test.each([
    ['keep', '<Encryption></Encryption>'],
    ['drop', '<Bucket>acs:oss:::reports</Bucket></OSSBucketDestination>'],
  ] as const)('with empty elements: %s', async (ossEmptyElements, part) => {
    emulator.setSwitches({ ossEmptyElements })
    await oss.put(ossDocument({ Encryption: '<Encryption></Encryption>' }))
    expect(await oss.get()).toContain(part)
  })

  test.each([
    ['keep', '<SSE-KMS></SSE-KMS>'],
    ['default-key', '<SSE-KMS><KeyId>'],
  ] as const)('with a KMS key that was not named: %s', async (ossEmptyKms, part) => {
    emulator.setSwitches({ ossEmptyKms })
    await oss.put(ossDocument({ Encryption: '<Encryption><SSE-KMS/></Encryption>' }))
    expect(await oss.get()).toContain(part)
  })

  test.each([
    ['honour', 'oss-cn-hangzhou', '<LowerSizeBound>1024</LowerSizeBound>'],
    ['ignore', 'oss-cn-hangzhou', '<LowerSizeBound>0</LowerSizeBound>'],
    ['ignore', 'oss-cn-qingdao', '<LowerSizeBound>1024</LowerSizeBound>'],
    ['reject', 'oss-cn-qingdao', '<LowerSizeBound>1024</LowerSizeBound>'],
  ] as const)('of a filter by size: %s in %s', async (ossRegionFilters, region, part) => {
    emulator.setSwitches({ ossRegionFilters })
    const name = `${oss.bucket}-far`
    await emulator.createBucket({ cloud: 'oss', name, region: region.replace('oss-', '') })
    const far = new OssInventories(ossClient(emulator.oss, { region }), name)
    await far.put(ossDocument({ Filter: filter }))
    expect(await far.get()).toContain(part)
  })
})
