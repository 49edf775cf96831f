import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'

import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { S3Deliveries } from './emulator-s3-deliveries.ts'
import type { DeliveredManifest } from './emulator-s3-deliveries.ts'

let world: S3Deliveries
beforeAll(async () => {
  world = await S3Deliveries.start()
})
beforeEach(async () => {
  await world.begin()
  await allow({ Resource: `arn:aws:s3:::${world.reports}/*` })
})
afterAll(() => world.close())

async function allow(statement: object): Promise<void> {
  const allowed = {
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 's3:PutObject',
    Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:s3:::${world.source}` } },
    ...statement,
  }
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [allowed] })
  await world.s3.send(new PutBucketPolicyCommand({ Bucket: world.reports, Policy }))
}

/** What the delivery wrote, oldest first. */
async function written(): Promise<string[]> {
  const { Contents = [] } = await world.s3.send(new ListObjectsV2Command({ Bucket: world.reports }))
  const time = (date: Date | undefined) => date?.getTime() ?? 0
  return Contents.toSorted((a, b) => time(a.LastModified) - time(b.LastModified)).map(
    ({ Key = '' }) => Key,
  )
}

async function rowsOf({ files }: DeliveredManifest): Promise<string[]> {
  const texts = await Promise.all(
    files.map(async ({ key }) => gunzipSync(await world.read(key)).toString()),
  )
  return texts.flatMap((text) => text.split('\n').filter((line) => line !== ''))
}

describe('what S3 writes', () => {
  test('files, manifest and checksum, in its layout and to the letter', async () => {
    await world.put('a')
    await world.put('b')
    await world.configure({ OptionalFields: ['ETag', 'Size'] })
    const delivery = await world.emulator.deliver('s3', world.source, 'daily', { rowsPerFile: 1 })
    const folder = `inventories/${world.source}/daily/2024-05-07T01-02Z`
    expect(delivery).toEqual({
      delivered: true,
      bucket: world.reports,
      manifestKey: `${folder}/manifest.json`,
    })
    const keys = await written()
    const data = expect.stringMatching(
      new RegExp(`^inventories/${world.source}/daily/data/[0-9a-f-]{36}\\.csv\\.gz$`),
    )
    expect(keys).toEqual([
      data,
      data,
      `inventories/${world.source}/daily/hive/dt=2024-05-07-01-02/symlink.txt`,
      `${folder}/manifest.json`,
      `${folder}/manifest.checksum`,
    ])
    const [first = '', second = '', links = '', manifestKey = '', checksumKey = ''] = keys
    const files = await Promise.all(
      [first, second].map(async (key) => {
        const body = await world.read(key)
        const md5 = createHash('md5').update(body).digest('hex')
        return `{\n    "key" : "${key}",\n    "size" : ${body.length},\n    "MD5checksum" : "${md5}"\n  }`
      }),
    )
    const manifest = await world.read(manifestKey)
    expect(manifest.toString()).toBe(`{
  "sourceBucket" : "${world.source}",
  "destinationBucket" : "arn:aws:s3:::${world.reports}",
  "version" : "2016-11-30",
  "creationTimestamp" : "1715043720000",
  "fileFormat" : "CSV",
  "fileSchema" : "Bucket, Key, Size, ETag",
  "files" : [ ${files.join(', ')} ]
}`)
    expect((await world.read(checksumKey)).toString()).toBe(
      `${createHash('md5').update(manifest).digest('hex')}\n`,
    )
    expect((await world.read(links)).toString()).toBe(
      `s3://${world.reports}/${first}\ns3://${world.reports}/${second}`,
    )
    expect(gunzipSync(await world.read(first)).toString()).toBe(
      `"${world.source}","a","1","9dd4e461268c8034f5c8564e155c67a6"\n`,
    )
  })

  test('every field in its own order, with null versions and delete markers as seen in real reports', async () => {
    await world.configure({
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
    const old = await world.put('key', '', {
      StorageClass: 'INTELLIGENT_TIERING',
      ContentLength: 0,
    })
    const { VersionId: marker } = await world.s3.send(
      new DeleteObjectCommand({ Bucket: world.source, Key: 'key' }),
    )
    const manifest = await world.deliver()
    expect(manifest.fileSchema).toBe(
      'Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass, IsMultipartUploaded, ReplicationStatus, EncryptionStatus, ObjectLockRetainUntilDate, ObjectLockMode, ObjectLockLegalHoldStatus, IntelligentTieringAccessTier, BucketKeyStatus, ChecksumAlgorithm, ObjectOwner',
    )
    const md5 = createHash('md5').update('').digest('hex')
    expect(await rowsOf(manifest)).toEqual([
      `"${world.source}","key","${marker}","true","true","","2024-05-07T01:02:34.000Z","","","","","","","","","","DISABLED","","000000000000"`,
      `"${world.source}","key","${old}","false","false","0","2024-05-07T01:02:33.000Z","${md5}","INTELLIGENT_TIERING","false","","SSE-S3","","","","FREQUENT","DISABLED","CRC32","000000000000"`,
    ])
  })

  test('the null version as no version', async () => {
    const plain = `plain-${world.source}`
    await world.emulator.createBucket({ cloud: 's3', name: plain })
    world.source = plain
    await allow({ Resource: `arn:aws:s3:::${world.reports}/*` })
    await world.put('a')
    await world.configure({ IncludedObjectVersions: 'All' })
    expect(await rowsOf(await world.deliver())).toEqual([`"${plain}","a","","true","false"`])
  })

  test('keys URL-encoded, but for slashes', async () => {
    for (const key of ['a/b=c', 'a b+c%2F', 'q"\n', '照片/😀', '//', '~*!']) await world.put(key)
    await world.configure()
    const manifest = await world.deliver()
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
    await world.put('x/1')
    await world.put('x/2')
    await world.put('y')
    await world.s3.send(new DeleteObjectCommand({ Bucket: world.source, Key: 'x/2' }))
    await world.configure({ Filter: { Prefix: 'x/' } })
    expect(await rowsOf(await world.deliver())).toEqual([`"${world.source}","x/1"`])
  })

  test('the encryption and the access list of an object', async () => {
    await world.put('a', 'x', { ServerSideEncryption: 'aws:kms', BucketKeyEnabled: true })
    await world.configure({
      OptionalFields: ['EncryptionStatus', 'BucketKeyStatus', 'ObjectAccessControlList'],
    })
    const [row = ''] = await rowsOf(await world.deliver())
    const [, , status, bucketKey, list = ''] = row.split(',').map((field) => field.slice(1, -1))
    expect([status, bucketKey]).toEqual(['SSE-KMS', 'ENABLED'])
    expect(JSON.parse(Buffer.from(list, 'base64').toString())).toEqual({
      version: '2022-11-10',
      status: 'AVAILABLE',
      grants: [{ canonicalId: '000000000000', type: 'CanonicalUser', permission: 'FULL_CONTROL' }],
    })
  })

  test('a report without rows has no files, or an empty one', async () => {
    await world.configure()
    expect(await world.deliver()).toMatchObject({ files: [] })
    world.emulator.setSwitches({ s3EmptyReport: 'empty-file' })
    const manifest = await world.deliver()
    expect(manifest.files).toHaveLength(1)
    expect(await rowsOf(manifest)).toEqual([])
  })

  test('no prefix, and a prefix that ends in a slash', async () => {
    await world.put('a')
    await world.configure({}, { Prefix: '' })
    expect((await world.deliver()).files[0]?.key).toMatch(/^photos-\d+\/daily\/data\//)
    await world.configure({}, { Prefix: 'inventories/' })
    const doubled = await world.deliver()
    expect(doubled.files[0]?.key).toMatch(/^inventories\/\/photos-/)
    expect(await rowsOf(doubled)).toHaveLength(1)
    world.emulator.setSwitches({ s3ManifestKeys: 'single-slash' })
    const single = await world.deliver()
    const [file] = single.files
    expect(file?.key).toMatch(/^inventories\/photos-/)
    expect(await written()).toContain(file?.key.replace('/', '//'))
  })

  test('objects that are encrypted as the configuration says', async () => {
    await world.put('a')
    const grant = {
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'kms:GenerateDataKey',
      Resource: '*',
    }
    const KeyId = await world.emulator.createKey({ policy: { Statement: grant } })
    await world.configure({}, { Encryption: { SSEKMS: { KeyId } } })
    const [file] = (await world.deliver()).files
    const head = await world.s3.send(
      new HeadObjectCommand({ Bucket: world.reports, Key: file?.key }),
    )
    expect(head).toMatchObject({
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: KeyId,
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
        Resource: `arn:aws:s3:::${world.source}/*`,
      },
    })
    await world.s3.send(new PutBucketPolicyCommand({ Bucket: world.source, Policy }))
    await world.put('a')
    await world.configure({}, { Bucket: `arn:aws:s3:::${world.source}` })
    world.reports = world.source
    expect(await rowsOf(await world.deliver())).toEqual([`"${world.source}","a"`])
    expect(await rowsOf(await world.deliver())).toHaveLength(5)
  })
})

describe('what keeps S3 from delivering', () => {
  async function refusal(): Promise<string> {
    const delivery = await world.emulator.deliver('s3', world.source, 'daily')
    expect(await written()).toEqual([])
    return delivery.delivered ? 'nothing' : delivery.reason
  }

  test('a policy that does not let it in, unless a switch says any', async () => {
    await world.put('a')
    await world.configure()
    await allow({ Resource: `arn:aws:s3:::${world.reports}/*`, Effect: 'Deny' })
    const expected = `the policy of bucket "${world.reports}" does not let s3.amazonaws.com put "inventories/`
    expect(await refusal()).toContain(expected)
    await allow({ Resource: `arn:aws:s3:::${world.reports}/*.gz` })
    expect(await refusal()).toContain('symlink.txt"')
    world.emulator.setSwitches({ s3DeliveryPolicy: 'any' })
    expect((await world.deliver()).files).toHaveLength(1)
  })

  test('no policy at all', async () => {
    const bare = `bare-${world.source}`
    await world.emulator.createBucket({ cloud: 's3', name: bare })
    await world.configure({}, { Bucket: `arn:aws:s3:::${bare}` })
    expect(await refusal()).toContain(`the policy of bucket "${bare}" does not let`)
  })

  test('a policy that wants an encryption that the configuration does not ask for', async () => {
    const wants = { StringEquals: { 's3:x-amz-server-side-encryption': 'AES256' } }
    await allow({ Resource: `arn:aws:s3:::${world.reports}/*`, Condition: wants })
    await world.configure()
    expect(await refusal()).toContain('does not let s3.amazonaws.com put')
    await world.configure({}, { Encryption: { SSES3: {} } })
    expect((await world.deliver()).files).toEqual([])
  })

  test('a destination that is not there, elsewhere, or of another account', async () => {
    await world.configure({}, { Bucket: 'arn:aws:s3:::nowhere' })
    expect(await refusal()).toBe('there is no destination bucket "nowhere"')
    const far = `far-${world.source}`
    await world.emulator.createBucket({ cloud: 's3', name: far, region: 'eu-west-1' })
    await world.configure({}, { Bucket: `arn:aws:s3:::${far}` })
    expect(await refusal()).toBe(
      `the destination bucket "${far}" is in eu-west-1, its source in us-east-1`,
    )
    await world.configure({}, { AccountId: '111111111111' })
    expect(await refusal()).toBe(
      `bucket "${world.reports}" does not belong to account 111111111111`,
    )
  })

  test('an inventory that is disabled', async () => {
    await world.configure({ IsEnabled: false })
    expect(await refusal()).toBe('inventory "daily" is disabled')
  })

  test('what is not there is an error of whoever asks', async () => {
    await expect(world.emulator.deliver('s3', 'nowhere', 'daily')).rejects.toThrow(
      'there is no bucket "nowhere" on s3',
    )
    await expect(world.emulator.deliver('s3', world.source, 'weekly')).rejects.toThrow(
      `bucket "${world.source}" has no inventory "weekly"`,
    )
    await world.configure()
    await expect(
      world.emulator.deliver('s3', world.source, 'daily', { rowsPerFile: 0 }),
    ).rejects.toThrow('rowsPerFile is a whole number of 1 or more, not 0')
  })
})

test('other processes ask over HTTP', async () => {
  await world.put('a')
  await world.configure()
  const send = async (body: object) => {
    const response = await fetch(`${world.emulator.admin}/deliveries`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const json: unknown = await response.json()
    return { status: response.status, json }
  }
  const command = { cloud: 's3', bucket: world.source, id: 'daily' }
  expect(await send(command)).toMatchObject({ status: 200, json: { delivered: true } })
  await world.configure({ IsEnabled: false })
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
