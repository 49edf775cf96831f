import { createRequire } from 'node:module'

import type * as RamModule from '@alicloud/ram20150501'
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms'
import {
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator, Throttle } from '@bucket-inventory/emulator'
import OSS from 'ali-oss'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { ossClient } from './emulator-oss-inventories.ts'

// Whoever imports it gets another default, by what runs the import.
const Ram: typeof RamModule.default = createRequire(import.meta.url)('@alicloud/ram20150501')

let emulator: Emulator
let clock: number
let s3: S3Client

beforeEach(async () => {
  clock = 0
  emulator = await startEmulator({
    monotonicNow: () => clock,
    accounts: [
      { id: '1', accessKeyId: 'test', secretAccessKey: 'test' },
      { id: '2', accessKeyId: 'other', secretAccessKey: 'secret' },
    ],
  })
  await emulator.createBucket({ cloud: 's3', name: 'photos' })
  s3 = awsClient()
})

afterEach(async () => {
  s3.destroy()
  await emulator.close()
})

function awsClient(accessKeyId = 'test', secretAccessKey = 'test'): S3Client {
  const credentials = { accessKeyId, secretAccessKey }
  const place = { endpoint: emulator.s3, region: 'us-east-1', forcePathStyle: true }
  return new S3Client({ ...place, credentials, maxAttempts: 1 })
}

const one: Throttle = { perSecond: 10, burst: 1 }

test('S3 says SlowDown beyond the burst, of objects too, until time has passed', async () => {
  emulator.setThrottling({ perSecond: 10, burst: 2 })
  await s3.send(new PutObjectCommand({ Bucket: 'photos', Key: 'a', Body: 'x' }))
  await s3.send(new ListBucketsCommand())
  const get = () => s3.send(new GetObjectCommand({ Bucket: 'photos', Key: 'a' }))
  await expect(get()).rejects.toMatchObject({
    name: 'SlowDown',
    message: 'Please reduce your request rate.',
    $metadata: { httpStatusCode: 503 },
  })
  clock += 100
  expect((await get()).$metadata.httpStatusCode).toBe(200)
  await expect(s3.send(new HeadBucketCommand({ Bucket: 'photos' }))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 503 },
  })
  emulator.setThrottling(undefined)
  expect((await get()).$metadata.httpStatusCode).toBe(200)
})

test('what was refused so is counted and logged, and changes nothing', async () => {
  emulator.setThrottling(one)
  await s3.send(new ListBucketsCommand())
  const put = new PutObjectCommand({ Bucket: 'photos', Key: 'a', Body: 'x' })
  await expect(s3.send(put)).rejects.toMatchObject({ name: 'SlowDown' })
  expect(emulator.requests()).toBe(2)
  expect(emulator.requests({ throttled: true })).toBe(1)
  expect(emulator.requests({ throttled: false })).toBe(1)
  expect(emulator.requests({ throttled: true, operation: 'ListBuckets' })).toBe(0)
  const refused = { operation: 'PutObject', status: 503, throttled: true }
  expect(emulator.recentRequests({ throttled: true })).toMatchObject([refused])
  expect(emulator.recentRequests({ throttled: false })).toMatchObject([{ status: 200 }])
  emulator.setThrottling(undefined)
  const get = s3.send(new GetObjectCommand({ Bucket: 'photos', Key: 'a' }))
  await expect(get).rejects.toMatchObject({ name: 'NoSuchKey' })
})

test('another process throttles, counts what was refused, and lifts it', async () => {
  const admin = async (method: string, path: string, body?: object): Promise<unknown> => {
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const settings = body === undefined ? { method } : { method, ...json }
    const response = await fetch(`${emulator.admin}${path}`, settings)
    return response.status === 204 ? undefined : response.json()
  }
  await admin('PUT', '/throttling', { cloud: 's3', perSecond: 10, burst: 1 })
  await s3.send(new ListBucketsCommand())
  await expect(s3.send(new ListBucketsCommand())).rejects.toMatchObject({ name: 'SlowDown' })
  expect(await admin('GET', '/requests?throttled=true')).toMatchObject({ count: 1 })
  expect(await admin('GET', '/requests?throttled=false')).toMatchObject({ count: 1 })
  await admin('DELETE', '/throttling')
  await s3.send(new ListBucketsCommand())
  expect(await admin('GET', '/requests?throttled=true')).toMatchObject({ count: 1 })
})

test('an account is not throttled for another one, nor is a cloud', async () => {
  emulator.setThrottling(one)
  await s3.send(new ListBucketsCommand())
  const other = awsClient('other', 'secret')
  await other.send(new ListBucketsCommand())
  await expect(other.send(new ListBucketsCommand())).rejects.toMatchObject({ name: 'SlowDown' })
  other.destroy()
  await ossClient(emulator.oss).listBuckets({})
})

test('who signs badly is told so, and takes nothing from the account', async () => {
  emulator.setThrottling(one)
  const stranger = awsClient('test', 'guess')
  await expect(stranger.send(new ListBucketsCommand())).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
  })
  stranger.destroy()
  await s3.send(new ListBucketsCommand())
})

test('OSS names the limit of the account', async () => {
  emulator.setThrottling({ ...one, cloud: 'oss', account: '1' })
  const oss = ossClient(emulator.oss)
  await oss.listBuckets({})
  await expect(oss.listBuckets({})).rejects.toMatchObject({
    status: 503,
    code: 'TotalQpsLimitExceeded',
    ecCode: '0004-00000302',
  })
})

test('KMS says ThrottlingException', async () => {
  emulator.setThrottling(one)
  await s3.send(new ListBucketsCommand())
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const place = { endpoint: emulator.s3, region: 'us-east-1' }
  const kms = new KMSClient({ ...place, credentials, maxAttempts: 1 })
  await expect(kms.send(new DescribeKeyCommand({ KeyId: 'key' }))).rejects.toMatchObject({
    name: 'ThrottlingException',
    $metadata: { httpStatusCode: 400 },
  })
  kms.destroy()
})

test('STS of AWS says Throttling', async () => {
  emulator.setThrottling(one)
  await s3.send(new ListBucketsCommand())
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const place = { endpoint: emulator.s3, region: 'us-east-1' }
  const sts = new STSClient({ ...place, credentials, maxAttempts: 1 })
  const role = { RoleArn: 'arn:aws:iam::000000000001:role/x', RoleSessionName: 'me' }
  await expect(sts.send(new AssumeRoleCommand(role))).rejects.toMatchObject({
    name: 'Throttling',
    $metadata: { httpStatusCode: 400 },
  })
  sts.destroy()
})

test('STS and RAM of Alibaba Cloud share what the account may with OSS, and say Throttling.User', async () => {
  emulator.setThrottling(one)
  await ossClient(emulator.oss).listBuckets({})
  const keys = { accessKeyId: 'test', accessKeySecret: 'test' }
  const settings = { endpoint: emulator.oss, ...keys }
  await expect(new OSS.STS(settings).assumeRole('acs:ram::1:role/x')).rejects.toMatchObject({
    code: 'Throttling.User',
  })
  const ram: InstanceType<typeof Ram.default> = Reflect.construct(Ram.default, [
    { ...keys, endpoint: new URL(emulator.oss).host, protocol: 'HTTP' },
  ])
  await expect(ram.listRoles(new Ram.ListRolesRequest({}))).rejects.toMatchObject({
    code: 'Throttling.User',
    statusCode: 400,
  })
})
