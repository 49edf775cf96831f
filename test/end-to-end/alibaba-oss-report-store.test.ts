import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import type { OssConfiguration, OssProviderOptions } from '@bucket-inventory/alibaba-oss'
import type { ReportStore } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterEach, expect, test } from 'vitest'

import { old } from './alibaba-oss-world.ts'
import { ossClient } from './emulator-oss-inventories.ts'
import { deliveredFiles, keysBelow, testReportStore, textOf } from './report-store-cases.ts'

let emulator: Emulator

function providerOf(options: OssProviderOptions = {}) {
  return createOssProvider({
    endpoint: emulator.oss,
    region: 'cn-hangzhou',
    accessKeyId: 'test',
    accessKeySecret: 'test',
    retry: { delay: () => 0 },
    ...options,
  })
}

function storeOf(bucket: string, options: OssProviderOptions = {}): ReportStore {
  const store = providerOf(options).reportStore?.(bucket)
  if (store === undefined) throw new Error('the provider has no stores')
  return store
}

async function put(bucket: string, key: string, content: Buffer): Promise<void> {
  const request = {
    method: 'PUT',
    bucket,
    object: key,
    subres: {},
    content,
    successStatuses: [200],
  }
  await ossClient(emulator.oss).request(request)
}

async function configure(
  source: string,
  changes: Partial<OssConfiguration['Destination']['OSSBucketDestination']>,
): Promise<void> {
  const { Filter: _none, ...all } = old
  const OSSBucketDestination = { ...old.Destination.OSSBucketDestination, ...changes }
  await providerOf().put(source, { ...all, Destination: { OSSBucketDestination } })
}

afterEach(() => emulator.setSwitches({ ossPrefixSlash: 'joined' }))

testReportStore({
  cloud: 'oss',
  start: async () => {
    emulator = await startEmulator({ switches: { ossRoles: 'any' } })
    return emulator
  },
  put,
  configure: async (source, destination) =>
    configure(source, {
      Bucket: `acs:oss:::${destination}`,
      RoleArn: 'acs:ram::000000000000:role/AliyunOSSRole',
    }),
  store: (bucket, endpoint) => storeOf(bucket, endpoint === undefined ? {} : { endpoint }),
  close: async () => {},
})

test('head tells a missing bucket from a missing object', async () => {
  await expect(storeOf('nowhere').head('a')).rejects.toMatchObject({
    code: 'not-found',
    message: 'there is no bucket "nowhere"',
  })
})

test('a key that ali-oss would read as another one is refused', async () => {
  await emulator.createBucket({ cloud: 'oss', name: 'dots' })
  await put('dots', 'b', Buffer.from('x'))
  for (const key of ['a/../b', './b', 'b/.', '..']) {
    await expect(storeOf('dots').read(key), key).rejects.toMatchObject({ code: 'unsupported' })
  }
})

test('signatures of version 1 do as well', async () => {
  await emulator.createBucket({ cloud: 'oss', name: 'version-one' })
  await put('version-one', 'a b/照片', Buffer.from('x'))
  const store = storeOf('version-one', { signature: 'v1' })
  const keys = []
  for await (const { key } of store.list('a b/')) keys.push(key)
  expect(keys).toEqual(['a b/照片'])
  expect(await textOf(store, 'a b/照片')).toBe('x')
})

test('an answer that is no answer of OSS is protocol', async () => {
  await emulator.createBucket({ cloud: 'oss', name: 'portal' })
  await put('portal', 'a', Buffer.from('x'))
  const portal = { type: 'body', contentType: 'text/html', text: '<html>', status: 404 } as const
  emulator.inject({ operation: 'GetObject', effect: portal })
  await expect(storeOf('portal').read('a')).rejects.toMatchObject({ code: 'protocol' })
})

test('a report is found and read where OSS puts it', async () => {
  for (const name of ['photos', 'reports-cn']) await emulator.createBucket({ cloud: 'oss', name })
  await put('photos', 'a', Buffer.from('x'))
  await configure('photos', { Prefix: 'inventories/' })
  const store = storeOf('reports-cn')
  for (const root of ['inventories/photos/daily/', 'inventories//photos/daily/']) {
    if (root.includes('//')) emulator.setSwitches({ ossPrefixSlash: 'doubled' })
    const [file] = await deliveredFiles(emulator, 'oss', 'photos', store)
    expect(await keysBelow(store, root)).toEqual([
      expect.stringMatching(/daily\/\d{4}-\d\d-\d\dT\d\d-\d\dZ\/$/),
      `${root}data/`,
    ])
    expect(await keysBelow(store, `${root}data/`)).toEqual([file?.key])
    expect(await store.head(file?.key ?? '')).toMatchObject({ size: file?.size })
  }
})
