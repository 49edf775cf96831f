import type { FleetBucket } from '@bucket-inventory/client'
import { BucketInventories, InventoryError } from '@bucket-inventory/core'
import { createMemoryProvider } from '@bucket-inventory/memory'
import type { MemoryOperation } from '@bucket-inventory/memory'
import { memoryReportStore, s3Dialect } from '@bucket-inventory/reports'
import { expect, it } from 'vitest'

import { checkInventories } from './check-inventories.ts'
import { collected, written } from './health-world.test.support.ts'
import { inventoryHealth } from './inventory-health.ts'

/** A thousand inventories of 500 buckets on two connections, of which one throttles every so many requests. */
async function largeFleet(throttled: number, every: number) {
  const names = Array.from({ length: 250 }, (_, index) => `photos-${index}`)
  let asked = 0
  let left = throttled
  const seen = new Map<MemoryOperation, number>()
  const throttle = (operation: MemoryOperation) => {
    if (operation === 'put') return
    seen.set(operation, (seen.get(operation) ?? 0) + 1)
    asked += 1
    if (asked % every !== 0 || left === 0) return
    left -= 1
    throw new InventoryError('throttled', 'slow down')
  }
  const buckets: FleetBucket[] = []
  for (const connection of ['calm', 'hasty']) {
    const provider = createMemoryProvider({
      buckets: names,
      reportStore: () => memoryReportStore(new Map()),
      ...(connection === 'hasty' ? { beforeRequest: throttle } : {}),
    })
    for (const bucket of names) {
      for (const id of ['daily', 'weekly']) await provider.put(bucket, written({ id }))
      buckets.push({
        location: { scheme: 'memory', connection, bucket },
        inventories: new BucketInventories(provider, bucket),
      })
    }
  }
  return { buckets, seen }
}

const dialects = [{ ...s3Dialect, name: 'memory' }]

it('accounts for each of a thousand inventories where a connection throttles', async () => {
  const { buckets, seen } = await largeFleet(12, 5)
  const found = await collected(inventoryHealth(buckets, { dialects, checks: false }))
  expect(
    found.map(({ location, id }) => `${location.connection} ${location.bucket} ${id}`),
  ).toStrictEqual(
    buckets.flatMap(({ location: { connection, bucket } }) =>
      ['daily', 'weekly'].map((id) => `${connection} ${bucket} ${id}`),
    ),
  )
  expect(new Set(found.map(({ state }) => state))).toStrictEqual(new Set(['none']))
  expect(seen).toStrictEqual(new Map([['list', 250 + 12]]))
}, 60_000)

it('accounts for them too where it never stops', async () => {
  const { buckets } = await largeFleet(Infinity, 1)
  const some = buckets.slice(247, 253)
  const found = await collected(checkInventories(some))
  expect(
    found.map(({ location: { connection, bucket }, id, error }) => [
      `${connection} ${bucket}`,
      id,
      error?.code,
    ]),
  ).toStrictEqual([
    ...[247, 248, 249].flatMap((index) =>
      ['daily', 'weekly'].map((id) => [`calm photos-${index}`, id, undefined]),
    ),
    ...[0, 1, 2].map((index) => [`hasty photos-${index}`, '', 'throttled']),
  ])
}, 60_000)
