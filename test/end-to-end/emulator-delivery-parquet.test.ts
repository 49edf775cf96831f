import { createHash } from 'node:crypto'

import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import type { InventoryConfiguration } from '@aws-sdk/client-s3'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import type { FileMetaData } from 'hyparquet'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

import { S3Deliveries } from './emulator-s3-deliveries.ts'
import type { DeliveredManifest } from './emulator-s3-deliveries.ts'

let world: S3Deliveries
beforeAll(async () => {
  world = await S3Deliveries.start({ s3DeliveryPolicy: 'any' })
})
beforeEach(() => world.begin())
afterAll(() => world.close())

async function configure(changes: Partial<InventoryConfiguration> = {}): Promise<void> {
  await world.configure(changes, { Format: 'Parquet' })
}

interface ParquetFile {
  readonly metadata: FileMetaData
  readonly rows: readonly object[]
}

async function filesOf({ files }: DeliveredManifest): Promise<ParquetFile[]> {
  return Promise.all(
    files.map(async ({ key }) => {
      const file = new Uint8Array(await world.read(key)).buffer
      return { metadata: parquetMetadata(file), rows: await parquetReadObjects({ file }) }
    }),
  )
}

describe('what S3 writes in Parquet', () => {
  test('a file that the manifest describes, and Hive finds', async () => {
    await world.put('a')
    await configure({ OptionalFields: ['Size'] })
    const { fileFormat, files } = await world.deliver()
    expect(fileFormat).toBe('Parquet')
    const [file = { key: '', size: 0, MD5checksum: '' }] = files
    expect(file.key).toMatch(
      new RegExp(`^inventories/${world.source}/daily/data/[0-9a-f-]{36}\\.parquet$`),
    )
    const body = await world.read(file.key)
    expect(file).toEqual({
      key: file.key,
      size: body.length,
      MD5checksum: createHash('md5').update(body).digest('hex'),
    })
    const links = await world.read(
      `inventories/${world.source}/daily/hive/dt=2024-05-07-01-02/symlink.txt`,
    )
    expect(links.toString()).toBe(`s3://${world.reports}/${file.key}`)
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
    const old = await world.put('a b+c%2F/漢😀', 'xyz')
    const gone = new DeleteObjectCommand({ Bucket: world.source, Key: 'a b+c%2F/漢😀' })
    const { VersionId: marker } = await world.s3.send(gone)
    const [file] = await filesOf(await world.deliver())
    const common = {
      bucket: world.source,
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
        last_modified_date: new Date('2024-05-07T01:02:34Z'),
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
        last_modified_date: new Date('2024-05-07T01:02:33Z'),
        e_tag: createHash('md5').update('xyz').digest('hex'),
        is_multipart_uploaded: false,
        bucket_key_status: 'DISABLED',
      },
    ])
  })

  test('the schema of real files, one row group, Snappy, and statistics that are not cut short', async () => {
    const long = 'k'.repeat(100)
    await world.put('a')
    await world.put(long)
    await configure({ OptionalFields: ['Size', 'LastModifiedDate', 'IsMultipartUploaded'] })
    const [file] = await filesOf(await world.deliver())
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
    for (const key of ['a', 'b', 'c', 'd', 'e']) await world.put(key)
    await configure()
    const files = await filesOf(await world.deliver({ rowsPerFile: 3, rowsPerGroup: 2 }))
    expect(
      files.map(({ metadata }) => metadata.row_groups.map(({ num_rows }) => num_rows)),
    ).toEqual([[2n, 1n], [2n]])
    expect(files.flatMap(({ rows }) => rows)).toEqual(
      ['a', 'b', 'c', 'd', 'e'].map((key) => ({ bucket: world.source, key })),
    )
  })

  test('a report without rows has no files, or an empty one', async () => {
    await configure()
    expect(await filesOf(await world.deliver())).toEqual([])
    world.emulator.setSwitches({ s3EmptyReport: 'empty-file' })
    const [file] = await filesOf(await world.deliver())
    expect(file?.rows).toEqual([])
    expect(file?.metadata.schema.map(({ name }) => name)).toEqual(['s3.inventory', 'bucket', 'key'])
  })

  test('a schema in the manifest as seen, or as documented', async () => {
    await configure({
      IncludedObjectVersions: 'All',
      OptionalFields: ['Size', 'LastModifiedDate', 'ETag'],
    })
    expect((await world.deliver()).fileSchema).toBe(
      'message s3.inventory {  required binary bucket (STRING);  required binary key (STRING);  optional binary version_id (STRING);  optional boolean is_latest;  optional boolean is_delete_marker;  optional int64 size;  optional int64 last_modified_date (TIMESTAMP(MILLIS,true));  optional binary e_tag (STRING);}',
    )
    world.emulator.setSwitches({ s3ParquetSchema: 'documented' })
    expect((await world.deliver()).fileSchema).toBe(
      'message s3.inventory { required binary bucket (UTF8); required binary key (UTF8); optional binary version_id (UTF8); optional boolean is_latest; optional boolean is_delete_marker; optional int64 size; optional int64 last_modified_date (TIMESTAMP_MILLIS); optional binary e_tag (UTF8); }',
    )
  })
})

test('refuses row groups of no rows', async () => {
  await configure()
  await expect(world.deliver({ rowsPerGroup: 0 })).rejects.toThrow(
    'rowsPerGroup is a whole number of 1 or more, not 0',
  )
})
