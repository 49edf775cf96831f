import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { S3Client } from '@aws-sdk/client-s3'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import type { S3Configuration } from '@bucket-inventory/aws-s3'
import { isInventoryError } from '@bucket-inventory/core'
import type { InventoryError } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

import { runWithout } from './run-without.ts'

const native: S3Configuration = {
  Id: 'daily',
  IsEnabled: true,
  IncludedObjectVersions: 'All',
  Schedule: { Frequency: 'Daily' },
  Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::reports', Format: 'CSV' } },
}
const first = 'arn:aws:iam::000000000000:role/first'
const second = 'arn:aws:iam::111111111111:role/teams/second'
const operation = 'AssumeRole'

let emulator: Emulator

beforeEach(async () => {
  emulator = await startEmulator({
    accounts: [
      { id: '000000000000', accessKeyId: 'test', secretAccessKey: 'precious' },
      { id: '111111111111', accessKeyId: 'other', secretAccessKey: 'secret' },
    ],
  })
  await emulator.createBucket({ cloud: 's3', name: 'theirs', account: '111111111111' })
  environment(emulator.environment)
})

afterEach(async () => {
  vi.useRealTimers()
  vi.unstubAllEnvs()
  await emulator.close()
})

/** Nothing of this machine's own settings, and these. */
function environment(variables: Readonly<Record<string, string | undefined>>): void {
  const bare = { AWS_PROFILE: undefined, AWS_EC2_METADATA_DISABLED: 'true', HOME: '/nonexistent' }
  for (const [name, value] of Object.entries({ ...bare, ...variables })) vi.stubEnv(name, value)
}

async function errorOf(call: Promise<unknown>): Promise<InventoryError> {
  try {
    await call
  } catch (error) {
    if (isInventoryError(error)) return error
    throw error
  }
  throw new Error('the call succeeded')
}

describe('a chain of two roles', () => {
  const roles = [first, second]

  test('reaches what only the last one may, and is assumed once', async () => {
    expect(await errorOf(createS3Provider().put('theirs', native))).toMatchObject({
      code: 'permission-denied',
    })
    const provider = createS3Provider({ roles })
    const putting = ['a', 'b', 'c'].map((Id) => provider.put('theirs', { ...native, Id }))
    await Promise.all(putting)
    expect(await provider.get('theirs', 'b')).toEqual({ ...native, Id: 'b' })
    expect(await provider.delete('theirs', 'b')).toEqual({ existed: true })
    expect(emulator.requests({ operation })).toBe(2)
  })

  test('is one, as the second is assumed with the credentials of the first', async () => {
    const effect = { type: 'delay', milliseconds: 100 } as const
    emulator.inject({ operation, after: 1, effect })
    const failing = errorOf(createS3Provider({ roles }).get('theirs', 'daily'))
    await emulator.waitForRequests(2, { operation })
    emulator.expireSessions()
    const error = await failing
    expect(error).toMatchObject({ code: 'unauthenticated' })
    expect(error.message).toContain(`role "${second}"`)
  })

  test('begins with the profile that is named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'aws-roles-'))
    const file = join(folder, 'config')
    const keys = 'aws_access_key_id = test\naws_secret_access_key = precious\nregion = us-east-1\n'
    await writeFile(file, `[profile base]\n${keys}`)
    const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined }
    environment({ ...none, AWS_REGION: undefined, AWS_CONFIG_FILE: file })
    const provider = createS3Provider({ profile: 'base', roles })
    await provider.put('theirs', native)
    expect(await provider.get('theirs', 'daily')).toEqual(native)
    await rm(folder, { recursive: true })
  })

  test('is a setting like others', async () => {
    const provider = createS3Provider({ region: 'us-east-1' }).with?.({ roles })
    await provider?.put('theirs', native)
    expect(await provider?.get('theirs', 'daily')).toEqual(native)
  })

  test('is assumed once for buckets of every region', async () => {
    for (const region of ['eu-west-1', 'us-west-2']) {
      await emulator.createBucket({ cloud: 's3', name: region, region, account: '111111111111' })
    }
    const listed = []
    const provider = createS3Provider({ roles })
    for await (const bucket of provider.listBuckets?.({ tags: true }) ?? []) listed.push(bucket)
    expect(listed.map(({ bucket }) => bucket)).toEqual(['eu-west-1', 'theirs', 'us-west-2'])
    expect(emulator.requests({ operation })).toBe(2)
  })

  // One jump of the clock each: node's Date header lags behind it, and the SDK sets its own clock by that.
  test.each([
    ['is kept', 50, 2],
    ['is assumed again, once for all, shortly before it expires', 56, 4],
  ])('%s (after %i minutes)', async (_what, minutes, requests) => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const provider = createS3Provider({ roles })
    await provider.put('theirs', native)
    vi.setSystemTime(Date.now() + minutes * 60_000)
    await Promise.all([provider.get('theirs', 'daily'), provider.get('theirs', 'daily')])
    expect(emulator.requests({ operation })).toBe(requests)
  })

  test('that is taken away is unauthenticated', async () => {
    const provider = createS3Provider({ roles })
    await provider.put('theirs', native)
    emulator.expireSessions()
    expect(await errorOf(provider.get('theirs', 'daily'))).toMatchObject({
      code: 'unauthenticated',
    })
  })
})

describe('a role that cannot be assumed', () => {
  const nowhere = 'arn:aws:iam::222222222222:role/nowhere'

  test('is named, and nothing is sent to S3', async () => {
    const error = await errorOf(createS3Provider({ roles: [first, nowhere] }).get('theirs', 'x'))
    expect(error).toMatchObject({ code: 'permission-denied', service: { code: 'AccessDenied' } })
    expect(error.message).toContain(`role "${nowhere}"`)
    expect(error.message).toContain('is not authorized to perform: sts:AssumeRole')
    expect(emulator.recentRequests().map((request) => request.operation)).toEqual([
      operation,
      operation,
    ])
  })

  test.each([
    ['a wrong secret', 'unauthenticated', { AWS_SECRET_ACCESS_KEY: 'a-wrong-secret' }],
    ['an unknown key', 'unauthenticated', { AWS_ACCESS_KEY_ID: 'unknown' }],
    ['no key', 'unauthenticated', { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' }],
    ['a closed port', 'unavailable', { AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:1' }],
  ])('for %s is %s', async (_what, code, variables) => {
    environment(variables)
    const error = await errorOf(createS3Provider({ roles: [first] }).get('theirs', 'x'))
    expect(error).toMatchObject({ code })
    expect(error.message).toContain(`role "${first}"`)
    expect(error.message).not.toMatch(/a-wrong-secret|precious/)
  })

  test('for want of an ARN is invalid-input', async () => {
    const error = await errorOf(createS3Provider({ roles: ['admin'] }).get('theirs', 'x'))
    expect(error).toMatchObject({ code: 'invalid-input' })
    expect(error.message).toContain('role "admin"')
  })

  test('is never taken for an inventory that is not there', async () => {
    const effect = { type: 'error', status: 404, code: 'NoSuchConfiguration' } as const
    emulator.inject({ operation, times: 9, effect })
    const provider = createS3Provider({ roles: [first] })
    expect(await errorOf(provider.get('theirs', 'x'))).toMatchObject({ code: 'permission-denied' })
    expect(await errorOf(provider.delete('theirs', 'x'))).toMatchObject({
      code: 'permission-denied',
    })
  })

  test('for an answer that is not of STS is protocol', async () => {
    const effect = { type: 'body', contentType: 'text/html', text: '<html>Sign in' } as const
    emulator.inject({ operation, times: 9, effect })
    expect(await errorOf(createS3Provider({ roles: [first] }).get('theirs', 'x'))).toMatchObject({
      code: 'protocol',
      message: `role "${first}": the answer is no document of STS`,
    })
  })

  test('is tried again by the next request', async () => {
    emulator.inject({ operation, effect: { type: 'error', status: 403, code: 'AccessDenied' } })
    const provider = createS3Provider({ roles: [first, second] })
    expect(await errorOf(provider.put('theirs', native))).toMatchObject({
      code: 'permission-denied',
    })
    expect(await provider.put('theirs', native)).toEqual({ outcome: 'written' })
  })

  test('is not waited for when the call is aborted', async () => {
    emulator.inject({ operation, effect: { type: 'hang' } })
    const controller = new AbortController()
    const reason = new Error('enough')
    const provider = createS3Provider({ roles: [first] })
    const getting = provider.get('theirs', 'x', { signal: controller.signal })
    const outcome = getting.catch((error: unknown) => error)
    await emulator.waitForHeld(1)
    controller.abort(reason)
    expect(await outcome).toBe(reason)
  })

  test('is refused beside a client that was given', () => {
    const client = new S3Client({})
    expect(() => createS3Provider({ client, roles: [first] })).toThrow('cannot take on roles')
    expect(() => createS3Provider({ client }).with?.({ roles: [first] })).toThrow(
      'whose roles cannot be changed',
    )
  })

  test('says what to install where the SDK of STS is not', async () => {
    const stdout = await runWithout(
      '@aws-sdk/client-sts',
      `
      const { createS3Provider } = await import('@bucket-inventory/aws-s3')
      const provider = createS3Provider({ roles: ['${first}'] })
      await provider.get('theirs', 'x').catch(({ code, message }) => console.log(code, message))`,
    )
    expect(stdout).toMatch(/^unsupported .*install it beside @aws-sdk\/client-s3/)
  }, 20_000)
})
