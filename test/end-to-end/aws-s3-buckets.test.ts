import { S3Client } from '@aws-sdk/client-s3'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import type { BucketListing, InventoryError, ListBucketsOptions } from '@bucket-inventory/core'
import { isInventoryError } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

const list = 'ListBuckets'
const tagging = 'GetBucketTagging'

let emulator: Emulator

beforeEach(async () => {
  emulator = await startEmulator()
  for (const [name, value] of Object.entries(emulator.environment)) vi.stubEnv(name, value)
  await emulator.createBucket({
    cloud: 's3',
    name: 'photos',
    tags: { team: 'media' },
  })
  await emulator.createBucket({ cloud: 's3', name: 'videos', region: 'eu-west-1' })
  await emulator.createBucket({
    cloud: 's3',
    name: 'videos-eu',
    region: 'eu-west-1',
    tags: { empty: '', 'a b': ' c/d@e ' },
  })
})

afterEach(async () => {
  await emulator.close()
  vi.unstubAllEnvs()
})

async function listed(options?: ListBucketsOptions): Promise<BucketListing[]> {
  const found: BucketListing[] = []
  for await (const bucket of createS3Provider().listBuckets?.(options) ?? []) found.push(bucket)
  return found
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

function answer(operation: string, text: string): void {
  const effect = { type: 'body', contentType: 'application/xml', text } as const
  emulator.inject({ operation, times: 9, effect })
}

describe('lists', () => {
  test('every bucket of the account with its region, in one request', async () => {
    expect(await listed()).toEqual([
      { bucket: 'photos', region: 'us-east-1' },
      { bucket: 'videos', region: 'eu-west-1' },
      { bucket: 'videos-eu', region: 'eu-west-1' },
    ])
    expect(emulator.requests()).toBe(1)
  })

  test('tags, which it asks for in the region of each bucket, and none is an empty set', async () => {
    expect(await listed({ tags: true })).toEqual([
      { bucket: 'photos', region: 'us-east-1', tags: { team: 'media' } },
      { bucket: 'videos', region: 'eu-west-1', tags: {} },
      {
        bucket: 'videos-eu',
        region: 'eu-west-1',
        tags: { empty: '', 'a b': ' c/d@e ' },
      },
    ])
    expect(emulator.requests()).toBe(4)
  })

  test('only the names that are wanted, and asks for no other tags', async () => {
    const names = (bucket: string) => bucket.startsWith('videos-')
    expect(await listed({ names })).toEqual([{ bucket: 'videos-eu', region: 'eu-west-1' }])
    const [only, ...others] = await listed({ names, tags: true })
    expect(only).toMatchObject({ bucket: 'videos-eu', tags: { empty: '' } })
    expect(others).toEqual([])
    expect(emulator.requests({ operation: tagging })).toBe(1)
  })

  test('page after page', async () => {
    const wanted = Array.from({ length: 1001 }, (_, index) => `b-${String(index).padStart(4, '0')}`)
    for (const name of wanted) await emulator.createBucket({ cloud: 's3', name })
    const names = (await listed()).map(({ bucket }) => bucket)
    expect(names).toEqual([...wanted, 'photos', 'videos', 'videos-eu'])
    expect(emulator.requests({ operation: list })).toBe(2)
  })

  test('nothing of an account without buckets', async () => {
    const empty = await startEmulator()
    vi.stubEnv('AWS_ENDPOINT_URL_S3', empty.s3)
    expect(await listed()).toEqual([])
    await empty.close()
  })

  test('no bucket that is gone when it is asked for its tags', async () => {
    const effect = { type: 'error', status: 404, code: 'NoSuchBucket' } as const
    emulator.inject({ operation: tagging, bucket: 'videos', effect })
    expect((await listed({ tags: true })).map(({ bucket }) => bucket)).toEqual([
      'photos',
      'videos-eu',
    ])
  })
})

describe('rejects', () => {
  test('tags that may not be read, with the name of the bucket', async () => {
    const effect = { type: 'error', status: 403, code: 'AccessDenied' } as const
    emulator.inject({ operation: tagging, bucket: 'videos', effect })
    const error = await errorOf(listed({ tags: true }))
    expect(error).toMatchObject({ code: 'permission-denied' })
    expect(error.message).toContain('bucket "videos"')
  })

  test('a list that may not be read', async () => {
    emulator.inject({ effect: { type: 'error', status: 403, code: 'AccessDenied' } })
    expect(await errorOf(listed())).toMatchObject({
      code: 'permission-denied',
      message: expect.stringMatching(/^the buckets of the account: /),
    })
  })

  test.each([
    ['another document', '<ListBucketResult/>', 'got <ListBucketResult>'],
    ['HTML', '<!DOCTYPE html><html/>', 'got an HTML page'],
    ['nothing', '', 'got an empty body'],
    ['no buckets at all', '<ListAllMyBucketsResult/>', 'has no <Buckets>'],
    ['a bucket without a name', page('<Bucket/>'), 'Bucket has no <Name>'],
    ['a token that repeats', page('', 'again'), 'came to the same page token again'],
  ])('%s as protocol', async (_what, text, message) => {
    answer(list, text)
    const error = await errorOf(listed())
    expect(error.code).toBe('protocol')
    expect(error.message).toContain(message)
  })

  test('tags that are none as protocol', async () => {
    for (const text of ['<ListBucketResult/>', '<Tagging/>', tags('<Tag><Value>v</Value></Tag>')]) {
      answer(tagging, text)
      expect(await errorOf(listed({ tags: true }))).toMatchObject({
        code: 'protocol',
        message: expect.stringContaining('bucket "photos"'),
      })
      emulator.resetFaults()
    }
  })

  test('tags in another region than that of a client that was given', async () => {
    const client = new S3Client({ region: 'us-east-1' })
    const listing = (async () => {
      for await (const _ of createS3Provider({ client }).listBuckets?.({ tags: true }) ?? [])
        continue
    })()
    expect(await errorOf(listing)).toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining('"videos" is in region eu-west-1, not in us-east-1'),
    })
  })

  test('a server that has no tags of buckets as unsupported', async () => {
    const effect = { type: 'error', status: 501, code: 'NotImplemented' } as const
    emulator.inject({ operation: tagging, times: 9, effect })
    expect(await errorOf(listed({ tags: true }))).toMatchObject({
      code: 'unsupported',
      message: 'bucket "photos": this server has no tags of buckets (NotImplemented)',
    })
  })

  test('with the reason of the signal, while few buckets are asked for their tags', async () => {
    for (let index = 0; index < 20; index += 1) {
      await emulator.createBucket({ cloud: 's3', name: `many-${index}` })
    }
    emulator.inject({ operation: tagging, times: 99, effect: { type: 'hang' } })
    const controller = new AbortController()
    const reason = new Error('enough')
    const listing = listed({ tags: true, signal: controller.signal })
    const outcome = listing.catch((error: unknown) => error)
    await expect.poll(() => emulator.requests({ operation: tagging })).toBe(8)
    controller.abort(reason)
    expect(await outcome).toBe(reason)
    expect(emulator.requests({ operation: tagging })).toBe(8)
    await expect(listed({ signal: controller.signal })).rejects.toBe(reason)
  })
})

function page(inner: string, token = ''): string {
  return `<ListAllMyBucketsResult><Buckets>${inner}</Buckets><ContinuationToken>${token}</ContinuationToken></ListAllMyBucketsResult>`
}

function tags(inner: string): string {
  return `<Tagging><TagSet>${inner}</TagSet></Tagging>`
}
