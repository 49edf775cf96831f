import { createInventoryClient } from '@bucket-inventory/client'
import type { InventoryClient } from '@bucket-inventory/client'
import type { Declaration } from '@bucket-inventory/core'

import { concurrency, onEachCloud } from './bench-clouds.ts'
import type { BenchCloud } from './bench-clouds.ts'
import { inParallel } from './in-parallel.ts'
import { measure } from './measure.ts'
import type { Row } from './row.ts'

const inventories = 1000
/** Among which the inventories of a plan lie. */
const planned = 500
const rounds = 5
const target = 1.15
const slowTarget = 2

/** Apply of creations and plan of what is there, against the bare SDK calls that send the same requests. */
export async function applyRows(): Promise<Row[]> {
  return onEachCloud(rowsOf)
}

async function rowsOf(bench: BenchCloud): Promise<Row[]> {
  const { cloud, emulator, provider, bare } = bench
  const client = createInventoryClient({ providers: [provider] })
  const ids = Array.from({ length: inventories }, (_, index) => `inventory-${index}`)
  const buckets = { ours: '', bare: '', faulty: '', sound: '' }
  const fresh = async (name: string) => {
    await emulator.createBucket(cloud, name)
    return name
  }
  const before = await emulator.requests()
  await apply(client, declarationOf(bench, ids, [await fresh('counted')]))
  const perInventory = ((await emulator.requests()) - before) / inventories
  const times = await measure(
    [
      {
        name: 'ours',
        prepare: async (round) => void (buckets.ours = await fresh(`apply-ours-${round}`)),
        run: async () => void (await apply(client, declarationOf(bench, ids, [buckets.ours]))),
      },
      {
        name: 'bare',
        prepare: async (round) => void (buckets.bare = await fresh(`apply-bare-${round}`)),
        run: async () => {
          await listed(bench, buckets.bare, 0)
          await inParallel(inventories, concurrency, async (index) => {
            const id = ids[index] ?? ''
            // Nobody else's is overwritten: where a put replaces, what is there is looked at first.
            if (cloud === 's3') await bare.get(buckets.bare, id).catch(() => undefined)
            await bare.put(buckets.bare, id)
            await bare.get(buckets.bare, id)
          })
        },
      },
    ],
    rounds,
  )
  const spread = Array.from({ length: planned }, (_, index) => `planned-${index}`)
  for (const bucket of spread) await fresh(bucket)
  await apply(client, declarationOf(bench, ids, spread))
  const planTimes = await measure(
    [
      {
        name: 'ours',
        run: async () => {
          const plan = await client.plan(declarationOf(bench, ids, spread), { concurrency })
          requireAll(plan.steps.filter(({ action }) => action === 'unchanged').length)
        },
      },
      {
        name: 'bare',
        run: async () =>
          inParallel(planned, concurrency, async (index) =>
            listed(bench, spread[index] ?? '', inventories / planned),
          ),
      },
    ],
    rounds,
  )
  let failures = 0
  const faultyTimes = await measure(
    [
      {
        name: 'ours',
        prepare: async (round) => {
          buckets.faulty = await fresh(`apply-faulty-${round}`)
          await emulator.failEvery(10)
        },
        run: async () => {
          const failed = await apply(client, declarationOf(bench, ids, [buckets.faulty]), true)
          await emulator.failEvery(undefined)
          await listed(bench, buckets.faulty, inventories - failed)
          failures += failed
        },
      },
      {
        name: 'bare',
        prepare: async (round) => void (buckets.sound = await fresh(`apply-sound-${round}`)),
        run: async () => {
          await apply(client, declarationOf(bench, ids, [buckets.sound]))
          await listed(bench, buckets.sound, inventories)
        },
      },
    ],
    rounds,
  )
  return [
    row(
      `${cloud} plan and apply of 1,000 creations`,
      times,
      target,
      `${perInventory.toFixed(2)} requests per inventory, as many as the bare calls send`,
    ),
    row(
      `${cloud} plan of 1,000 unchanged`,
      planTimes,
      target,
      `in ${planned} buckets: ${planned / inventories} requests per inventory`,
    ),
    row(
      `${cloud} the same creations, every tenth answer a 503`,
      faultyTimes,
      slowTarget,
      `against the same without a fault; ${failures} failed in four tries, each said and not there`,
    ),
  ]
}

function declarationOf(
  { provider, configuration }: BenchCloud,
  ids: readonly string[],
  buckets: readonly string[],
): Declaration {
  return {
    apiVersion: 'bucket-inventory/v1',
    inventories: ids.map((id, index) => ({
      configuration: { ...configuration, id },
      at: [{ location: `${provider.scheme}://${buckets[index % buckets.length]}` }],
    })),
  }
}

/** Every inventory is accounted for: none failed, or only in a way that may pass, and then it is not there. */
async function apply(
  client: InventoryClient,
  declaration: Declaration,
  mayFail = false,
): Promise<number> {
  const outcomes = await client.apply(await client.plan(declaration), { concurrency })
  requireAll(outcomes.length)
  const failed = outcomes.filter((result) => result.outcome !== 'done')
  const excused = failed.every((result) => result.outcome === 'failed' && result.error.retryable)
  if (failed.length > 0 && !(mayFail && excused)) {
    throw new Error(`an apply failed: ${JSON.stringify(failed[0])}`)
  }
  return failed.length
}

async function listed({ bare }: BenchCloud, bucket: string, expected: number): Promise<void> {
  const found = await bare.list(bucket).catch(() => 0)
  if (found !== expected) throw new Error(`listed ${found} of ${expected}`)
}

function requireAll(found: number): void {
  if (found !== inventories) throw new Error(`${found} of ${inventories}`)
}

function row(name: string, times: ReadonlyMap<string, number>, limit: number, note: string): Row {
  const [ours = Number.NaN, bare = Number.NaN] = [times.get('ours'), times.get('bare')]
  return {
    name,
    measured: `${(ours / bare).toFixed(2)} x (${Math.round(ours)} ms against ${Math.round(bare)} ms)`,
    target: `at most ${limit} x`,
    met: ours / bare <= limit,
    note,
  }
}
