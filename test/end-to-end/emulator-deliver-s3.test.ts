import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'

import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketInventoryConfigurationCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { InventoryConfiguration, InventoryS3BucketDestination } from '@aws-sdk/client-s3'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

/** A second passes with every look at the clock. */
const start = Date.UTC(2024, 4, 7, 1, 2, 30)
let seconds = 0
let emulator: Emulator
let s3: S3Client
let created = 0
let source: string
let reports: string

beforeAll(async () => {
  emulator = await startEmulator({
    now: () => {
      seconds += 1
      return start + seconds * 1000 + 7
    },
  })
  s3 = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
})

beforeEach(async () => {
  seconds = 0
  created += 1
  source = `photos-${created}`
  reports = `reports-${created}`
  await emulator.createBucket({ cloud: 's3', name: source, versioning: 'enabled' })
  await emulator.createBucket({ cloud: 's3', name: reports })
  await allow({ Resource: `arn:aws:s3:::${reports}/*` })
})

afterEach(() => {
  emulator.setSwitches({
    s3DeliveryPolicy: 'checked',
    s3EmptyReport: 'no-files',
    s3ManifestKeys: 'as-written',
    unknownFields: 'reject',
  })
})

afterAll(async () => {
  s3.destroy()
  await emulator.close()
})

async function allow(statement: object): Promise<void> {
  const allowed = {
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 's3:PutObject',
    Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${source}` } },
    ...statement,
  }
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [allowed] })
  await s3.send(new PutBucketPolicyCommand({ Bucket: reports, Policy }))
}

async function configure(
  changes: Partial<InventoryConfiguration> = {},
  destination: Partial<InventoryS3BucketDestination> = {},
): Promise<void> {
  const InventoryConfiguration: InventoryConfiguration = {
    Id: 'daily',
    IsEnabled: true,
    IncludedObjectVersions: 'Current',
    Schedule: { Frequency: 'Daily' },
    Destination: {
      S3BucketDestination: {
        Bucket: `arn:aws:s3:::${reports}`,
        Format: 'CSV',
        Prefix: 'inventories',
        ...destination,
      },
    },
    ...changes,
  }
  const command = { Bucket: source, Id: 'daily', InventoryConfiguration }
  await s3.send(new PutBucketInventoryConfigurationCommand(command))
}

async function put(Key: string, Body = 'x', more: object = {}): Promise<string | undefined> {
  const command = new PutObjectCommand({ Bucket: source, Key, Body, ...more })
  return (await s3.send(command)).VersionId
}

async function read(Key: string, Bucket = reports): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }))
  return Buffer.from((await Body?.transformToByteArray()) ?? [])
}

/** What the delivery wrote, oldest first. */
async function written(): Promise<string[]> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: reports }))
  const time = (date: Date | undefined) => date?.getTime() ?? 0
  return Contents.toSorted((a, b) => time(a.LastModified) - time(b.LastModified)).map(
    ({ Key = '' }) => Key,
  )
}

interface Manifest {
  readonly fileSchema: string
  readonly files: readonly { key: string; size: number; MD5checksum: string }[]
}

async function manifestOf(): Promise<Manifest> {
  const delivery = await emulator.deliver('s3', source, 'daily')
  if (!delivery.delivered) throw new Error(delivery.reason)
  const manifest: Manifest = JSON.parse((await read(delivery.manifestKey)).toString())
  return manifest
}

async function rowsOf({ files }: Manifest): Promise<string[]> {
  const texts = await Promise.all(
    files.map(async ({ key }) => gunzipSync(await read(key)).toString()),
  )
  return texts.flatMap((text) => text.split('\n').filter((line) => line !== ''))
}

describe('what S3 writes', () => {
  test('files, manifest and checksum, in its layout and to the letter', async () => {
    await put('a')
    await put('b')
    await configure({ OptionalFields: ['ETag', 'Size'] })
    const delivery = await emulator.deliver('s3', source, 'daily', { rowsPerFile: 1 })
    const folder = `inventories/${source}/daily/2024-05-07T01-02Z`
    expect(delivery).toEqual({
      delivered: true,
      bucket: reports,
      manifestKey: `${folder}/manifest.json`,
    })
    const keys = await written()
    const data = expect.stringMatching(
      new RegExp(`^inventories/${source}/daily/data/[0-9a-f-]{36}\\.csv\\.gz$`),
    )
    expect(keys).toEqual([
      data,
      data,
      `inventories/${source}/daily/hive/dt=2024-05-07-01-02/symlink.txt`,
      `${folder}/manifest.json`,
      `${folder}/manifest.checksum`,
    ])
    const [first = '', second = '', links = '', manifestKey = '', checksumKey = ''] = keys
    const files = await Promise.all(
      [first, second].map(async (key) => {
        const body = await read(key)
        const md5 = createHash('md5').update(body).digest('hex')
        return `{\n    "key" : "${key}",\n    "size" : ${body.length},\n    "MD5checksum" : "${md5}"\n  }`
      }),
    )
    const manifest = await read(manifestKey)
    expect(manifest.toString()).toBe(`{
  "sourceBucket" : "${source}",
  "destinationBucket" : "arn:aws:s3:::${reports}",
  "version" : "2016-11-30",
  "creationTimestamp" : "1715043720000",
  "fileFormat" : "CSV",
  "fileSchema" : "Bucket, Key, Size, ETag",
  "files" : [ ${files.join(', ')} ]
}`)
    expect((await read(checksumKey)).toString()).toBe(
      `${createHash('md5').update(manifest).digest('hex')}\n`,
    )
    expect((await read(links)).toString()).toBe(
      `s3://${reports}/${first}\ns3://${reports}/${second}`,
    )
    expect(gunzipSync(await read(first)).toString()).toBe(
      `"${source}","a","1","9dd4e461268c8034f5c8564e155c67a6"\n`,
    )
  })

  test('every field in its own order, with null versions and delete markers as seen in real reports', async () => {
    await configure({
      IncludedObjectVersions: 'All',
      OptionalFields: [
        'ObjectOwner',
        'BucketKeyStatus',
        'ChecksumAlgorithm',
        'EncryptionStatus',
        'IntelligentTieringAccessTier',
        'IsMultipartUploaded',
        'LastModifiedDate',
        'ETag',
        'ReplicationStatus',
        'Size',
        'StorageClass',
        'ObjectLockRetainUntilDate',
        'ObjectLockMode',
        'ObjectLockLegalHoldStatus',
      ],
    })
    const old = await put('key', '', {
      StorageClass: 'INTELLIGENT_TIERING',
      ContentLength: 0,
    })
    const { VersionId: marker } = await s3.send(
      new DeleteObjectCommand({ Bucket: source, Key: 'key' }),
    )
    const manifest = await manifestOf()
    expect(manifest.fileSchema).toBe(
      'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass, IsMultipartUploaded, ReplicationStatus, EncryptionStatus, ObjectLockRetainUntilDate, ObjectLockMode, ObjectLockLegalHoldStatus, IntelligentTieringAccessTier, BucketKeyStatus, ChecksumAlgorithm, ObjectOwner',
    )
    const md5 = createHash('md5').update('').digest('hex')
    expect(await rowsOf(manifest)).toEqual([
      `"${source}","key","${marker}","true","true","","2024-05-07T01:02:34.000Z","","","","","","","","","","DISABLED","","000000000000"`,
      `"${source}","key","${old}","false","false","0","2024-05-07T01:02:33.000Z","${md5}","INTELLIGENT_TIERING","false","","SSE-S3","","","","FREQUENT","DISABLED","CRC32","000000000000"`,
    ])
  })

  test('the null version as no version', async () => {
    const plain = `plain-${created}`
    await emulator.createBucket({ cloud: 's3', name: plain })
    source = plain
    await allow({ Resource: `arn:aws:s3:::${reports}/*` })
    await put('a')
    await configure({ IncludedObjectVersions: 'All' })
    expect(await rowsOf(await manifestOf())).toEqual([`"${plain}","a","","true","false"`])
  })

  test('keys URL-encoded, but for slashes', async () => {
    for (const key of ['a/b=c', 'a b+c%2F', 'q"\n', '照片/😀', '//', '~*!']) await put(key)
    await configure()
    const manifest = await manifestOf()
    const keys = (await rowsOf(manifest)).map((row) => row.split(',')[1])
    expect(keys).toEqual([
      '"//"',
      '"a+b%2Bc%252F"',
      '"a/b%3Dc"',
      '"q%22%0A"',
      '"~%2A%21"',
      '"%E7%85%A7%E7%89%87/%F0%9F%98%80"',
    ])
  })

  test('only what is under the prefix and there now', async () => {
    await put('x/1')
    await put('x/2')
    await put('y')
    await s3.send(new DeleteObjectCommand({ Bucket: source, Key: 'x/2' }))
    await configure({ Filter: { Prefix: 'x/' } })
    expect(await rowsOf(await manifestOf())).toEqual([`"${source}","x/1"`])
  })

  test('the encryption and the access list of an object', async () => {
    await put('a', 'x', { ServerSideEncryption: 'aws:kms', BucketKeyEnabled: true })
    await configure({
      OptionalFields: ['EncryptionStatus', 'BucketKeyStatus', 'ObjectAccessControlList'],
    })
    const [row = ''] = await rowsOf(await manifestOf())
    const [, , status, bucketKey, list = ''] = row.split(',').map((field) => field.slice(1, -1))
    expect([status, bucketKey]).toEqual(['SSE-KMS', 'ENABLED'])
    expect(JSON.parse(Buffer.from(list, 'base64').toString())).toEqual({
      version: '2022-11-10',
      status: 'AVAILABLE',
      grants: [{ canonicalId: '000000000000', type: 'CanonicalUser', permission: 'FULL_CONTROL' }],
    })
  })

  test('a report without rows has no files, or an empty one', async () => {
    await configure()
    expect(await manifestOf()).toMatchObject({ files: [] })
    emulator.setSwitches({ s3EmptyReport: 'empty-file' })
    const manifest = await manifestOf()
    expect(manifest.files).toHaveLength(1)
    expect(await rowsOf(manifest)).toEqual([])
  })

  test('no prefix, and a prefix that ends in a slash', async () => {
    await put('a')
    await configure({}, { Prefix: '' })
    expect((await manifestOf()).files[0]?.key).toMatch(/^photos-\d+\/daily\/data\//)
    await configure({}, { Prefix: 'inventories/' })
    const doubled = await manifestOf()
    expect(doubled.files[0]?.key).toMatch(/^inventories\/\/photos-/)
    expect(await rowsOf(doubled)).toHaveLength(1)
    emulator.setSwitches({ s3ManifestKeys: 'single-slash' })
    const single = await manifestOf()
    const [file] = single.files
    expect(file?.key).toMatch(/^inventories\/photos-/)
    expect(await written()).toContain(file?.key.replace('/', '//'))
  })

  test('objects that are encrypted as the configuration says', async () => {
    await put('a')
    await configure({}, { Encryption: { SSEKMS: { KeyId: 'arn:aws:kms:us-east-1:0:key/k' } } })
    const [file] = (await manifestOf()).files
    const head = await s3.send(new HeadObjectCommand({ Bucket: reports, Key: file?.key }))
    expect(head).toMatchObject({
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: 'arn:aws:kms:us-east-1:0:key/k',
      ContentLength: file?.size,
    })
    expect(head.ETag).not.toContain(file?.MD5checksum)
  })

  test('a report of its own destination, without itself', async () => {
    const Policy = JSON.stringify({
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${source}/*`,
      },
    })
    await s3.send(new PutBucketPolicyCommand({ Bucket: source, Policy }))
    await put('a')
    await configure({}, { Bucket: `arn:aws:s3:::${source}` })
    reports = source
    expect(await rowsOf(await manifestOf())).toEqual([`"${source}","a"`])
    expect(await rowsOf(await manifestOf())).toHaveLength(5)
  })
})

describe('what keeps S3 from delivering', () => {
  async function refusal(): Promise<string> {
    const delivery = await emulator.deliver('s3', source, 'daily')
    expect(await written()).toEqual([])
    return delivery.delivered ? 'nothing' : delivery.reason
  }

  test('a policy that does not let it in, unless a switch says any', async () => {
    await put('a')
    await configure()
    await allow({ Resource: `arn:aws:s3:::${reports}/*`, Effect: 'Deny' })
    const expected = `the policy of bucket "${reports}" does not let s3.amazonaws.com put "inventories/`
    expect(await refusal()).toContain(expected)
    await allow({ Resource: `arn:aws:s3:::${reports}/*.gz` })
    expect(await refusal()).toContain('symlink.txt"')
    emulator.setSwitches({ s3DeliveryPolicy: 'any' })
    expect((await manifestOf()).files).toHaveLength(1)
  })

  test('no policy at all', async () => {
    const bare = `bare-${created}`
    await emulator.createBucket({ cloud: 's3', name: bare })
    await configure({}, { Bucket: `arn:aws:s3:::${bare}` })
    expect(await refusal()).toContain(`the policy of bucket "${bare}" does not let`)
  })

  test('a policy that wants an encryption that the configuration does not ask for', async () => {
    const wants = { StringEquals: { 's3:x-amz-server-side-encryption': 'AES256' } }
    await allow({ Resource: `arn:aws:s3:::${reports}/*`, Condition: wants })
    await configure()
    expect(await refusal()).toContain('does not let s3.amazonaws.com put')
    await configure({}, { Encryption: { SSES3: {} } })
    expect((await manifestOf()).files).toEqual([])
  })

  test('a destination that is not there, elsewhere, or of another account', async () => {
    await configure({}, { Bucket: 'arn:aws:s3:::nowhere' })
    expect(await refusal()).toBe('there is no destination bucket "nowhere"')
    const far = `far-${created}`
    await emulator.createBucket({ cloud: 's3', name: far, region: 'eu-west-1' })
    await configure({}, { Bucket: `arn:aws:s3:::${far}` })
    expect(await refusal()).toBe(
      `the destination bucket "${far}" is in eu-west-1, its source in us-east-1`,
    )
    await configure({}, { AccountId: '111111111111' })
    expect(await refusal()).toBe(`bucket "${reports}" does not belong to account 111111111111`)
  })

  test('an inventory that is disabled', async () => {
    await configure({ IsEnabled: false })
    expect(await refusal()).toBe('inventory "daily" is disabled')
  })

  test('what is not there is an error of whoever asks', async () => {
    await expect(emulator.deliver('s3', 'nowhere', 'daily')).rejects.toThrow(
      'there is no bucket "nowhere" on s3',
    )
    await expect(emulator.deliver('s3', source, 'weekly')).rejects.toThrow(
      `bucket "${source}" has no inventory "weekly"`,
    )
    await configure()
    await expect(emulator.deliver('s3', source, 'daily', { rowsPerFile: 0 })).rejects.toThrow(
      'rowsPerFile is a whole number of 1 or more, not 0',
    )
  })
})

test('other processes ask over HTTP', async () => {
  await put('a')
  await configure()
  const send = async (body: object) => {
    const response = await fetch(`${emulator.admin}/deliveries`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const json: unknown = await response.json()
    return { status: response.status, json }
  }
  const command = { cloud: 's3', bucket: source, id: 'daily' }
  expect(await send(command)).toMatchObject({ status: 200, json: { delivered: true } })
  await configure({ IsEnabled: false })
  expect(await send({ ...command, rowsPerFile: 5 })).toEqual({
    status: 200,
    json: { delivered: false, reason: 'inventory "daily" is disabled' },
  })
  expect(await send({ ...command, id: 'weekly' })).toMatchObject({ status: 400 })
  expect(await send({ ...command, rows: 5 })).toEqual({
    status: 400,
    json: { error: 'the delivery has no "rows"' },
  })
})
