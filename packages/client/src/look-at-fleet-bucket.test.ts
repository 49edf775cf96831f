import { InventoryError, parseInventoryConfiguration } from '@bucket-inventory/core'
import type { InventoryProvider, UnreadableEntry } from '@bucket-inventory/core'
import { createMemoryProvider } from '@bucket-inventory/memory'
import { expect, it } from 'vitest'

import { createInventoryClient } from './create-inventory-client.ts'
import { lookAtFleetBucket } from './look-at-fleet-bucket.ts'

/** A bucket with two inventories and an entry that no list can read. */
async function worldOf(getError: InventoryError) {
  const memory = createMemoryProvider({ buckets: ['photos'] })
  for (const id of ['a', 'b']) {
    const destination = { bucket: 'reports', format: 'csv' }
    const written = { id, schedule: { every: 'day' }, destination }
    await memory.put('photos', parseInventoryConfiguration(written))
  }
  const hidden: UnreadableEntry = { error: new InventoryError('protocol', 'no document') }
  const [list, get] = [memory.list.bind(memory), memory.get.bind(memory)]
  const provider: InventoryProvider = Object.assign(memory, {
    async *list(bucket: string) {
      yield* list(bucket)
      yield hidden
    },
    get: async (bucket: string, id: string) => {
      if (id === 'hidden') throw getError
      return get(bucket, id)
    },
  })
  const client = createInventoryClient({ providers: [provider] })
  return async (...places: readonly string[]) => {
    const [bucket] = await client.fleet(places)
    if (bucket === undefined) throw new Error('the fleet has no bucket')
    const { stored, unreadable } = await lookAtFleetBucket(bucket)
    return {
      stored: [...stored.keys()],
      unreadable: unreadable.map(({ id, error }) => `${id} ${error.code}`),
    }
  }
}

it('accounts for what is meant, and for nothing else', async () => {
  const look = await worldOf(new InventoryError('protocol', 'no document'))
  const places = ['b', 'hidden', 'gone'].map((id) => `memory://photos#${id}`)
  expect(await look(...places)).toStrictEqual({ stored: ['b'], unreadable: ['hidden protocol'] })
  expect(await look('memory://photos')).toStrictEqual({
    stored: ['a', 'b'],
    unreadable: [' protocol'],
  })
})

it('makes all that is meant of a bucket unreadable that cannot be listed', async () => {
  const look = await worldOf(new InventoryError('protocol', 'no document'))
  expect(await look('memory://gone#a', 'memory://gone#b')).toStrictEqual({
    stored: [],
    unreadable: ['a not-found', 'b not-found'],
  })
  expect(await look('memory://gone')).toStrictEqual({ stored: [], unreadable: [' not-found'] })
})

it('rejects where it is throttled, to be called again', async () => {
  const look = await worldOf(new InventoryError('throttled', 'slow down'))
  await expect(look('memory://photos#hidden')).rejects.toMatchObject({ code: 'throttled' })
  expect(await look('memory://photos#a')).toMatchObject({ stored: ['a'] })
})
