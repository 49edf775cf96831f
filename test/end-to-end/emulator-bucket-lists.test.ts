import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import type { ListBucketsCommandInput } from '@aws-sdk/client-s3'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { ossClient } from './emulator-oss-inventories.ts'

let emulator: Emulator
let s3: S3Client

beforeAll(async () => {
  emulator = await startEmulator({
    accounts: [
      { id: '1', accessKeyId: 'test', secretAccessKey: 'test' },
      { id: '2', accessKeyId: 'other', secretAccessKey: 'test' },
    ],
  })
  for (const name of ['b-far', 'a-near', 'c-near'])
    await emulator.createBucket({
      cloud: 's3',
      name,
      region: name === 'b-far' ? 'eu-west-1' : 'us-east-1',
    })
  await emulator.createBucket({ cloud: 's3', name: 'b-foreign', account: '2' })
  await emulator.createBucket({ cloud: 's3', name: 'a-fast--use1-az4--x-s3' })
  for (let index = 0; index < 101; index += 1)
    await emulator.createBucket({ cloud: 'oss', name: `bucket-${String(index).padStart(3, '0')}` })
  await emulator.createBucket({ cloud: 'oss', name: 'far', region: 'cn-beijing' })
  await emulator.createBucket({ cloud: 'oss', name: 'bucket-foreign', account: '2' })
  s3 = new S3Client({
    endpoint: emulator.s3,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
})

afterAll(async () => {
  s3.destroy()
  await emulator.close()
})

describe('S3', () => {
  async function list(input: ListBucketsCommandInput) {
    const { Buckets = [], ContinuationToken, Prefix } = await s3.send(new ListBucketsCommand(input))
    return {
      names: Buckets.map(({ Name }) => Name),
      regions: Buckets.map(({ BucketRegion }) => BucketRegion),
      token: ContinuationToken,
      prefix: Prefix,
    }
  }

  test('lists all buckets of the account, and tells no regions, where no page is asked for', async () => {
    expect(await list({})).toEqual({
      names: ['a-near', 'b-far', 'c-near'],
      regions: [undefined, undefined, undefined],
      token: undefined,
      prefix: undefined,
    })
  })

  test('lists page by page, with regions', async () => {
    const first = await list({ MaxBuckets: 2 })
    expect(first).toMatchObject({
      names: ['a-near', 'b-far'],
      regions: ['us-east-1', 'eu-west-1'],
      token: expect.any(String),
    })
    const second = await list({ MaxBuckets: 2, ContinuationToken: first.token })
    expect(second).toMatchObject({ names: ['c-near'], token: undefined })
  })

  test('lists by prefix and by region', async () => {
    expect(await list({ Prefix: 'b-' })).toMatchObject({ names: ['b-far'], prefix: 'b-' })
    expect(await list({ BucketRegion: 'us-east-1' })).toMatchObject({
      names: ['a-near', 'c-near'],
    })
  })

  test.each<[ListBucketsCommandInput]>([
    [{ MaxBuckets: 0 }],
    [{ MaxBuckets: 10_001 }],
    [{ ContinuationToken: 'made up' }],
    [{ BucketRegion: 'eu-west-1' }],
  ])('refuses %j', async (input) => {
    await expect(list(input)).rejects.toMatchObject({ name: 'InvalidArgument' })
  })
})

describe('OSS', () => {
  interface Listed {
    readonly buckets?: readonly { readonly name: string; readonly region: string }[] | null
    readonly isTruncated: boolean
    readonly nextMarker: string | null
  }

  async function list(query: Record<string, string | number>): Promise<Listed> {
    const listed: unknown = await ossClient(emulator.oss).listBuckets(query)
    if (!isListed(listed)) throw new Error('not a list of buckets')
    return listed
  }

  function isListed(value: unknown): value is Listed {
    return typeof value === 'object' && value !== null && 'isTruncated' in value
  }

  test('lists a hundred of the account at once, by name', async () => {
    const first = await list({})
    expect(first.buckets).toHaveLength(100)
    expect(first).toMatchObject({ isTruncated: true, nextMarker: 'bucket-099' })
    const second = await list({ marker: 'bucket-099' })
    expect(second).toMatchObject({
      buckets: [
        { name: 'bucket-100', region: 'oss-cn-hangzhou' },
        { name: 'far', region: 'oss-cn-beijing' },
      ],
      isTruncated: false,
    })
  })

  test('lists so many as are asked for, by prefix', async () => {
    const { buckets, isTruncated } = await list({ prefix: 'bucket-00', 'max-keys': 3 })
    expect(buckets?.map(({ name }) => name)).toEqual(['bucket-000', 'bucket-001', 'bucket-002'])
    expect(isTruncated).toBe(true)
  })

  test('tells of the page only where there are more', async () => {
    const client = ossClient(emulator.oss)
    const send = async (query: object): Promise<string> => {
      const { data } = await client.request({ method: 'GET', query, successStatuses: [200] })
      return data.toString('utf8')
    }
    expect(await send({ prefix: 'far' })).not.toMatch(/Prefix|Marker|MaxKeys|IsTruncated/)
    expect(await send({ prefix: 'bucket-', 'max-keys': 1 })).toContain(
      '<Prefix>bucket-</Prefix><Marker></Marker><MaxKeys>1</MaxKeys><IsTruncated>true</IsTruncated><NextMarker>bucket-000</NextMarker>',
    )
  })

  test.each([0, 1001, 'many'])('refuses to list %s', async (maxKeys) => {
    await expect(list({ 'max-keys': maxKeys })).rejects.toMatchObject({ code: 'InvalidArgument' })
  })
})
