import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { ossClient } from './emulator-oss-inventories.ts'

let data: string

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'emulator-'))
})

afterEach(() => rm(data, { recursive: true }))

/** A line of a journal, as every version has written them. */
function line(change: object): string {
  const json = JSON.stringify(change)
  return `${createHash('sha256').update(json).digest('hex').slice(0, 16)} ${json}\n`
}

function inventory(id: string, destination: object): object {
  const children = [
    { name: 'Id', text: id },
    { name: 'IsEnabled', text: 'true' },
    { name: 'Destination', children: [destination] },
    { name: 'Schedule', children: [{ name: 'Frequency', text: 'Daily' }] },
    { name: 'IncludedObjectVersions', text: 'Current' },
  ]
  const document = '<InventoryConfiguration></InventoryConfiguration>'
  return { id, document, understood: { name: 'InventoryConfiguration', children } }
}

const put = (cloud: string, bucket: string, etag: string) =>
  line({
    type: 'put-version',
    cloud,
    bucket,
    version: {
      key: 'a',
      versionId: 'null',
      deleteMarker: false,
      lastModified: 1793491200000,
      size: 0,
      etag,
      parts: 0,
      body: [],
      storageClass: cloud === 's3' ? 'STANDARD' : 'Standard',
      headers: { 'content-type': 'text/plain' },
    },
  })

const owner = '000000000000'
const at = 1793491200000

test('a journal of before policies were looked at is opened, and delivers as policies and roles say now', async () => {
  const s3 = { cloud: 's3', region: 'eu-west-1', owner, at }
  const oss = { cloud: 'oss', region: 'cn-hangzhou', owner, at }
  const lines = [
    line({ type: 'create-bucket', ...s3, bucket: 'photos' }),
    line({ type: 'create-bucket', ...s3, bucket: 'reports' }),
    line({ type: 'create-bucket', ...oss, bucket: 'photos-cn' }),
    line({ type: 'create-bucket', ...oss, bucket: 'reports-cn' }),
    // Nobody looked at what a policy says.
    line({ type: 'put-policy', cloud: 's3', bucket: 'reports', policy: '{"a":[1],"Statement":3}' }),
    line({ type: 'put-policy', cloud: 'oss', bucket: 'reports-cn', policy: '{"free":"form"}' }),
    put('s3', 'photos', 'd41d8cd98f00b204e9800998ecf8427e'),
    put('oss', 'photos-cn', 'D41D8CD98F00B204E9800998ECF8427E'),
    line({
      type: 'put-inventory',
      cloud: 's3',
      bucket: 'photos',
      inventory: inventory('daily', {
        name: 'S3BucketDestination',
        children: [
          { name: 'Bucket', text: 'arn:aws:s3:::reports' },
          { name: 'Format', text: 'CSV' },
        ],
      }),
    }),
    line({
      type: 'put-inventory',
      cloud: 'oss',
      bucket: 'photos-cn',
      inventory: inventory('daily', {
        name: 'OSSBucketDestination',
        children: [
          { name: 'Format', text: 'CSV' },
          { name: 'AccountId', text: owner },
          { name: 'RoleArn', text: `acs:ram::${owner}:role/inventory` },
          { name: 'Bucket', text: 'acs:oss:::reports-cn' },
        ],
      }),
    }),
  ]
  await writeFile(join(data, 'journal'), lines.join(''))
  const emulator = await startEmulator({ data })
  expect(await delivered(emulator)).toEqual([
    expect.stringContaining('the policy of bucket "reports" does not let'),
    expect.stringContaining('there is no role'),
  ])
  await emulator.createRole({ name: 'inventory', attached: ['AliyunOSSFullAccess'] })
  emulator.setSwitches({ s3DeliveryPolicy: 'any' })
  expect(await delivered(emulator)).toEqual([undefined, undefined])
  await emulator.close()
})

async function delivered(emulator: Emulator): Promise<readonly (string | undefined)[]> {
  const s3 = await emulator.deliver('s3', 'photos', 'daily')
  const oss = await emulator.deliver('oss', 'photos-cn', 'daily')
  return [s3, oss].map((delivery) => (delivery.delivered ? undefined : delivery.reason))
}

test('a journal that is torn in a policy is opened without it, and goes on', async () => {
  const policy = {
    Version: '1',
    Statement: [{ Effect: 'Deny', Action: '*', Principal: ['*'], Resource: '*' }],
  }
  const first = await startEmulator({ data })
  await first.createBucket({ cloud: 'oss', name: 'reports' })
  await ossClient(first.oss).putBucketPolicy('reports', policy)
  await first.createRole({ name: 'inventory', policies: [] })
  await first.close()
  const whole = await readFile(join(data, 'journal'), 'utf8')
  const torn = whole.slice(0, whole.indexOf('Statement') + 3)
  await writeFile(join(data, 'journal'), torn)

  const second = await startEmulator({ data })
  const client = ossClient(second.oss)
  expect(await client.getBucketPolicy('reports')).toMatchObject({ status: 404, policy: null })
  await client.putBucketPolicy('reports', policy)
  await second.createRole({ name: 'inventory' })
  await second.close()

  const third = await startEmulator({ data })
  expect(await ossClient(third.oss).getBucketPolicy('reports')).toMatchObject({ policy })
  await third.close()
})
