import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { ossVocabulary, recordedStorageClass, s3Vocabulary } from '@bucket-inventory/core'
import type { InventoryProvider, LookOptions, ObjectLook } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { ossClient } from './emulator-oss-inventories.ts'

const time = Date.UTC(2026, 10, 20, 1)
const strangeKeys = ['a b+c%2F%20&=?#', '//two', 'behind//', `q"<&>'\n\t`, '照片/😀']
const mebibyte = 1024 * 1024

let emulator: Emulator
let s3: S3Client
let providers: Readonly<Record<'s3' | 'oss', InventoryProvider>>

beforeAll(async () => {
  emulator = await startEmulator({ now: () => time })
  s3 = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  const oss = createOssProvider({
    endpoint: emulator.oss,
    region: 'cn-hangzhou',
    accessKeyId: 'test',
    accessKeySecret: 'test',
    retry: { delay: () => 0 },
  })
  providers = { s3: createS3Provider({ client: s3, accountId: '000000000000' }), oss }
  await emulator.createBucket({ cloud: 's3', name: 'photos' })
  await emulator.createBucket({ cloud: 'oss', name: 'photos' })
})

afterEach(() => {
  emulator.resetFaults()
})

afterAll(async () => {
  s3.destroy()
  await emulator.close()
})

function ossOf(bucket = 'photos') {
  const client = ossClient(emulator.oss, { authorizationV4: true, sldEnable: true })
  client.useBucket(bucket)
  return client
}

async function put(cloud: 's3' | 'oss', key: string, body: string): Promise<void> {
  if (cloud === 's3') {
    await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: key, Body: body }))
    return
  }
  // Its own `put` takes slashes at the start away.
  await ossOf().request({
    method: 'PUT',
    bucket: 'photos',
    object: key,
    subres: {},
    content: Buffer.from(body),
    successStatuses: [200],
  })
}

async function look(
  cloud: 's3' | 'oss',
  key: string,
  options?: LookOptions,
  bucket = 'photos',
): Promise<ObjectLook | undefined> {
  const { [cloud]: provider } = providers
  if (provider.objectAt === undefined) throw new Error(`${provider.name} looks at nothing`)
  return provider.objectAt(bucket, key, options)
}

describe.each(['s3', 'oss'] as const)('on %s', (cloud) => {
  it.each(strangeKeys)('finds %j, by one request', async (key) => {
    await put(cloud, key, 'hello')
    emulator.resetRequests()
    expect(await look(cloud, key)).toMatchObject({ size: 5, lastModified: time })
    expect(emulator.requests()).toBe(1)
    expect(emulator.requests({ operation: 'HeadObject' })).toBe(1)
  })

  it('finds nothing where nothing is', async () => {
    expect(await look(cloud, 'nowhere')).toBeUndefined()
    expect(await look(cloud, 'nowhere', { versionId: null })).toBeUndefined()
  })

  it('sends nothing for an empty key', async () => {
    emulator.resetRequests()
    await expect(look(cloud, '')).rejects.toMatchObject({ code: 'invalid-input' })
    expect(emulator.requests()).toBe(0)
  })

  it('says that it has no right, and asks again where the service is busy', async () => {
    await put(cloud, 'a', 'x')
    const effect = { type: 'error', status: 403, code: 'AccessDenied' } as const
    emulator.inject({ operation: 'HeadObject', effect, times: 1 })
    await expect(look(cloud, 'a')).rejects.toMatchObject({ code: 'permission-denied' })
    const busy = { type: 'error', status: 503, code: 'ServiceUnavailable' } as const
    emulator.inject({ operation: 'HeadObject', effect: busy, times: 1 })
    expect(await look(cloud, 'a')).toMatchObject({ size: 1 })
  })

  it("rejects with an aborted signal's own reason", async () => {
    const reason = new Error('enough')
    const signal = AbortSignal.abort(reason)
    await expect(look(cloud, 'a', { signal })).rejects.toBe(reason)
  })
})

it('tells of an object of S3 in the words of a record', async () => {
  const Body = 'hello'
  const [Bucket, Key] = ['photos', 'checked']
  const input = { Bucket, Key, Body, ChecksumAlgorithm: 'SHA256' } as const
  await s3.send(new PutObjectCommand(input))
  expect(await look('s3', 'checked')).toStrictEqual({
    size: 5,
    lastModified: time,
    etag: '5d41402abc4b2a76b9719d911017c592',
    isMultipartUploaded: false,
    storageClass: recordedStorageClass(s3Vocabulary, 'STANDARD'),
    encryption: { encrypted: true, type: 'SSE-S3' },
    checksum: {
      algorithm: 'sha256',
      value: 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=',
      composite: false,
    },
  })
  const kms = { ServerSideEncryption: 'aws:kms', StorageClass: 'GLACIER_IR' } as const
  await s3.send(new PutObjectCommand({ ...input, ...kms }))
  expect(await look('s3', 'checked')).toMatchObject({
    storageClass: { name: 'archive-instant', native: 'GLACIER_IR' },
    encryption: { encrypted: true, type: 'SSE-KMS' },
  })
})

it('tells an object of S3 that was uploaded in parts, and that its checksum is one of checksums', async () => {
  const upload = { Bucket: 'photos', Key: 'large' }
  const { UploadId } = await s3.send(
    new CreateMultipartUploadCommand({ ...upload, ChecksumAlgorithm: 'SHA256' }),
  )
  const Parts = []
  for (const [index, size] of [5 * mebibyte, 1].entries()) {
    const part = { ...upload, UploadId, PartNumber: index + 1 }
    const Body = Buffer.alloc(size, 'x')
    const sent = new UploadPartCommand({ ...part, Body, ChecksumAlgorithm: 'SHA256' })
    const { ETag, ChecksumSHA256 } = await s3.send(sent)
    Parts.push({ ETag, ChecksumSHA256, PartNumber: index + 1 })
  }
  await s3.send(
    new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload: { Parts } }),
  )
  expect(await look('s3', 'large')).toMatchObject({
    size: 5 * mebibyte + 1,
    etag: expect.stringMatching(/^[0-9a-f]{32}-2$/),
    isMultipartUploaded: true,
    checksum: {
      algorithm: 'sha256',
      value: expect.stringMatching(/^[A-Za-z0-9+/]{43}=-2$/),
      composite: true,
    },
  })
})

it('tells of an object of OSS in the words of a record', async () => {
  await ossOf().put('a', Buffer.from('123456789'), { headers: { 'x-oss-storage-class': 'IA' } })
  expect(await look('oss', 'a')).toStrictEqual({
    size: 9,
    lastModified: time,
    etag: '25F9E794323B453885F5181F1B624D0B',
    objectType: 'Normal',
    isMultipartUploaded: false,
    storageClass: recordedStorageClass(ossVocabulary, 'IA'),
    encryption: { encrypted: false, type: undefined },
    tagCount: 0,
    checksum: { algorithm: 'crc64', value: '11051210869376104954', composite: false },
  })
})

it('tells an object of OSS that was uploaded in parts', async () => {
  const client = ossOf()
  const { uploadId } = await client.initMultipartUpload('large')
  const request = await client.request({
    method: 'PUT',
    bucket: 'photos',
    object: 'large',
    subres: { partNumber: '1', uploadId },
    content: Buffer.from('x'),
    successStatuses: [200],
  })
  expect(request.status).toBe(200)
  await client.completeMultipartUpload('large', uploadId, [
    { number: 1, etag: '9DD4E461268C8034F5C8564E155C67A6' },
  ])
  expect(await look('oss', 'large')).toMatchObject({
    size: 1,
    etag: expect.stringMatching(/^[0-9A-F]{32}-1$/),
    objectType: 'Multipart',
    isMultipartUploaded: true,
    checksum: { algorithm: 'crc64' },
  })
})

it('looks at versions of S3, and takes a delete marker for nothing', async () => {
  await emulator.createBucket({ cloud: 's3', name: 'versions' })
  const [Bucket, Key] = ['versions', 'a']
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'null' }))
  const VersioningConfiguration = { Status: 'Enabled' } as const
  await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }))
  const { VersionId: second } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'second' }))
  expect(await look('s3', 'a', {}, 'versions')).toMatchObject({ size: 6, versionId: second })
  const { VersionId: marker } = await s3.send(new DeleteObjectCommand({ Bucket, Key }))
  const at = (versionId: string | null | undefined) =>
    look('s3', 'a', versionId === undefined ? {} : { versionId }, 'versions')
  expect(await at(undefined)).toBeUndefined()
  expect(await at(marker)).toBeUndefined()
  expect(await at(second)).toMatchObject({ size: 6 })
  expect(await at(null)).toMatchObject({ size: 4, versionId: null })
})

it('looks at versions of OSS, and takes a delete marker for nothing', async () => {
  await emulator.createBucket({ cloud: 'oss', name: 'versions' })
  const client = ossOf('versions')
  await client.put('a', Buffer.from('null'))
  await client.request({
    method: 'PUT',
    bucket: 'versions',
    subres: 'versioning',
    mime: 'xml',
    content: '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>',
    successStatuses: [200],
  })
  await client.put('a', Buffer.from('second'))
  const newest = await look('oss', 'a', {}, 'versions')
  await client.delete('a')
  const at = (versionId: string | null | undefined) =>
    look('oss', 'a', versionId === undefined ? {} : { versionId }, 'versions')
  expect(await at(undefined)).toBeUndefined()
  expect(newest?.versionId).toMatch(/^CAEQ/)
  expect(await at(newest?.versionId)).toMatchObject({ size: 6 })
  expect(await at(null)).toMatchObject({ size: 4, versionId: null })
})

it('tells a missing bucket of OSS from a missing object, which S3 does not', async () => {
  await expect(look('oss', 'a', {}, 'nowhere')).rejects.toMatchObject({
    code: 'not-found',
    message: 'there is no bucket "nowhere"',
  })
  expect(await look('s3', 'a', {}, 'nowhere')).toBeUndefined()
})

it('says what cannot be asked for', async () => {
  emulator.resetRequests()
  await expect(look('oss', 'a/../b')).rejects.toMatchObject({ code: 'unsupported' })
  expect(emulator.requests()).toBe(0)
  await put('s3', 'a/../b', 'xy')
  expect(await look('s3', 'a/../b')).toMatchObject({ size: 2 })
  const effect = { type: 'error', status: 400, code: 'InvalidRequest' } as const
  emulator.inject({ operation: 'HeadObject', effect, times: 1 })
  await expect(look('s3', 'a/../b')).rejects.toMatchObject({ code: 'unsupported' })
})
