import { createHash } from 'node:crypto'

import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import type { InventoryConfiguration, InventoryOptionalField } from '@aws-sdk/client-s3'
import { bytesSource, openOrc } from '@bucket-inventory/orc'
import { parquetReadObjects } from 'hyparquet'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

import { S3Deliveries } from './emulator-s3-deliveries.ts'

let world: S3Deliveries
beforeAll(async () => {
  world = await S3Deliveries.start({ s3DeliveryPolicy: 'any' })
})
beforeEach(() => world.begin())
afterAll(() => world.close())

async function configure(
  Format: 'ORC' | 'Parquet',
  changes: Partial<InventoryConfiguration> = {},
): Promise<void> {
  await world.configure({ IncludedObjectVersions: 'All', ...changes }, { Format })
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
  await world.put('a')
  await world.put('b')
  await configure('ORC', { OptionalFields: fields })
  const { fileFormat, fileSchema, files } = await world.deliver({ rowsPerFile: 1 })
  expect([fileFormat, fileSchema]).toEqual(['ORC', documentedSchema])
  for (const { key, size, MD5checksum } of files) {
    expect(key).toMatch(new RegExp(`^inventories/${world.source}/daily/data/[0-9a-f-]{36}\\.orc$`))
    const body = await world.read(key)
    expect(size).toBe(body.length)
    expect(MD5checksum).toBe(createHash('md5').update(body).digest('hex'))
  }
  const links = await world.read(
    `inventories/${world.source}/daily/hive/dt=2024-05-07-01-02/symlink.txt`,
  )
  expect(links.toString()).toBe(files.map(({ key }) => `s3://${world.reports}/${key}`).join('\n'))
})

test('ORC and Parquet hold the same rows, every column of them', async () => {
  for (const key of ['a b+c%2F', '漢😀', 'q"\n', 'x'.repeat(1024)]) await world.put(key, key)
  await world.put('tiered', 'x', {
    StorageClass: 'INTELLIGENT_TIERING',
    ServerSideEncryption: 'aws:kms',
  })
  await world.s3.send(new DeleteObjectCommand({ Bucket: world.source, Key: '漢😀' }))
  await configure('ORC', { OptionalFields: fields })
  const [orcFile] = (await world.deliver({ rowsPerGroup: 2 })).files
  await configure('Parquet', { OptionalFields: fields })
  const [parquetFile] = (await world.deliver()).files
  const orc = await orcRows(await world.read(orcFile?.key ?? ''))
  const file = new Uint8Array(await world.read(parquetFile?.key ?? '')).buffer
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
  for (const key of ['a', 'b', 'c', 'd', 'e']) await world.put(key)
  await configure('ORC')
  const [file] = (await world.deliver({ rowsPerGroup: 2 })).files
  const orc = await openOrc(bytesSource(await world.read(file?.key ?? '')))
  expect(orc.stripes.map(({ rowCount }) => rowCount)).toEqual([2, 2, 1])
})
