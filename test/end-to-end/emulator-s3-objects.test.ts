import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
  paginateListObjectsV2,
  paginateListParts,
} from '@aws-sdk/client-s3'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

let emulator: Emulator
let s3: S3Client
let Bucket: string
let buckets = 0

beforeAll(async () => {
  emulator = await startEmulator({ now: () => Date.parse('2026-11-20T01:02:03.456Z') })
  s3 = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
  })
})

afterAll(async () => {
  s3.destroy()
  await emulator.close()
})

beforeEach(async () => {
  buckets += 1
  Bucket = `photos-${buckets}`
  await emulator.createBucket({ cloud: 's3', name: Bucket })
})

const Key = 'a dir/ä+b%&<>".txt'

async function put(key: string, body: string) {
  return s3.send(new PutObjectCommand({ Bucket, Key: key, Body: body }))
}

async function read(input: { Key: string; VersionId?: string; Range?: string }): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, ...input }))
  return (await Body?.transformToString()) ?? ''
}

function md5(content: string | Buffer): string {
  return createHash('md5').update(content).digest('hex')
}

describe('an object', () => {
  test('comes back with what was put with it', async () => {
    const Metadata = { origin: 'here' }
    const command = { Bucket, Key, Body: 'hello', ContentType: 'text/x', Metadata }
    expect(await s3.send(new PutObjectCommand(command))).toMatchObject({
      ETag: `"${md5('hello')}"`,
      ServerSideEncryption: 'AES256',
    })
    expect(await s3.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({
      ContentLength: 5,
      ContentType: 'text/x',
      Metadata,
      LastModified: new Date('2026-11-20T01:02:03Z'),
    })
    expect(await read({ Key })).toBe('hello')
    expect(await read({ Key, Range: 'bytes=1-3' })).toBe('ell')
  })

  test('arrives as it was when it is streamed in chunks', async () => {
    const content = 'x'.repeat(300_000)
    const Body = Readable.from([content.slice(0, 100_000), content.slice(100_000)])
    await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentLength: content.length }))
    expect(await read({ Key })).toBe(content)
  })

  test('is given only to whoever expects it', async () => {
    await put(Key, 'hello')
    const get = (input: { IfMatch?: string; IfNoneMatch?: string; Range?: string }) =>
      s3.send(new GetObjectCommand({ Bucket, Key, ...input }))
    const ETag = `"${md5('hello')}"`
    expect(await get({ IfMatch: ETag })).toMatchObject({ ETag })
    await expect(get({ IfMatch: '"0"' })).rejects.toMatchObject({ name: 'PreconditionFailed' })
    await expect(get({ IfNoneMatch: ETag })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    })
    await expect(get({ Range: 'bytes=5-' })).rejects.toMatchObject({ name: 'InvalidRange' })
    const once = new PutObjectCommand({ Bucket, Key, Body: 'again', IfNoneMatch: '*' })
    await expect(s3.send(once)).rejects.toMatchObject({ name: 'PreconditionFailed' })
  })

  test('is refused when it is not what it claims to be', async () => {
    const put = (input: object) =>
      s3.send(new PutObjectCommand({ Bucket, Key, Body: 'hello', ...input }))
    await expect(put({ ContentMD5: md5('other') })).rejects.toMatchObject({ name: 'InvalidDigest' })
    const ContentMD5 = Buffer.from(md5('other'), 'hex').toString('base64')
    await expect(put({ ContentMD5 })).rejects.toMatchObject({ name: 'BadDigest' })
    await expect(put({ ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' })
    await expect(read({ Key })).rejects.toMatchObject({ name: 'NoSuchKey' })
  })

  test('can be put together from parts', async () => {
    const parts = [Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.alloc(10, 'b')]
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }))
    const Parts: { PartNumber: number; ETag: string | undefined }[] = []
    for (const [index, Body] of parts.entries()) {
      const PartNumber = index + 1
      const command = new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body })
      Parts.push({ PartNumber, ETag: (await s3.send(command)).ETag })
    }
    const complete = (Parts: { PartNumber: number; ETag: string | undefined }[]) => {
      const input = { Bucket, Key, UploadId, MultipartUpload: { Parts } }
      return s3.send(new CompleteMultipartUploadCommand(input))
    }
    await expect(complete(Parts.toReversed())).rejects.toMatchObject({ name: 'InvalidPartOrder' })
    await expect(complete([{ PartNumber: 1, ETag: '"0"' }])).rejects.toMatchObject({
      name: 'InvalidPart',
    })
    const digests = parts.map((part) => Buffer.from(md5(part), 'hex'))
    const ETag = `"${md5(Buffer.concat(digests))}-2"`
    expect(await complete(Parts)).toMatchObject({ ETag, Bucket, Key })
    expect(await read({ Key, Range: 'bytes=5242878-5242881' })).toBe('aabb')
    expect((await read({ Key })).length).toBe(5 * 1024 * 1024 + 10)
    const gone = new AbortMultipartUploadCommand({ Bucket, Key, UploadId })
    await expect(s3.send(gone)).rejects.toMatchObject({ name: 'NoSuchUpload' })
  })

  test('tells which parts it has so far', async () => {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }))
    for (const PartNumber of [10, 2, 1]) {
      const Body = 'x'.repeat(PartNumber)
      await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }))
    }
    const pages: unknown[] = []
    const paging = { client: s3, pageSize: 2 }
    for await (const { Parts } of paginateListParts(paging, { Bucket, Key, UploadId }))
      pages.push(Parts?.map(({ PartNumber, Size, ETag }) => [PartNumber, Size, ETag]))
    const part = (size: number) => [size, size, `"${md5('x'.repeat(size))}"`]
    expect(pages).toEqual([[part(1), part(2)], [part(10)]])
  })

  test('keeps its versions in a bucket that has them', async () => {
    await put(Key, 'zero')
    const VersioningConfiguration = { Status: 'Enabled' as const }
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }))
    const { VersionId = '' } = await put(Key, 'one')
    const marker = await s3.send(new DeleteObjectCommand({ Bucket, Key }))
    expect(marker.DeleteMarker).toBe(true)
    await expect(read({ Key })).rejects.toMatchObject({ name: 'NoSuchKey' })
    expect(await read({ Key, VersionId })).toBe('one')
    expect(await read({ Key, VersionId: 'null' })).toBe('zero')
    const listed = await s3.send(new ListObjectVersionsCommand({ Bucket }))
    expect(listed.Versions?.map((one) => [one.VersionId, one.IsLatest])).toEqual([
      [VersionId, false],
      ['null', false],
    ])
    expect(listed.DeleteMarkers?.map((one) => [one.VersionId, one.IsLatest])).toEqual([
      [marker.VersionId, true],
    ])
    await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId: marker.VersionId }))
    expect(await read({ Key })).toBe('one')
  })
})

describe('a bucket', () => {
  test('lists its objects in byte order, folded, a page at a time', async () => {
    const keys = ['b/2', 'a', '\u{1F600}', '\uFF5E', 'b/1', 'c d+e']
    for (const key of keys) await put(key, key)
    const pages: (string | undefined)[][] = []
    for await (const page of paginateListObjectsV2({ client: s3, pageSize: 2 }, { Bucket }))
      pages.push((page.Contents ?? []).map((object) => object.Key))
    expect(pages).toEqual([
      ['a', 'b/1'],
      ['b/2', 'c d+e'],
      ['\uFF5E', '\u{1F600}'],
    ])
    const folded = await s3.send(
      new ListObjectsV2Command({ Bucket, Delimiter: '/', StartAfter: 'a', EncodingType: 'url' }),
    )
    expect(folded.Contents?.map((object) => object.Key)).toEqual([
      'c+d%2Be',
      '%EF%BD%9E',
      '%F0%9F%98%80',
    ])
    expect(folded.CommonPrefixes).toEqual([{ Prefix: 'b/' }])
    expect(folded.KeyCount).toBe(4)
  })

  test('deletes many objects at once', async () => {
    for (const key of ['a', 'b', 'c']) await put(key, key)
    const Delete = { Objects: [{ Key: 'a' }, { Key: 'b' }, { Key: 'never' }] }
    const { Deleted } = await s3.send(new DeleteObjectsCommand({ Bucket, Delete }))
    expect(Deleted?.map((one) => one.Key)).toEqual(['a', 'b', 'never'])
    const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket }))
    expect(Contents?.map((one) => one.Key)).toEqual(['c'])
  })
})
