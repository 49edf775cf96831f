import { createHash } from 'node:crypto'

import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketInventoryConfigurationCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { InventoryConfiguration } from '@aws-sdk/client-s3'
import { startEmulator } from '@bucket-inventory/emulator'
import type { DeliveryOptions, Emulator } from '@bucket-inventory/emulator'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import type { FileMetaData } from 'hyparquet'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'

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

afterEach(() => emulator.setSwitches({ s3EmptyReport: 'no-files', s3ParquetSchema: 'as-seen' }))

afterAll(async () => {
  s3.destroy()
  await emulator.close()
})

async function configure(changes: Partial<InventoryConfiguration> = {}): Promise<void> {
  const InventoryConfiguration: InventoryConfiguration = {
    Id: 'daily',
    IsEnabled: true,
    IncludedObjectVersions: 'Current',
    Schedule: { Frequency: 'Daily' },
    Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::reports', Format: 'Parquet' } },
    ...changes,
  }
  const command = { Bucket: source, Id: 'daily', InventoryConfiguration }
  await s3.send(new PutBucketInventoryConfigurationCommand(command))
}

async function put(Key: string, Body = 'x'): Promise<string | undefined> {
  return (await s3.send(new PutObjectCommand({ Bucket: source, Key, Body }))).VersionId
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

interface ParquetFile {
  readonly metadata: FileMetaData
  readonly rows: readonly object[]
}

async function filesOf({ files }: Manifest): Promise<ParquetFile[]> {
  return Promise.all(
    files.map(async ({ key }) => {
      const file = new Uint8Array(await read(key)).buffer
      return { metadata: parquetMetadata(file), rows: await parquetReadObjects({ file }) }
    }),
  )
}

describe('what S3 writes in Parquet', () => {
  test('a file that the manifest describes, and Hive finds', async () => {
    await put('a')
    await configure({ OptionalFields: ['Size'] })
    const { fileFormat, files } = await deliver()
    expect(fileFormat).toBe('Parquet')
    const [file = { key: '', size: 0, MD5checksum: '' }] = files
    expect(file.key).toMatch(new RegExp(`^${source}/daily/data/[0-9a-f-]{36}\\.parquet$`))
    const body = await read(file.key)
    expect(file).toEqual({
      key: file.key,
      size: body.length,
      MD5checksum: createHash('md5').update(body).digest('hex'),
    })
    const links = await read(`${source}/daily/hive/dt=2024-05-07-01-02/symlink.txt`)
    expect(links.toString()).toBe(`s3://reports/${file.key}`)
  })

  test('every type of column, null where there is no value, keys as they are', async () => {
    await configure({
      IncludedObjectVersions: 'All',
      OptionalFields: [
        'Size',
        'LastModifiedDate',
        'ETag',
        'IsMultipartUploaded',
        'ObjectLockRetainUntilDate',
        'BucketKeyStatus',
      ],
    })
    const old = await put('a b+c%2F/漢😀', 'xyz')
    const gone = new DeleteObjectCommand({ Bucket: source, Key: 'a b+c%2F/漢😀' })
    const { VersionId: marker } = await s3.send(gone)
    const [file] = await filesOf(await deliver())
    const common = {
      bucket: source,
      key: 'a b+c%2F/漢😀',
      object_lock_retain_until_date: null,
    }
    expect(file?.rows).toEqual([
      {
        ...common,
        version_id: marker,
        is_latest: true,
        is_delete_marker: true,
        size: null,
        last_modified_date: new Date('2024-05-07T01:02:33Z'),
        e_tag: null,
        is_multipart_uploaded: null,
        bucket_key_status: 'DISABLED',
      },
      {
        ...common,
        version_id: old,
        is_latest: false,
        is_delete_marker: false,
        size: 3n,
        last_modified_date: new Date('2024-05-07T01:02:32Z'),
        e_tag: createHash('md5').update('xyz').digest('hex'),
        is_multipart_uploaded: false,
        bucket_key_status: 'DISABLED',
      },
    ])
  })

  test('the schema of real files, one row group, Snappy, and statistics that are not cut short', async () => {
    const long = 'k'.repeat(100)
    await put('a')
    await put(long)
    await configure({ OptionalFields: ['Size', 'LastModifiedDate', 'IsMultipartUploaded'] })
    const [file] = await filesOf(await deliver())
    const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } }
    expect(file?.metadata.schema).toEqual([
      { name: 's3.inventory', num_children: 5 },
      { name: 'bucket', repetition_type: 'REQUIRED', ...text },
      { name: 'key', repetition_type: 'REQUIRED', ...text },
      { name: 'size', repetition_type: 'OPTIONAL', type: 'INT64' },
      {
        name: 'last_modified_date',
        repetition_type: 'OPTIONAL',
        type: 'INT64',
        converted_type: 'TIMESTAMP_MILLIS',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
      },
      { name: 'is_multipart_uploaded', repetition_type: 'OPTIONAL', type: 'BOOLEAN' },
    ])
    const [group, ...more] = file?.metadata.row_groups ?? []
    expect(more).toEqual([])
    expect(group?.columns.map(({ meta_data }) => meta_data?.codec)).toEqual(
      Array.from({ length: 5 }, () => 'SNAPPY'),
    )
    expect(group?.columns[1]?.meta_data?.statistics).toMatchObject({
      min_value: 'a',
      max_value: long,
      null_count: 0n,
    })
    expect(group?.columns[2]?.meta_data?.statistics).toMatchObject({
      min_value: 1n,
      max_value: 1n,
    })
  })

  test('several files, and several row groups in each', async () => {
    for (const key of ['a', 'b', 'c', 'd', 'e']) await put(key)
    await configure()
    const files = await filesOf(await deliver({ rowsPerFile: 3, rowsPerGroup: 2 }))
    expect(
      files.map(({ metadata }) => metadata.row_groups.map(({ num_rows }) => num_rows)),
    ).toEqual([[2n, 1n], [2n]])
    expect(files.flatMap(({ rows }) => rows)).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((key) => ({ bucket: source, key })),
    )
  })

  test('a report without rows has no files, or an empty one', async () => {
    await configure()
    expect(await filesOf(await deliver())).toEqual([])
    emulator.setSwitches({ s3EmptyReport: 'empty-file' })
    const [file] = await filesOf(await deliver())
    expect(file?.rows).toEqual([])
    expect(file?.metadata.schema.map(({ name }) => name)).toEqual(['s3.inventory', 'bucket', 'key'])
  })

  test('a schema in the manifest as seen, or as documented', async () => {
    await configure({
      IncludedObjectVersions: 'All',
      OptionalFields: ['Size', 'LastModifiedDate', 'ETag'],
    })
    expect((await deliver()).fileSchema).toBe(
      'message s3.inventory {  required binary bucket (STRING);  required binary key (STRING);  optional binary version_id (STRING);  optional boolean is_latest;  optional boolean is_delete_marker;  optional int64 size;  optional int64 last_modified_date (TIMESTAMP(MILLIS,true));  optional binary e_tag (STRING);}',
    )
    emulator.setSwitches({ s3ParquetSchema: 'documented' })
    expect((await deliver()).fileSchema).toBe(
      'message s3.inventory { required binary bucket (UTF8); required binary key (UTF8); optional binary version_id (UTF8); optional boolean is_latest; optional boolean is_delete_marker; optional int64 size; optional int64 last_modified_date (TIMESTAMP_MILLIS); optional binary e_tag (UTF8); }',
    )
  })
})

test('refuses row groups of no rows', async () => {
  await configure()
  await expect(deliver({ rowsPerGroup: 0 })).rejects.toThrow(
    'rowsPerGroup is a whole number of 1 or more, not 0',
  )
})
