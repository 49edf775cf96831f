import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import {
  DeleteBucketTaggingCommand,
  GetBucketTaggingCommand,
  PutBucketTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { Tag } from '@aws-sdk/client-s3'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

import { ossClient } from './emulator-oss-inventories.ts'

let data: string
let emulator: Emulator

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'emulator-'))
  emulator = await startEmulator({ data })
  const tags = { team: 'data & tools' }
  await emulator.createBucket({ cloud: 's3', name: 'photos', tags })
  await emulator.createBucket({ cloud: 'oss', name: 'photos', tags })
})

afterEach(async () => {
  await emulator.close()
  await rm(data, { recursive: true })
})

async function restart(): Promise<void> {
  await emulator.close()
  emulator = await startEmulator({ data })
}

describe('S3', () => {
  async function send<Answer>(call: (s3: S3Client) => Promise<Answer>): Promise<Answer> {
    const s3 = new S3Client({
      endpoint: emulator.s3,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    })
    try {
      return await call(s3)
    } finally {
      s3.destroy()
    }
  }

  const Bucket = 'photos'
  const get = () => send((s3) => s3.send(new GetBucketTaggingCommand({ Bucket })))
  const put = (TagSet: Tag[]) =>
    send((s3) => s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } })))

  test('keeps the tags of a bucket over a restart', async () => {
    expect((await get()).TagSet).toEqual([{ Key: 'team', Value: 'data & tools' }])
    const tags = [
      { Key: 'stage', Value: '' },
      { Key: 'Überblick', Value: 'a b' },
    ]
    expect((await put(tags)).$metadata.httpStatusCode).toBe(204)
    await restart()
    expect((await get()).TagSet).toEqual(tags)
  })

  test('says NoSuchTagSet of a bucket without tags', async () => {
    const remove = () => send((s3) => s3.send(new DeleteBucketTaggingCommand({ Bucket })))
    expect((await remove()).$metadata.httpStatusCode).toBe(204)
    await expect(get()).rejects.toMatchObject({
      name: 'NoSuchTagSet',
      $metadata: { httpStatusCode: 404 },
    })
    await remove()
    await restart()
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchTagSet' })
  })

  test.each<[string, Tag[]]>([
    ['InvalidTag', [{ Key: '', Value: 'v' }]],
    ['InvalidTag', [{ Key: 'k'.repeat(129), Value: 'v' }]],
    ['InvalidTag', [{ Key: 'aws:k', Value: 'v' }]],
    ['InvalidTag', [{ Key: 'k', Value: 'v'.repeat(257) }]],
    ['InvalidTag', [{ Key: 'k', Value: '<' }]],
    [
      'InvalidTag',
      [
        { Key: 'k', Value: '1' },
        { Key: 'k', Value: '2' },
      ],
    ],
    ['BadRequest', Array.from({ length: 51 }, (_, index) => ({ Key: `${index}`, Value: '' }))],
  ])('refuses with %s the tags %j', async (name, tags) => {
    await expect(put(tags)).rejects.toMatchObject({ name })
    expect((await get()).TagSet).toHaveLength(1)
  })
})

describe('OSS', () => {
  const get = async (): Promise<object> =>
    (await ossClient(emulator.oss).getBucketTags('photos')).tag
  const put = (tags: Record<string, string>) =>
    ossClient(emulator.oss).putBucketTags('photos', tags)

  /** Past the checks of ali-oss. */
  const putDocument = (content: string) =>
    ossClient(emulator.oss).request({
      method: 'PUT',
      bucket: 'photos',
      subres: 'tagging',
      mime: 'xml',
      content: Buffer.from(content),
      successStatuses: [200],
    })

  test('keeps the tags of a bucket over a restart', async () => {
    expect(await get()).toEqual({ team: 'data & tools' })
    await put({ stage: '', Überblick: 'a b' })
    await restart()
    expect(await get()).toEqual({ stage: '', Überblick: 'a b' })
  })

  test('answers an empty document for a bucket without tags', async () => {
    await ossClient(emulator.oss).deleteBucketTags('photos')
    expect(await get()).toEqual({})
    const { data: document } = await ossClient(emulator.oss).request({
      method: 'GET',
      bucket: 'photos',
      subres: 'tagging',
      successStatuses: [200],
    })
    expect(document.toString('utf8')).toContain('<Tagging></Tagging>')
  })

  test.each([
    [['acs:k'], '0010-00000002'],
    [['aliyun'], '0010-00000207'],
    [['https://k'], '0010-00000207'],
    [[''], '0010-00000219'],
    [['日'.repeat(22)], '0010-00000219'],
    [['k', 'k'], '0010-00000219'],
    [Array.from({ length: 21 }, (_, index) => `${index}`), undefined],
  ])('refuses the keys %j', async (keys, ecCode) => {
    const tags = keys.map((key) => `<Tag><Key>${key}</Key><Value>v</Value></Tag>`).join('')
    const refused = putDocument(`<Tagging><TagSet>${tags}</TagSet></Tagging>`)
    await expect(refused).rejects.toMatchObject({
      status: 400,
      code: 'InvalidTag',
      ...(ecCode === undefined ? {} : { ecCode }),
    })
    expect(await get()).toEqual({ team: 'data & tools' })
  })

  test.each(['<Tagging></Tagging>', '<Tagging><TagSet><Tag><Key>k</Key></Tag></TagSet></Tagging>'])(
    'refuses %s as malformed',
    async (document) => {
      await expect(putDocument(document)).rejects.toMatchObject({ code: 'MalformedXML' })
    },
  )
})
