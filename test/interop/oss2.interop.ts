import { createOssProvider } from '@bucket-inventory/alibaba-oss'
import { BucketInventories, parseInventoryConfiguration } from '@bucket-inventory/core'
import { startEmulator } from '@bucket-inventory/emulator'
import type { Emulator } from '@bucket-inventory/emulator'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'

import { example } from '../bench/example.ts'
import { askPython } from './ask-python.ts'
import type { PythonOrder } from './ask-python.ts'
import { listedIn } from './listed-in.ts'
import { oss2Pairs } from './oss2-configurations.ts'

const natives = oss2Pairs.map(({ native }) => native)
const shown = oss2Pairs.map(({ shown }) => shown)
const neutrals = oss2Pairs.map(({ neutral }) => neutral)
const ids = neutrals.map(({ id }) => id)
const numbered = Array.from({ length: 205 }, (_, index) => `i-${String(index).padStart(3, '0')}`)
const monthly = parseInventoryConfiguration(example('monthly-with-change-log.yaml'))
const managed = { type: 'provider-managed' } as const
let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator()
})

afterAll(() => emulator.close())

async function newBucket(name: string): Promise<BucketInventories> {
  await emulator.createBucket({ cloud: 'oss', name })
  const provider = createOssProvider({
    endpoint: emulator.oss,
    region: 'cn-hangzhou',
    accessKeyId: 'test',
    accessKeySecret: 'test',
  })
  return new BucketInventories(provider, name)
}

function oss2(order: PythonOrder): Promise<unknown> {
  return askPython('oss_inventories.py', emulator.environment, order)
}

it('writes what our adapter reads', async () => {
  const ours = await newBucket('theirs')
  await oss2({ operation: 'put', bucket: 'theirs', configurations: natives })
  expect(await listedIn(ours)).toStrictEqual(neutrals)
  const { configuration } = await ours.get('everything')
  expect(configuration).toStrictEqual(neutrals[0])
})

it('reads what our adapter writes', async () => {
  const ours = await newBucket('ours')
  for (const neutral of neutrals) {
    expect(await ours.put(neutral)).toMatchObject({ outcome: 'created' })
  }
  expect(await oss2({ operation: 'get', bucket: 'ours', ids })).toStrictEqual(shown)
  expect(await oss2({ operation: 'list', bucket: 'ours' })).toStrictEqual([shown])
})

it('reads what it has words for of what only our adapter can write', async () => {
  const ours = await newBucket('more')
  await ours.put({ ...monthly, destination: { ...monthly.destination, encryption: managed } })
  const get = { operation: 'get', bucket: 'more', ids: ['monthly'] } as const
  const destination = { bucket: 'reports', sse_oss_encryption: {} }
  expect(await oss2(get)).toMatchObject([
    {
      inventory_id: 'monthly',
      inventory_schedule: { frequency: 'Monthly' },
      inventory_destination: { bucket_destination: destination },
    },
  ])
})

it('can read a default key only where OSS shows which one it is', async () => {
  const ours = await newBucket('default-key')
  await ours.put(monthly)
  const list = { operation: 'list', bucket: 'default-key' } as const
  await expect(oss2(list)).rejects.toThrow('KeyId could not be found under SSE-KMS')
  onTestFinished(() => emulator.setSwitches({ ossEmptyKms: 'keep' }))
  emulator.setSwitches({ ossEmptyKms: 'default-key' })
  const encrypted = { sse_kms_encryption: { key_id: expect.stringMatching(/./) } }
  expect(await oss2(list)).toMatchObject([
    [{ inventory_destination: { bucket_destination: encrypted } }],
  ])
})

it('may not replace what our adapter wrote, which our adapter can with what it wrote', async () => {
  const ours = await newBucket('replaced')
  const [before, after] = oss2Pairs.map(({ native, shown, neutral }) => ({
    native: { ...native, inventory_id: 'report' },
    shown: { ...shown, inventory_id: 'report' },
    neutral: { ...neutral, id: 'report' },
  }))
  if (before === undefined || after === undefined) throw new Error('two are needed')
  const get = () => oss2({ operation: 'get', bucket: 'replaced', ids: ['report'] })
  const put = () => oss2({ operation: 'put', bucket: 'replaced', configurations: [after.native] })
  await ours.put(before.neutral)
  expect(await put()).toStrictEqual({ code: 'InventoryConfigurationAlreadyExists' })
  expect(await get()).toStrictEqual([before.shown])
  await oss2({ operation: 'delete', bucket: 'replaced', ids: ['report'] })
  expect(await put()).toBeNull()
  expect(await ours.put(before.neutral)).toMatchObject({ outcome: 'replaced' })
  expect(await get()).toStrictEqual([before.shown])
})

it('deletes what our adapter wrote, and misses what that deleted', async () => {
  const ours = await newBucket('deleted')
  for (const neutral of neutrals) await ours.put(neutral)
  await oss2({ operation: 'delete', bucket: 'deleted', ids: ['everything', 'one-of-each'] })
  await expect(ours.get('everything')).rejects.toMatchObject({ code: 'not-found' })
  expect(await ours.delete('everything')).toStrictEqual({ existed: false })
  expect(await ours.delete('least')).toStrictEqual({ existed: true })
  const missing = { code: 'NoSuchInventory' }
  const list = { operation: 'list', bucket: 'deleted' } as const
  expect(await oss2({ operation: 'get', bucket: 'deleted', ids: ['least'] })).toStrictEqual(missing)
  expect(await oss2(list)).toStrictEqual(missing)
  expect(await listedIn(ours)).toStrictEqual([])
})

it('lists over three pages what both wrote, as our adapter does', async () => {
  const ours = await newBucket('many')
  const [pair] = oss2Pairs
  if (pair === undefined) throw new Error('one is needed')
  const theirs = numbered.filter((_, index) => index % 2 === 0)
  const configurations = theirs.map((id) => ({ ...pair.native, inventory_id: id }))
  await oss2({ operation: 'put', bucket: 'many', configurations })
  for (const id of numbered.filter((_, index) => index % 2 === 1)) {
    await ours.put({ ...pair.neutral, id }, { mode: 'create', confirm: false })
  }
  const all = numbered.map((id) => ({ ...pair.shown, inventory_id: id }))
  expect(await oss2({ operation: 'list', bucket: 'many' })).toStrictEqual([
    all.slice(0, 100),
    all.slice(100, 200),
    all.slice(200),
  ])
  expect(await listedIn(ours)).toStrictEqual(numbered.map((id) => ({ ...pair.neutral, id })))
})
