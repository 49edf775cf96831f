import { mkdtemp, rm } from 'node:fs/promises'
import { Agent } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { isInventoryError } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'

const native = {
  Id: 'daily',
  IsEnabled: true,
  IncludedObjectVersions: 'Current',
  Schedule: { Frequency: 'Daily' },
  Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::reports', Format: 'CSV' } },
}

function clientOf(endpoint: string, key: string): S3Client {
  return new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: key, secretAccessKey: key },
  })
}

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'done'
  } catch (error) {
    if (isInventoryError(error)) return error.code
    throw error
  }
}

async function drain(entries: AsyncIterable<unknown>): Promise<number> {
  let count = 0
  for await (const entry of entries) count += entry === undefined ? 0 : 1
  return count
}

describe('a server that ignores the query', () => {
  let emulator: Emulator

  beforeAll(async () => {
    emulator = await startEmulator()
    await emulator.createBucket({ cloud: 's3', name: 'photos' })
  })
  afterEach(() => {
    emulator.setSwitches({ inventory: 'supported' })
  })
  afterAll(async () => {
    await emulator.close()
  })

  test('would delete the bucket, and is not asked to', async () => {
    emulator.setSwitches({ inventory: 'ignored' })
    const provider = createS3Provider({ client: clientOf(emulator.s3, 'test') })
    expect(await codeOf(provider.get('photos', 'daily'))).toBe('protocol')
    expect(await codeOf(drain(provider.list('photos')))).toBe('protocol')
    emulator.resetRequests()
    expect(await codeOf(provider.delete('photos', 'daily'))).toBe('protocol')
    expect(emulator.recentRequests().map(({ method }) => method)).toEqual(['GET'])
    expect(emulator.buckets('s3')).toContain('photos')
  })

  test('a bare delete does delete it, so that the test above proves something', async () => {
    await emulator.createBucket({ cloud: 's3', name: 'lost' })
    emulator.setSwitches({ inventory: 'ignored' })
    const { DeleteBucketInventoryConfigurationCommand } = await import('@aws-sdk/client-s3')
    const command = new DeleteBucketInventoryConfigurationCommand({ Bucket: 'lost', Id: 'daily' })
    await clientOf(emulator.s3, 'test').send(command)
    expect(emulator.buckets('s3')).not.toContain('lost')
  })

  test('a host of AWS is not looked at first', async () => {
    const { port } = new URL(emulator.s3)
    const agent = new Agent({
      lookup: (_host, _options, found) => found(null, [{ address: '127.0.0.1', family: 4 }]),
    })
    const client = new S3Client({
      endpoint: `http://s3.us-east-1.amazonaws.com:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      requestHandler: { httpAgent: agent },
    })
    const provider = createS3Provider({ client })
    await provider.put('photos', native)
    emulator.resetRequests()
    expect(await provider.delete('photos', 'daily')).toEqual({ existed: true })
    expect(emulator.recentRequests().map(({ method }) => method)).toEqual(['DELETE'])
    expect(await provider.delete('photos', 'daily')).toEqual({ existed: false })
    agent.destroy()
  })

  test('one that has inventories is looked at first, then deleted on', async () => {
    const provider = createS3Provider({ client: clientOf(emulator.s3, 'test') })
    await provider.put('photos', native)
    emulator.resetRequests()
    expect(await provider.delete('photos', 'daily')).toEqual({ existed: true })
    expect(await provider.delete('photos', 'daily')).toEqual({ existed: false })
    expect(emulator.recentRequests().map(({ method }) => method)).toEqual(['GET', 'DELETE', 'GET'])
  })

  test('one that says so is unsupported, also before a delete', async () => {
    emulator.setSwitches({ inventory: 'not-implemented' })
    const provider = createS3Provider({ client: clientOf(emulator.s3, 'test') })
    emulator.resetRequests()
    expect(await codeOf(provider.put('photos', native))).toBe('unsupported')
    expect(await codeOf(provider.get('photos', 'daily'))).toBe('unsupported')
    expect(await codeOf(drain(provider.list('photos')))).toBe('unsupported')
    expect(await codeOf(provider.delete('photos', 'daily'))).toBe('unsupported')
    expect(emulator.recentRequests().map(({ method }) => method)).not.toContain('DELETE')
  })
})

describe('s3rver', () => {
  let folder = ''
  let server: S3rver
  let endpoint = ''

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 's3rver-'))
    server = newS3rver({
      address: '127.0.0.1',
      port: 0,
      silent: true,
      directory: folder,
      configureBuckets: [{ name: 'photos' }],
    })
    const { port } = await server.run()
    endpoint = `http://127.0.0.1:${port}`
  })
  afterAll(async () => {
    await server.close()
    await rm(folder, { recursive: true })
  })

  test('has no inventories, and keeps its bucket', async () => {
    const client = clientOf(endpoint, 'S3RVER')
    const provider = createS3Provider({ client })
    expect(await codeOf(provider.put('photos', native))).toBe('unsupported')
    expect(await codeOf(provider.get('photos', 'daily'))).toBe('unsupported')
    expect(await codeOf(drain(provider.list('photos')))).toBe('unsupported')
    expect(await codeOf(provider.delete('photos', 'daily'))).toBe('unsupported')
    const head = await client.send(new HeadBucketCommand({ Bucket: 'photos' }))
    expect(head.$metadata.httpStatusCode).toBe(200)
  })
})

interface S3rver {
  run(): Promise<{ readonly port: number }>
  close(): Promise<void>
}

/** The package has no types. */
function newS3rver(options: object): S3rver {
  const constructor: unknown = createRequire(import.meta.url)('s3rver')
  if (typeof constructor !== 'function') throw new TypeError('s3rver is no class')
  return Reflect.construct(constructor, [options])
}
