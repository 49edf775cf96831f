import { S3Client } from '@aws-sdk/client-s3'
import { createS3Provider } from '@bucket-inventory/aws-s3'
import { BucketInventories } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'

import { askPython } from './ask-python.ts'
import type { PythonOrder } from './ask-python.ts'
import { boto3Pairs } from './boto3-configurations.ts'
import { listedIn } from './listed-in.ts'

const natives = boto3Pairs.map(({ native }) => native)
const neutrals = boto3Pairs.map(({ neutral }) => neutral)
const ids = neutrals.map(({ id }) => id)
const numbered = Array.from({ length: 205 }, (_, index) => `i-${String(index).padStart(3, '0')}`)
const wordsSchema = z.array(z.string())
let emulator: Emulator
let s3: S3Client

beforeAll(async () => {
  emulator = await startEmulator()
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

async function newBucket(name: string): Promise<BucketInventories> {
  await emulator.createBucket({ cloud: 's3', name })
  return new BucketInventories(createS3Provider({ client: s3, region: 'us-east-1' }), name)
}

function boto3(order: PythonOrder): Promise<unknown> {
  return askPython('s3_inventories.py', emulator.environment, order)
}

it('has no word that these tests lack', async () => {
  const shapes = [
    'InventoryOptionalField',
    'InventoryFormat',
    'InventoryFrequency',
    'InventoryIncludedObjectVersions',
  ]
  const used = new Set(JSON.stringify(natives).match(/\w+/g))
  const words = wordsSchema.parse(await boto3({ operation: 'words', shapes }))
  expect(words).toHaveLength(19 + 3 + 2 + 2)
  expect(words.filter((word) => !used.has(word))).toStrictEqual([])
})

it('writes what our adapter reads', async () => {
  const ours = await newBucket('theirs')
  await boto3({ operation: 'put', bucket: 'theirs', configurations: natives })
  expect(await listedIn(ours)).toStrictEqual(neutrals)
  const { configuration } = await ours.get('everything')
  expect(configuration).toStrictEqual(neutrals[0])
})

it('reads what our adapter writes', async () => {
  const ours = await newBucket('ours')
  for (const neutral of neutrals) {
    expect(await ours.put(neutral)).toMatchObject({ outcome: 'written' })
  }
  expect(await boto3({ operation: 'get', bucket: 'ours', ids })).toStrictEqual(natives)
  expect(await boto3({ operation: 'list', bucket: 'ours' })).toStrictEqual([natives])
})

it('replaces what our adapter wrote, and is replaced by it', async () => {
  const ours = await newBucket('replaced')
  const [before, after] = boto3Pairs.map(({ native, neutral }) => ({
    native: { ...native, Id: 'report' },
    neutral: { ...neutral, id: 'report' },
  }))
  if (before === undefined || after === undefined) throw new Error('two are needed')
  await ours.put(before.neutral)
  await boto3({ operation: 'put', bucket: 'replaced', configurations: [after.native] })
  expect((await ours.get('report')).configuration).toStrictEqual(after.neutral)
  await ours.put(before.neutral)
  expect(await boto3({ operation: 'get', bucket: 'replaced', ids: ['report'] })).toStrictEqual([
    before.native,
  ])
})

it('deletes what our adapter wrote, and misses what that deleted', async () => {
  const ours = await newBucket('deleted')
  for (const neutral of neutrals) await ours.put(neutral)
  await boto3({ operation: 'delete', bucket: 'deleted', ids: ['everything'] })
  await expect(ours.get('everything')).rejects.toMatchObject({ code: 'not-found' })
  expect(await ours.delete('everything')).toStrictEqual({ existed: false })
  expect(await ours.delete('least')).toStrictEqual({ existed: true })
  const missing = { code: 'NoSuchConfiguration' }
  const order = { bucket: 'deleted', ids: ['least'] }
  expect(await boto3({ operation: 'get', ...order })).toStrictEqual(missing)
  expect(await boto3({ operation: 'delete', ...order })).toStrictEqual(missing)
  expect(await boto3({ operation: 'list', bucket: 'deleted' })).toStrictEqual([[natives[2]]])
})

it('lists over three pages what both wrote, as our adapter does', async () => {
  const ours = await newBucket('many')
  const [native, neutral] = [natives[1], neutrals[1]]
  if (native === undefined || neutral === undefined) throw new Error('one is needed')
  const theirs = numbered.filter((_, index) => index % 2 === 0).map((Id) => ({ ...native, Id }))
  await boto3({ operation: 'put', bucket: 'many', configurations: theirs })
  for (const id of numbered.filter((_, index) => index % 2 === 1)) {
    await ours.put({ ...neutral, id }, { mode: 'create', confirm: false })
  }
  const all = numbered.map((Id) => ({ ...native, Id }))
  expect(await boto3({ operation: 'list', bucket: 'many' })).toStrictEqual([
    all.slice(0, 100),
    all.slice(100, 200),
    all.slice(200),
  ])
  expect(await listedIn(ours)).toStrictEqual(numbered.map((id) => ({ ...neutral, id })))
})
