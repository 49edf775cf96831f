import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms'
import {
  CreateBucketMetadataConfigurationCommand,
  DeleteBucketLifecycleCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketMetadataConfigurationCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import { startEmulator } from '@bucket-inventory/emulator'
import { afterEach, beforeEach, expect, test } from 'vitest'

import { builtCommand } from './built-command.ts'
import { S3Inventories } from './emulator-s3-inventories.ts'

let data: string
let child: ChildProcess | undefined

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'emulator-'))
})

afterEach(async () => {
  child?.kill('SIGKILL')
  child = undefined
  await rm(data, { recursive: true })
})

/** An emulator in a process of its own; gives its endpoint. */
async function spawnEmulator(): Promise<string> {
  const words = ['emulator', '--data', data, '--bucket', 's3://photos']
  child = spawn(process.execPath, [await builtCommand(), ...words], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  if (child.stdout === null) throw new Error('the child has no output')
  const [printed]: unknown[] = await once(child.stdout, 'data')
  const endpoint = /^# S3 at (http:[^,]*),/.exec(String(printed))?.[1]
  if (endpoint === undefined) throw new Error(`the emulator said ${String(printed)}`)
  return endpoint
}

async function idsAfterRestart(): Promise<readonly (string | undefined)[]> {
  const emulator = await startEmulator({ data })
  const s3 = new S3Inventories(emulator.s3, 'photos')
  const ids: (string | undefined)[] = []
  let page = await s3.list()
  ids.push(...page.ids)
  while (page.next !== undefined) {
    page = await s3.list(page.next)
    ids.push(...page.ids)
  }
  s3.close()
  await emulator.close()
  return ids
}

test('loses nothing that was answered when it is killed', { timeout: 20_000 }, async () => {
  const s3 = new S3Inventories(await spawnEmulator(), 'photos')
  const answered: string[] = []
  let next = 0
  const write = async (): Promise<void> => {
    for (;;) {
      const id = `id-${(next += 1)}`
      await s3.put(id)
      answered.push(id)
      if (answered.length === 150) child?.kill('SIGKILL')
    }
  }
  await Promise.allSettled(Array.from({ length: 8 }, write))
  s3.close()
  expect(answered.length).toBeGreaterThanOrEqual(150)
  const survived = await idsAfterRestart()
  expect(survived).toEqual(expect.arrayContaining(answered))
  expect(survived.length).toBeLessThanOrEqual(next)
})

test('gives a folder to one emulator at a time', async () => {
  const first = await startEmulator({ data })
  await expect(startEmulator({ data })).rejects.toThrow('is in use by another emulator')
  await first.close()
  const endpoint = await spawnEmulator()
  await expect(startEmulator({ data })).rejects.toThrow(`is in use by process ${child?.pid}`)
  const s3 = new S3Inventories(endpoint, 'photos')
  await s3.put('daily')
  s3.close()
  child?.kill('SIGKILL')
  if (child !== undefined) await once(child, 'exit')
  expect(await idsAfterRestart()).toEqual(['daily'])
})

test('keeps configurations, objects and uploads over a restart', async () => {
  const first = await startEmulator({ data })
  await first.createBucket({ cloud: 's3', name: 'photos', versioning: 'enabled' })
  const inventories = new S3Inventories(first.s3, 'photos')
  await inventories.put('daily')
  const before = await inventories.get('daily')
  inventories.close()
  const versions: (string | undefined)[] = []
  for (const Body of ['one', 'two']) {
    const s3 = client(first.s3)
    const put = new PutObjectCommand({ Bucket: 'photos', Key: 'k', Body })
    versions.push((await s3.send(put)).VersionId)
    s3.destroy()
  }
  await first.close()
  await appendFile(join(data, 'journal'), 'a torn li')

  const second = await startEmulator({ data })
  const again = new S3Inventories(second.s3, 'photos')
  expect(await again.get('daily')).toEqual(before)
  await again.delete('daily')
  again.close()
  const s3 = client(second.s3)
  const texts: (string | undefined)[] = []
  for (const VersionId of versions) {
    const get = new GetObjectCommand({ Bucket: 'photos', Key: 'k', VersionId })
    texts.push(await (await s3.send(get)).Body?.transformToString())
  }
  s3.destroy()
  expect(texts).toEqual(['one', 'two'])
  await second.close()

  expect(await idsAfterRestart()).toEqual([])
  expect(await readdir(join(data, 'bodies'))).toHaveLength(2)
})

test('keeps what is on a bucket, keys and organizations over a restart', async () => {
  const Bucket = 'photos'
  const look = async (endpoint: string): Promise<readonly object[]> => {
    const s3 = client(endpoint)
    const answers = [
      await s3.send(new GetBucketPolicyCommand({ Bucket })),
      await s3.send(new GetBucketEncryptionCommand({ Bucket })),
      await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket })),
      await s3.send(new GetPublicAccessBlockCommand({ Bucket })),
      await s3.send(new GetBucketMetadataConfigurationCommand({ Bucket })),
    ]
    s3.destroy()
    return answers.map(({ $metadata: _metadata, ...answer }) => answer)
  }

  const first = await startEmulator({ data })
  await first.createBucket({ cloud: 's3', name: Bucket })
  const KeyId = await first.createKey({ aliases: ['alias/reports'] })
  await first.setKeyPolicy(KeyId, { Statement: ['it'] })
  await first.setOrganization('000000000000', { id: 'o-1', path: 'o-1/r-1/' })
  await first.setOrganization('111111111111', { id: 'o-1', path: 'o-1/r-1/' })
  await first.setOrganization('111111111111', undefined)
  const s3 = client(first.s3)
  // It lets nobody in but services of the organization.
  const statement = {
    Effect: 'Allow',
    Principal: { Service: 's3.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${Bucket}/*`,
    Condition: { StringEquals: { 'aws:SourceOrgID': 'o-1' } },
  }
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy }))
  const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const } }
  const encryption = { ServerSideEncryptionConfiguration: { Rules: [rule] } }
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ...encryption }))
  const TopicArn = 'arn:aws:sns:us-east-1:000000000000:reports'
  const topic = { TopicArn, Events: ['s3:ObjectCreated:*' as const] }
  const notification = { NotificationConfiguration: { TopicConfigurations: [topic] } }
  await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket, ...notification }))
  const block = { PublicAccessBlockConfiguration: { BlockPublicAcls: true } }
  await s3.send(new PutPublicAccessBlockCommand({ Bucket, ...block }))
  const expiration = { RecordExpiration: { Expiration: 'DISABLED' as const } }
  const metadata = { MetadataConfiguration: { JournalTableConfiguration: expiration } }
  await s3.send(new CreateBucketMetadataConfigurationCommand({ Bucket, ...metadata }))
  const rules = [{ Status: 'Enabled' as const, Filter: {}, Expiration: { Days: 1 } }]
  const lifecycle = { LifecycleConfiguration: { Rules: rules } }
  await s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, ...lifecycle }))
  await s3.send(new DeleteBucketLifecycleCommand({ Bucket }))
  s3.destroy()
  const before = await look(first.s3)
  await first.close()

  const second = await startEmulator({ data })
  expect(await look(second.s3)).toEqual(before)
  const again = client(second.s3)
  await expect(
    again.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
  ).rejects.toMatchObject({ name: 'NoSuchLifecycleConfiguration' })
  again.destroy()
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const kms = new KMSClient({ endpoint: second.s3, region: 'us-east-1', credentials })
  const policy = await kms.send(new GetKeyPolicyCommand({ KeyId }))
  expect(policy.Policy).toBe('{"Statement":["it"]}')
  kms.destroy()
  await expect(second.createKey({ aliases: ['alias/reports'] })).rejects.toThrow(
    'there is an alias',
  )
  const inventories = new S3Inventories(second.s3, Bucket)
  await inventories.put('daily', {
    Destination: { S3BucketDestination: { Bucket: `arn:aws:s3:::${Bucket}`, Format: 'CSV' } },
  })
  inventories.close()
  expect(await second.deliver('s3', Bucket, 'daily')).toMatchObject({ delivered: true })
  await second.close()
})

function client(endpoint: string): S3Client {
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
}
