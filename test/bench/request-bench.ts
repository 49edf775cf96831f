import { BucketInventories } from '@bucket-inventory/core'

import { concurrency, onEachCloud } from './bench-clouds.ts'
import type { BenchCloud } from './bench-clouds.ts'
import { inParallel } from './in-parallel.ts'
import { measure } from './measure.ts'
import type { Row } from './row.ts'

const configurations = 1000
const rounds = 7
const target = 1.1

/** Put, get and list through our providers against the bare SDK calls: time for the same requests, and requests that safety adds. */
export async function requestRows(): Promise<Row[]> {
  return onEachCloud(rowsOf)
}

async function rowsOf({
  cloud,
  emulator,
  configuration,
  provider,
  bare,
}: BenchCloud): Promise<Row[]> {
  const ids = Array.from({ length: configurations }, (_, index) => `inventory-${index}`)
  const each = (work: (id: string) => Promise<unknown>) =>
    inParallel(configurations, concurrency, async (index) => work(ids[index] ?? ''))
  const ours = (bucket: string) => new BucketInventories(provider, bucket)
  const put = (bucket: string, confirm: boolean) => {
    const inventories = ours(bucket)
    return each(async (id) => inventories.put({ ...configuration, id }, { confirm }))
  }
  const fresh = async (name: string) => {
    await emulator.createBucket(cloud, name)
    return name
  }
  const buckets = { ours: '', bare: '' }
  const putTimes = await measure(
    [
      {
        name: 'ours',
        prepare: async (round) => void (buckets.ours = await fresh(`ours-${round}`)),
        run: async () => put(buckets.ours, false),
      },
      {
        name: 'bare',
        prepare: async (round) => void (buckets.bare = await fresh(`bare-${round}`)),
        run: async () => each(async (id) => bare.put(buckets.bare, id)),
      },
    ],
    rounds,
  )
  const getTimes = await measure(
    [
      {
        name: 'ours',
        run: async () => {
          const inventories = ours(buckets.ours)
          await each(async (id) => inventories.get(id))
        },
      },
      { name: 'bare', run: async () => each(async (id) => bare.get(buckets.bare, id)) },
    ],
    rounds,
  )
  const listTimes = await measure(
    [
      { name: 'ours', run: async () => expectAll(await count(ours(buckets.ours).list())) },
      { name: 'bare', run: async () => expectAll(await bare.list(buckets.bare)) },
    ],
    rounds,
  )
  const before = await emulator.requests()
  await put(await fresh('confirmed'), true)
  const perPut = ((await emulator.requests()) - before) / configurations
  return [
    row(
      `${cloud} put`,
      putTimes,
      `with confirmation (the default) ${perPut.toFixed(2)} requests per put instead of 1`,
    ),
    row(`${cloud} get`, getTimes),
    row(`${cloud} list`, listTimes, 'pages of 100, one after the other'),
  ]
}

function row(name: string, times: ReadonlyMap<string, number>, note?: string): Row {
  const [ours = Number.NaN, bare = Number.NaN] = [times.get('ours'), times.get('bare')]
  return {
    name,
    measured: `${(ours / bare).toFixed(2)} x (${Math.round(ours)} ms against ${Math.round(bare)} ms)`,
    target: `at most ${target} x`,
    met: ours / bare <= target,
    ...(note === undefined ? {} : { note }),
  }
}

async function count(entries: AsyncIterable<unknown>): Promise<number> {
  let total = 0
  for await (const _ of entries) total++
  return total
}

function expectAll(listed: number): void {
  if (listed !== configurations) throw new Error(`listed ${listed} of ${configurations}`)
}
