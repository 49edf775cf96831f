import { InventoryError } from '@bucket-inventory/core'
import { createMemoryProvider } from '@bucket-inventory/memory'
import type { MemoryProvider } from '@bucket-inventory/memory'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { createInventoryClient } from './create-inventory-client.ts'
import type { FleetBucket, FleetOutcome } from './fleet.ts'
import { overFleet } from './over-fleet.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
})

const throttled = new InventoryError('throttled', 'slow down')
const names = (count: number) => Array.from({ length: count }, (_, index) => `b${index}`)

async function fleetOf(
  count: number,
  connections: Readonly<Record<string, MemoryProvider>> = { one: createMemoryProvider() },
): Promise<readonly FleetBucket[]> {
  const client = createInventoryClient({ providers: [createMemoryProvider()], connections })
  return client.fleet(
    Object.keys(connections).flatMap((name) =>
      names(count).map((bucket) => `memory://${name}@${bucket}`),
    ),
  )
}

async function all<Result>(
  outcomes: AsyncIterable<FleetOutcome<Result>>,
): Promise<FleetOutcome<Result>[]> {
  const found: FleetOutcome<Result>[] = []
  for await (const outcome of outcomes) found.push(outcome)
  return found
}

/** Lets everything go on that waits for no timer. */
const turn = async () => new Promise((resolve) => setImmediate(resolve))

it('yields what becomes of every bucket once, as it ends, so many at a time', async () => {
  const buckets = await fleetOf(20)
  let running = 0
  let most = 0
  const work = async ({ location: { bucket } }: FleetBucket) => {
    running += 1
    most = Math.max(most, running)
    if (bucket === 'b0') for (let turns = 0; turns < 50; turns += 1) await turn()
    else await turn()
    running -= 1
    if (bucket === 'b7') throw new InventoryError('permission-denied', 'no')
    return bucket
  }
  const ended: string[] = []
  const onEnded = ({ bucket }: FleetBucket['location']) => ended.push(bucket)
  const outcomes = await all(overFleet(buckets, work, { concurrency: 3, onEnded }))
  expect(ended).toStrictEqual(outcomes.map(({ bucket }) => bucket.location.bucket))
  expect(outcomes.map(({ index }) => index).toSorted((left, right) => left - right)).toStrictEqual(
    Array.from({ length: 20 }, (_, index) => index),
  )
  expect(outcomes.at(-1)).toMatchObject({ index: 0, result: 'b0' })
  expect(outcomes.find(({ index }) => index === 7)).toMatchObject({
    bucket: { location: { bucket: 'b7' } },
    error: { code: 'permission-denied' },
  })
  expect(most).toBe(3)
})

it('slows a connection down that throttles, tries again, and leaves the others alone', async () => {
  const [slow, fast] = [createMemoryProvider(), createMemoryProvider()]
  const buckets = await fleetOf(10, { slow, fast })
  const tries = new Map<string, number>()
  const order: string[] = []
  const slowed: string[] = []
  const working = all(
    overFleet(
      buckets,
      async ({ location: { connection = '', bucket } }) => {
        const key = `${connection} ${bucket}`
        tries.set(key, (tries.get(key) ?? 0) + 1)
        await turn()
        if (connection === 'slow' && tries.get(key) === 1) throw throttled
        order.push(connection)
        return key
      },
      {
        concurrency: 4,
        onSlowDown: ({ connection = '' }) => slowed.push(connection),
      },
    ),
  )
  for (let turns = 0; turns < 40; turns += 1) await turn()
  expect(order).toStrictEqual(Array.from({ length: 10 }, () => 'fast'))
  while (order.length < 20) await vi.advanceTimersByTimeAsync(1000)
  const outcomes = await working
  expect(new Set(outcomes.map((outcome) => 'result' in outcome && outcome.result)).size).toBe(20)
  expect([...tries.values()].toSorted((left, right) => left - right)).toStrictEqual([
    ...Array.from({ length: 10 }, () => 1),
    ...Array.from({ length: 10 }, () => 2),
  ])
  expect(new Set(slowed)).toStrictEqual(new Set(['slow']))
})

it('gives up what stays throttled after four tries', async () => {
  let tries = 0
  const working = all(
    overFleet(await fleetOf(1), async () => {
      tries += 1
      throw throttled
    }),
  )
  await vi.runAllTimersAsync()
  expect(await working).toMatchObject([{ index: 0, error: { code: 'throttled' } }])
  expect(tries).toBe(4)
})

it('keeps what ends before it is asked for', async () => {
  const outcomes = overFleet(await fleetOf(5), async () => turn(), { concurrency: 1 })
  await outcomes.next()
  for (let turns = 0; turns < 10; turns += 1) await turn()
  const rest = await all(outcomes)
  expect(rest.map(({ index }) => index)).toStrictEqual([1, 2, 3, 4])
})

it('begins nothing more when the iteration is ended, and waits for what had begun', async () => {
  const begun: string[] = []
  const ended: string[] = []
  const work = async ({ location: { bucket } }: FleetBucket) => {
    begun.push(bucket)
    if (bucket !== 'b0') for (let turns = 0; turns < 5; turns += 1) await turn()
    ended.push(bucket)
  }
  for await (const { index } of overFleet(await fleetOf(20), work, { concurrency: 2 })) {
    expect(index).toBe(0)
    break
  }
  expect(begun.length).toBeLessThan(5)
  expect(ended.toSorted()).toStrictEqual(begun.toSorted())
  await turn()
  expect(ended).toHaveLength(begun.length)
})

it('rejects with the reason of an abort, also in the middle of a pause', async () => {
  const controller = new AbortController()
  const reason = new InventoryError('unavailable', 'enough')
  const buckets = await fleetOf(5)
  const signals = new Set<boolean>()
  const working = all(
    overFleet(
      buckets,
      async ({ location: { bucket } }, { signal }) => {
        if (bucket === 'b0') throw throttled
        await turn()
        controller.abort(reason)
        signals.add(signal?.aborted ?? false)
        signal?.throwIfAborted()
      },
      { signal: controller.signal, concurrency: 2 },
    ),
  )
  working.catch(() => undefined)
  await vi.advanceTimersByTimeAsync(10)
  await expect(working).rejects.toBe(reason)
  expect(signals).toStrictEqual(new Set([true]))
  expect(vi.getTimerCount()).toBe(0)
  const late = all(overFleet(buckets, async () => 1, { signal: controller.signal }))
  await expect(late).rejects.toBe(reason)
})

it('rejects with any other error, after what had ended before', async () => {
  const outcomes: number[] = []
  const working = async () => {
    const work = async ({ location: { bucket } }: FleetBucket) => {
      if (bucket === 'b1') throw new TypeError('a mistake')
    }
    for await (const { index } of overFleet(await fleetOf(9), work, { concurrency: 1 })) {
      outcomes.push(index)
      await turn()
    }
  }
  await expect(working()).rejects.toThrow('a mistake')
  expect(outcomes).toStrictEqual([0])
})

it('does nothing for nothing, and refuses to do all of nothing at a time', async () => {
  expect(await all(overFleet([], async () => 1))).toStrictEqual([])
  const none = all(overFleet(await fleetOf(1), async () => 1, { concurrency: 0 }))
  await expect(none).rejects.toThrow('the concurrency is a whole number from 1, not 0')
})
