import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator, EmulatedAccount } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

import { OssInventories, ossClient, ossDocument } from './emulator-oss-inventories.ts'
import type { OssClientOptions } from './emulator-oss-inventories.ts'

const accounts: readonly EmulatedAccount[] = [
  { id: '1', accessKeyId: 'test', secretAccessKey: 'test' },
  { id: '2', accessKeyId: 'other', secretAccessKey: 'test' },
  { id: '1', accessKeyId: 'temporary', secretAccessKey: 'test', sessionToken: 'a+/=' },
]

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator({ accounts })
  await emulator.createBucket({ cloud: 'oss', name: 'photos' })
})

afterAll(() => emulator.close())

afterEach(() => {
  emulator.resetFaults()
  emulator.setSwitches({ inventory: 'supported', ossWrongRegion: 'access-denied' })
})

function inventories(options: OssClientOptions = {}): OssInventories {
  return new OssInventories(ossClient(emulator.oss, options), 'photos')
}

describe.each([
  { authorizationV4: false, sldEnable: false },
  { authorizationV4: false, sldEnable: true },
  { authorizationV4: true, sldEnable: false },
  { authorizationV4: true, sldEnable: true },
])('ali-oss with %j', (options) => {
  test('makes a bucket, its inventories and its objects', async () => {
    const client = ossClient(emulator.oss, options)
    const name = `made-${options.authorizationV4}-${options.sldEnable}`
    await client.putBucket(name)
    const oss = new OssInventories(client, name)
    const id = 'a b+c/日'
    expect(await oss.put(ossDocument({ Id: `<Id>${id}</Id>` }), id)).toBe(200)
    expect(await oss.get(id)).toContain(`<Id>${id}</Id>`)
    expect(await oss.delete(id)).toBe(204)

    client.useBucket(name)
    const key = `${name}/a b+日.txt`
    await client.put(key, Buffer.from('hello'), { meta: { uid: 7, pid: 8 } })
    expect((await client.get(key)).content).toEqual(Buffer.from('hello'))
    expect((await client.head(key)).meta).toEqual({ uid: '7', pid: '8' })
    const listed = await client.list({ prefix: name, 'max-keys': 10 }, {})
    expect(listed.objects.map((object) => object.name)).toEqual([key])
    await client.delete(key)
    const { uploadId } = await client.initMultipartUpload(key)
    await client.uploadPart(key, uploadId, 2, Buffer.from('hello'), 0, 5)
    const parts = { method: 'GET', bucket: name, object: key, subres: { uploadId } }
    expect(String((await client.request(parts)).data)).toMatch(
      /<NextPartNumberMarker>2<.*<Part><PartNumber>2<.*<Size>5</,
    )
    await client.abortMultipartUpload(key, uploadId)
    await client.deleteBucket(name)
    expect(emulator.buckets('oss')).not.toContain(name)
  })

  test('lists the buckets', async () => {
    const listed: object = await ossClient(emulator.oss, options).listBuckets({})
    expect(listed).toMatchObject({ buckets: [{ name: 'photos', region: 'oss-cn-hangzhou' }] })
  })

  test.each([
    [{ accessKeySecret: 'guess' }, 'SignatureDoesNotMatch'],
    [{ accessKeyId: 'nobody' }, 'InvalidAccessKeyId'],
    [{ accessKeyId: 'temporary' }, 'InvalidAccessKeyId'],
    [{ accessKeyId: 'temporary', stsToken: 'b' }, 'InvalidSecurityToken'],
    [{ accessKeyId: 'other' }, 'AccessDenied'],
  ])('is refused with %j', async (wrong, code) => {
    const refused = inventories({ ...options, ...wrong }).put(ossDocument())
    await expect(refused).rejects.toMatchObject({ status: 403, code })
  })

  test('is let in with its token', async () => {
    const oss = inventories({ ...options, accessKeyId: 'temporary', stsToken: 'a+/=' })
    await expect(oss.list()).rejects.toMatchObject({ code: 'NoSuchInventory' })
  })
})

describe('a bucket of another region', () => {
  test('is not served from here', async () => {
    const oss = inventories({ region: 'oss-cn-beijing' })
    await expect(oss.list()).rejects.toMatchObject({
      status: 403,
      code: 'AccessDenied',
      ecCode: '0003-00001403',
    })
    emulator.setSwitches({ ossWrongRegion: 'access-forbidden' })
    await expect(oss.list()).rejects.toMatchObject({ status: 301, code: 'AccessForbidden' })
  })

  test('can be made where the client is', async () => {
    const client = ossClient(emulator.oss, { region: 'oss-cn-beijing' })
    await client.putBucket('far')
    const found: object = await client.getBucketLocation('far')
    expect(found).toMatchObject({ location: 'oss-cn-beijing' })
    await client.deleteBucket('far')
  })
})

describe('a fault', () => {
  test('comes in OSS’s own words', async () => {
    const effect = { type: 'error', status: 503, code: 'ServiceUnavailable' } as const
    emulator.inject({ cloud: 'oss', operation: 'PutBucketInventory', when: 'after', effect })
    const oss = inventories()
    await expect(oss.put(ossDocument())).rejects.toMatchObject({
      status: 503,
      code: 'ServiceUnavailable',
      requestId: expect.stringMatching(/^[0-9A-F]{24}$/),
    })
    await expect(oss.put(ossDocument())).rejects.toMatchObject({ status: 409 })
    await oss.delete()
  })

  test('deletes the bucket on a server that ignores ?inventory', async () => {
    await emulator.createBucket({ cloud: 'oss', name: 'lost' })
    emulator.setSwitches({ inventory: 'ignored' })
    await new OssInventories(ossClient(emulator.oss), 'lost').delete()
    expect(emulator.buckets('oss')).toEqual(['photos'])
  })
})
