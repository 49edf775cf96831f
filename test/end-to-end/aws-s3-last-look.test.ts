import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { createS3Provider } from '@bucket-inventory/aws-s3'
import type { S3Configuration } from '@bucket-inventory/aws-s3'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'

import { startCliWorld } from './cli-world.ts'

const native: S3Configuration = {
  Id: 'daily',
  IsEnabled: true,
  IncludedObjectVersions: 'All',
  Schedule: { Frequency: 'Daily' },
  Destination: { S3BucketDestination: { Bucket: 'arn:aws:s3:::reports', Format: 'CSV' } },
}
const weekly: S3Configuration = { ...native, Schedule: { Frequency: 'Weekly' } }
const get = 'GetBucketInventoryConfiguration'
const put = 'PutBucketInventoryConfiguration'
const remove = 'DeleteBucketInventoryConfiguration'

let emulator: Emulator
let bucket = ''
let created = 0

beforeAll(async () => {
  emulator = await startEmulator()
})

beforeEach(async () => {
  created += 1
  bucket = `photos-${created}`
  await emulator.createBucket({ cloud: 's3', name: bucket })
  for (const [name, value] of Object.entries(emulator.environment)) vi.stubEnv(name, value)
})

afterEach(() => {
  emulator.resetFaults()
  vi.unstubAllEnvs()
})

afterAll(() => emulator.close())

function sent(): string[] {
  const operations = emulator.recentRequests({ bucket }).map(({ operation }) => operation)
  emulator.resetRequests()
  return operations
}

describe('a put that looks first', () => {
  test('costs a request more, and knows what it did', async () => {
    const provider = createS3Provider()
    const looks: S3Configuration[] = []
    const beforeReplace = (previous: S3Configuration) => void looks.push(previous)
    expect(await provider.put(bucket, native, { beforeReplace })).toEqual({ outcome: 'created' })
    expect(sent()).toEqual([get, put])
    expect(await provider.put(bucket, native, { beforeReplace })).toEqual({ outcome: 'unchanged' })
    expect(sent()).toEqual([get])
    expect(await provider.put(bucket, weekly, { beforeReplace })).toEqual({ outcome: 'replaced' })
    expect(sent()).toEqual([get, put])
    expect(looks).toEqual([native])
  })

  test('looks once, whatever the mode', async () => {
    const provider = createS3Provider()
    await provider.put(bucket, native)
    sent()
    const options = { mode: 'replace', beforeReplace: () => undefined } as const
    expect(await provider.put(bucket, weekly, options)).toEqual({ outcome: 'replaced' })
    expect(sent()).toEqual([get, put])
  })

  test('replaces nothing that it cannot read', async () => {
    const provider = createS3Provider()
    await provider.put(bucket, native)
    sent()
    emulator.inject({ bucket, operation: get, effect: page })
    const replacing = provider.put(bucket, weekly, { beforeReplace: () => undefined })
    await expect(replacing).rejects.toMatchObject({ code: 'protocol' })
    expect(sent()).toEqual([get])
  })
})

describe('a deletion that looks first', () => {
  test('looks once, also at a server that is not S3 itself', async () => {
    const provider = createS3Provider()
    await provider.put(bucket, native)
    sent()
    const looks: S3Configuration[] = []
    const beforeDelete = (previous: S3Configuration) => void looks.push(previous)
    expect(await provider.delete(bucket, 'daily', { beforeDelete })).toEqual({ existed: true })
    expect(sent()).toEqual([get, remove])
    expect(await provider.delete(bucket, 'daily', { beforeDelete })).toEqual({ existed: false })
    expect(sent()).toEqual([get])
    expect(looks).toEqual([native])
  })

  test('has deleted where its answer was lost', async () => {
    const provider = createS3Provider()
    await provider.put(bucket, native)
    emulator.inject({ bucket, operation: remove, when: 'after', effect: { type: 'reset' } })
    const deleting = provider.delete(bucket, 'daily', { beforeDelete: () => undefined })
    expect(await deleting).toEqual({ existed: true })
  })

  test('deletes nothing that it cannot read', async () => {
    const provider = createS3Provider()
    await provider.put(bucket, native)
    sent()
    emulator.inject({ bucket, operation: get, effect: page })
    const deleting = provider.delete(bucket, 'daily', { beforeDelete: () => undefined })
    await expect(deleting).rejects.toMatchObject({ code: 'protocol' })
    expect(sent()).toEqual([get])
  })
})

describe('the command', () => {
  const file = `id: daily
schedule: { every: day }
destination: { bucket: reports, accountId: "012345678901", format: csv }
`

  test('keeps what it replaces on S3 in a file only where one is named', async () => {
    const world = await startCliWorld()
    await world.run(['put', 's3://photos', '-'], { input: file })
    const weeklyFile = file.replace('every: day', 'every: week')
    world.emulator.resetRequests()
    expect(await world.run(['put', 's3://photos', '-'], { input: weeklyFile })).toMatchObject({
      code: 0,
      output: 'written s3://photos#daily\n',
      messages: '',
    })
    expect(world.emulator.recentRequests()[0]?.operation).toBe(put)
    const back = await world.run(['put', 's3://photos', '-', '--snapshot', 'weekly.yaml'], {
      input: file,
    })
    expect(back).toMatchObject({ code: 0, output: 'replaced s3://photos#daily\n' })
    expect(back.messages).toContain('the previous configuration is kept in weekly.yaml')
    expect(await readFile(join(world.folder, 'weekly.yaml'), 'utf8')).toContain('every: week')
    const again = await world.run(['put', 's3://photos', 'weekly.yaml'])
    expect(again).toMatchObject({ code: 0 })
    expect((await world.run(['get', 's3://photos#daily'])).output).toContain('every: week')
  })
})

const page = {
  type: 'body',
  contentType: 'text/html',
  text: '<html>Sign in</html>',
  status: 200,
} as const
