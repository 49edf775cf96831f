import { createHash } from 'node:crypto'

import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketInventoryConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { InventoryConfiguration, InventoryOptionalField } from '@aws-sdk/client-s3'
import { startEmulator } from '@bucket-inventory/emulator'
import type { DeliveryOptions, Emulator } from '@bucket-inventory/emulator'
import { bytesSource, openOrc } from '@bucket-inventory/orc'
import { parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

/** A second passes with every look at the clock. */
const start = Date.UTC(2024, 4, 7, 1, 2, 30)
let seconds = 0
let emulator: Emulator
let s3: S3Client
let created = 0
let source: string

beforeAll(async () => {
  emulator = await startEmulator({
    now: () => {
      seconds += 1
      return start + seconds * 1000 + 7
    },
    switches: { s3DeliveryPolicy: 'any' },
  })
  s3 = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  await emulator.createBucket({ cloud: 's3', name: 'reports' })
})

beforeEach(async () => {
  seconds = 0
  created += 1
  source = `photos-${created}`
  await emulator.createBucket({ cloud: 's3', name: source, versioning: 'enabled' })
})

afterAll(async () => {
  s3.destroy()
  await emulator.close()
})

type Format = 'ORC' | 'Parquet'

async function configure(
  Format: Format,
  changes: Partial<InventoryConfiguration> = {},
): Promise<void> {
  const InventoryConfiguration: InventoryConfiguration = {
    Id: 'daily',
    IsEnabled: true,
    IncludedObjectVersions: 'All',
    Schedule: { Frequency: 'Daily' },
    Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::reports', Format } },
    ...changes,
  }
  const command = { Bucket: source, Id: 'daily', InventoryConfiguration }
  await s3.send(new PutBucketInventoryConfigurationCommand(command))
}

async function put(Key: string, more: object = {}): Promise<void> {
  await s3.send(new PutObjectCommand({ Bucket: source, Key, Body: Key, ...more }))
}

async function read(Key: string): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'reports', Key }))
  return Buffer.from((await Body?.transformToByteArray()) ?? [])
}

interface Manifest {
  readonly fileFormat: string
  readonly fileSchema: string
  readonly files: readonly { key: string; size: number; MD5checksum: string }[]
}

async function deliver(options: DeliveryOptions = {}): Promise<Manifest> {
  const delivery = await emulator.deliver('s3', source, 'daily', options)
  if (!delivery.delivered) throw new Error(delivery.reason)
  const manifest: Manifest = JSON.parse((await read(delivery.manifestKey)).toString())
  return manifest
}

async function orcRows(file: Buffer): Promise<object[]> {
  const rows: object[] = []
  const orc = await openOrc(bytesSource(file))
  for await (const batch of orc.read()) for (const row of batch.rows()) rows.push({ ...row })
  return rows
}

const fields: InventoryOptionalField[] = [
  'Size',
  'LastModifiedDate',
  'ETag',
  'StorageClass',
  'IsMultipartUploaded',
  'ReplicationStatus',
  'EncryptionStatus',
  'ObjectLockRetainUntilDate',
  'ObjectLockMode',
  'ObjectLockLegalHoldStatus',
  'IntelligentTieringAccessTier',
  'BucketKeyStatus',
  'ChecksumAlgorithm',
  'ObjectAccessControlList',
  'ObjectOwner',
]

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html
const documentedSchema =
  'struct<bucket:string,key:string,version_id:string,is_latest:boolean,is_delete_marker:boolean,size:bigint,last_modified_date:timestamp,e_tag:string,storage_class:string,is_multipart_uploaded:boolean,replication_status:string,encryption_status:string,object_lock_retain_until_date:timestamp,object_lock_mode:string,object_lock_legal_hold_status:string,intelligent_tiering_access_tier:string,bucket_key_status:string,checksum_algorithm:string,object_access_control_list:string,object_owner:string>'

test('S3 writes ORC files that the manifest describes, and Hive finds', async () => {
  await put('a')
  await put('b')
  await configure('ORC', { OptionalFields: fields })
  const { fileFormat, fileSchema, files } = await deliver({ rowsPerFile: 1 })
  expect([fileFormat, fileSchema]).toEqual(['ORC', documentedSchema])
  for (const { key, size, MD5checksum } of files) {
    expect(key).toMatch(new RegExp(`^${source}/daily/data/[0-9a-f-]{36}\\.orc$`))
    const body = await read(key)
    expect(size).toBe(body.length)
    expect(MD5checksum).toBe(createHash('md5').update(body).digest('hex'))
  }
  const links = await read(`${source}/daily/hive/dt=2024-05-07-01-02/symlink.txt`)
  expect(links.toString()).toBe(files.map(({ key }) => `s3://reports/${key}`).join('\n'))
})

test('ORC and Parquet hold the same rows, every column of them', async () => {
  for (const key of ['a b+c%2F', '漢😀', 'q"\n', 'x'.repeat(1024)]) await put(key)
  await put('tiered', { StorageClass: 'INTELLIGENT_TIERING', ServerSideEncryption: 'aws:kms' })
  await s3.send(new DeleteObjectCommand({ Bucket: source, Key: '漢😀' }))
  await configure('ORC', { OptionalFields: fields })
  const [orcFile] = (await deliver({ rowsPerGroup: 2 })).files
  await configure('Parquet', { OptionalFields: fields })
  const [parquetFile] = (await deliver()).files
  const orc = await orcRows(await read(orcFile?.key ?? ''))
  const file = new Uint8Array(await read(parquetFile?.key ?? '')).buffer
  const parquet = await parquetReadObjects({ file })
  expect(orc).toHaveLength(6)
  expect(orc.map((row) => Object.fromEntries(Object.entries(row).map(plain)))).toEqual(
    parquet.map((row) => Object.fromEntries(Object.entries(row).map(plain))),
  )
})

/** Each reader has types of its own for null, numbers and times. */
function plain([name, value]: [string, unknown]): [string, unknown] {
  if (value instanceof Date) return [name, value.getTime()]
  return [name, typeof value === 'bigint' ? Number(value) : (value ?? null)]
}

test('stripes hold as many rows as are asked for', async () => {
  for (const key of ['a', 'b', 'c', 'd', 'e']) await put(key)
  await configure('ORC')
  const [file] = (await deliver({ rowsPerGroup: 2 })).files
  const orc = await openOrc(bytesSource(await read(file?.key ?? '')))
  expect(orc.stripes.map(({ rowCount }) => rowCount)).toEqual([2, 2, 1])
})
