import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { S3Provider } from '@bucket-inventory/aws-s3'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { errorOf } from './aws-s3-access-world.ts'

const denied = { type: 'error', status: 403, code: 'AccessDenied' } as const

let emulator: Emulator

beforeEach(async () => {
  emulator = await startEmulator({
    accounts: [
      { id: '000000000000', accessKeyId: 'test', secretAccessKey: 'test' },
      { id: '111111111111', accessKeyId: 'other', secretAccessKey: 'secret' },
    ],
  })
  for (const [name, value] of Object.entries(emulator.environment)) vi.stubEnv(name, value)
})

afterEach(async () => {
  vi.unstubAllEnvs()
  await emulator.close()
})

describe('whose credentials these are', () => {
  test('is said by STS', async () => {
    expect(await new S3Provider().access.accountId?.()).toBe('000000000000')
  })

  test('is not asked of whoever said which account is expected', async () => {
    const { access } = new S3Provider({ accountId: '222222222222' })
    expect(await access.accountId?.()).toBe('222222222222')
    expect(emulator.requests()).toBe(0)
  })

  test('is said of the last role', async () => {
    const roles = ['arn:aws:iam::111111111111:role/reader']
    expect(await new S3Provider({ roles }).access.accountId?.()).toBe('111111111111')
  })

  test('is asked where S3 is, if that is no server of AWS', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_STS', undefined)
    vi.stubEnv('AWS_ENDPOINT_URL_S3', undefined)
    const settings = { endpoint: emulator.s3, region: 'us-east-1' }
    expect(await new S3Provider(settings).access.accountId?.()).toBe('000000000000')
    const credentials = { accessKeyId: 'other', secretAccessKey: 'secret' }
    const client = new S3Client({ ...settings, credentials })
    expect(await new S3Provider({ client }).access.accountId?.()).toBe('111111111111')
  })

  test('is nobody where that may not be asked, or nobody answers', async () => {
    emulator.inject({ operation: 'GetCallerIdentity', times: 9, effect: denied })
    const { access } = new S3Provider({ maxAttempts: 1 })
    expect(await access.accountId?.()).toBeUndefined()
    vi.stubEnv('AWS_ENDPOINT_URL_STS', 'http://127.0.0.1:1')
    expect(await new S3Provider({ maxAttempts: 1 }).access.accountId?.()).toBeUndefined()
  })

  test('is not waited for by who has gone', async () => {
    emulator.inject({ operation: 'GetCallerIdentity', times: 9, effect: { type: 'hang' } })
    const stopped = new AbortController()
    const asking = new S3Provider().access.accountId?.({ signal: stopped.signal })
    await emulator.waitForHeld(1)
    stopped.abort(new Error('gone'))
    await expect(asking).rejects.toThrow('gone')
  })
})

describe('any object', () => {
  test('below a prefix is found by a list of one', async () => {
    await emulator.createBucket({ cloud: 's3', name: 'photos' })
    const provider = new S3Provider()
    expect(await provider.anyObject('photos', '')).toBe(false)
    const s3 = new S3Client({ forcePathStyle: true })
    for (const Key of ['a/1', 'a/2', 'c d/é']) {
      await s3.send(new PutObjectCommand({ Bucket: 'photos', Key, Body: 'x' }))
    }
    s3.destroy()
    emulator.resetRequests()
    expect(await provider.anyObject('photos', '')).toBe(true)
    expect(await provider.anyObject('photos', 'a/')).toBe(true)
    expect(await provider.anyObject('photos', 'b/')).toBe(false)
    expect(await provider.anyObject('photos', 'c d/')).toBe(true)
    expect(emulator.requests()).toBe(4)
    expect(emulator.requests({ operation: 'ListObjectsV2' })).toBe(4)
  })

  test('needs a bucket, and the right to list it', async () => {
    const provider = new S3Provider()
    expect(await errorOf(provider.anyObject('nowhere', ''))).toMatchObject({ code: 'not-found' })
    await emulator.createBucket({ cloud: 's3', name: 'theirs', account: '111111111111' })
    expect(await errorOf(provider.anyObject('theirs', ''))).toMatchObject({
      code: 'permission-denied',
    })
  })

  test('is not told by a page of another kind', async () => {
    await emulator.createBucket({ cloud: 's3', name: 'photos' })
    const effect = { type: 'body', contentType: 'text/html', text: '<html/>' } as const
    emulator.inject({ operation: 'ListObjectsV2', effect })
    expect(await errorOf(new S3Provider().anyObject('photos', ''))).toMatchObject({
      code: 'protocol',
    })
  })
})
