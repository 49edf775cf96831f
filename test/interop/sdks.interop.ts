import { S3Client } from '@aws-sdk/client-s3'
import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { createInventoryClient } from '@bucket-inventory/client'
import type { InventoryClient } from '@bucket-inventory/client'
import { parseInventoryConfiguration } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { example } from '../bench/example.ts'
import { askPython } from './ask-python.ts'
import { pythonEnvironment } from './python-environment.ts'

const ids = Array.from({ length: 205 }, (_, index) => `inventory-${String(index).padStart(3, '0')}`)
const pages = [ids.slice(0, 100), ids.slice(100, 200), ids.slice(200)]
const awkward = ` a&b<c>"'\t照片/😀 `
const keys = { accessKeyId: 'test', secretAccessKey: 'test' }
let python = ''
let emulator: Emulator
let s3: S3Client
let client: InventoryClient

beforeAll(async () => {
  ;({ python } = pythonEnvironment())
  emulator = await startEmulator()
  for (const name of ['photos', 'many']) {
    await emulator.createBucket({ cloud: 's3', name })
    await emulator.createBucket({ cloud: 'oss', name: `${name}-cn` })
  }
  s3 = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: keys,
  })
  client = createInventoryClient({
    providers: [
      createS3Provider({ client: s3, region: 'us-east-1' }),
      createOssProvider({
        endpoint: emulator.oss,
        region: 'cn-hangzhou',
        accessKeyId: keys.accessKeyId,
        accessKeySecret: keys.secretAccessKey,
      }),
    ],
  })
})

afterAll(async () => {
  s3.destroy()
  await emulator.close()
})

const boto3 = (order: Parameters<typeof askPython>[3]) =>
  askPython(python, 's3_inventories.py', emulator.environment, order)
const oss2 = (order: Parameters<typeof askPython>[3]) =>
  askPython(python, 'oss_inventories.py', emulator.environment, order)

async function listed(place: string): Promise<string[]> {
  const found: string[] = []
  for await (const entry of client.list(place)) {
    if ('error' in entry) throw entry.error
    found.push(entry.configuration.id)
  }
  return found
}

describe('boto3', () => {
  const native = {
    Id: 'report',
    IsEnabled: true,
    IncludedObjectVersions: 'Current',
    Schedule: { Frequency: 'Weekly' },
    Filter: { Prefix: awkward },
    OptionalFields: ['Size', 'ETag', 'ObjectOwner'],
    Destination: {
      S3BucketDestination: {
        AccountId: '012345678901',
        Bucket: 'arn:aws:s3:::reports',
        Format: 'ORC',
        Prefix: 'inventories',
        Encryption: { SSEKMS: { KeyId: 'arn:aws:kms:us-east-1:012345678901:key/1' } },
      },
    },
  }

  it('writes what our adapter reads', async () => {
    await boto3({ operation: 'put', bucket: 'photos', configurations: [native] })
    const { configuration } = await client.get('s3://photos#report')
    expect(configuration).toStrictEqual({
      id: 'report',
      enabled: true,
      schedule: { every: 'week' },
      versions: 'current',
      filter: { prefix: awkward },
      fields: ['size', 'etag', 'owner'],
      destination: {
        bucket: 'reports',
        prefix: 'inventories',
        accountId: '012345678901',
        format: 'orc',
        encryption: { type: 'kms', keyId: 'arn:aws:kms:us-east-1:012345678901:key/1' },
      },
    })
    await boto3({ operation: 'delete', bucket: 'photos', id: 'report' })
    await expect(client.get('s3://photos#report')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('reads what our adapter writes, and misses it when we delete it', async () => {
    const weekly = parseInventoryConfiguration(example('weekly-parquet.yaml'))
    await client.put('s3://photos', { ...weekly, filter: { prefix: awkward } })
    expect(await boto3({ operation: 'get', bucket: 'photos', id: weekly.id })).toMatchObject({
      Id: 'weekly-parquet',
      IsEnabled: true,
      Filter: { Prefix: awkward },
      Schedule: { Frequency: 'Weekly' },
      OptionalFields: expect.arrayContaining(['Size', 'EncryptionStatus']),
      Destination: { S3BucketDestination: { Format: 'Parquet', Encryption: { SSES3: {} } } },
    })
    await client.delete(`s3://photos#${weekly.id}`)
    const missing = await boto3({ operation: 'get', bucket: 'photos', id: weekly.id })
    expect(missing).toStrictEqual({ code: 'NoSuchConfiguration' })
  })

  it('lists over three pages what our adapter lists', async () => {
    const configurations = ids.map((Id) => ({ ...native, Id }))
    await boto3({ operation: 'put', bucket: 'many', configurations })
    expect(await boto3({ operation: 'list', bucket: 'many' })).toStrictEqual(pages)
    expect(await listed('s3://many')).toStrictEqual(ids)
  })
})

describe('oss2', () => {
  const wanted = {
    id: 'report',
    enabled: true,
    prefix: 'logs/',
    min: 1,
    max: 1_048_576,
    accountId: '1283641033516515',
    roleArn: 'acs:ram::1283641033516515:role/R',
    bucket: 'reports-cn',
    fields: ['Size', 'ETag', 'Crc64'],
  }

  it('writes what our adapter reads', async () => {
    await oss2({ operation: 'put', bucket: 'photos-cn', configurations: [wanted] })
    const { configuration } = await client.get('oss://photos-cn#report')
    expect(configuration).toMatchObject({
      id: 'report',
      enabled: true,
      schedule: { every: 'week' },
      versions: 'all',
      filter: { prefix: 'logs/', size: { min: 1, max: 1_048_576 } },
      fields: ['size', 'etag', 'checksum'],
      destination: {
        bucket: 'reports-cn',
        prefix: 'inventories',
        accountId: '1283641033516515',
        roleArn: 'acs:ram::1283641033516515:role/R',
        format: 'csv',
      },
    })
    expect(configuration.filter?.storageClasses?.toSorted()).toStrictEqual([
      'infrequent-access',
      'standard',
    ])
    await oss2({ operation: 'delete', bucket: 'photos-cn', id: 'report' })
    await expect(client.get('oss://photos-cn#report')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('reads what our adapter writes, and misses it when we delete it', async () => {
    const filters = parseInventoryConfiguration(example('alibaba-oss-filters.yaml'))
    const prefix = awkward.trim()
    await client.put('oss://photos-cn', { ...filters, filter: { ...filters.filter, prefix } })
    expect(await oss2({ operation: 'get', bucket: 'photos-cn', id: filters.id })).toMatchObject({
      id: 'inventory1',
      enabled: true,
      // oss2 leaves numbers as text.
      versions: 'Current',
      frequency: 'Daily',
      prefix,
      begin: '1637883649',
      end: '1638347592',
      min: '1024',
      max: '1048576',
      fields: expect.arrayContaining(['Size', 'EncryptionStatus']),
      accountId: '1283641033516515',
      bucket: 'reports',
      destinationPrefix: 'destination-prefix',
    })
    await client.delete(`oss://photos-cn#${filters.id}`)
    const missing = await oss2({ operation: 'get', bucket: 'photos-cn', id: filters.id })
    expect(missing).toStrictEqual({ code: 'NoSuchInventory' })
  })

  it('lists over three pages what our adapter lists', async () => {
    const configurations = ids.map((id) => ({ ...wanted, id }))
    await oss2({ operation: 'put', bucket: 'many-cn', configurations })
    expect(await oss2({ operation: 'list', bucket: 'many-cn' })).toStrictEqual(pages)
    expect(await listed('oss://many-cn')).toStrictEqual(ids)
  })
})
