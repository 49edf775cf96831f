import { isInventoryError } from '@bucket-inventory/core'
import type {
  BucketListing,
  InventoryConfiguration,
  ListBucketsOptions,
} from '@bucket-inventory/core'
import { describe, expect, it } from 'vitest'

import { createMemoryProvider } from './memory-provider.ts'

const daily: InventoryConfiguration = {
  id: 'daily',
  enabled: true,
  schedule: { every: 'day' },
  versions: 'current',
  fields: [],
  destination: { bucket: 'reports', format: 'csv' },
}
const weekly: InventoryConfiguration = { ...daily, schedule: { every: 'week' } }

describe('MemoryProvider', () => {
  it('has the buckets that it was given and those that were made, and keeps what is in them', async () => {
    const provider = createMemoryProvider({ buckets: ['photos'] })
    await provider.put('photos', daily)
    provider.createBucket('photos')
    provider.createBucket('videos')
    await expect(provider.get('photos', 'daily')).resolves.toStrictEqual(daily)
    await expect(provider.get('videos', 'daily')).rejects.toMatchObject({ code: 'not-found' })
  })

  it('tells what happened, as it knows', async () => {
    const provider = createMemoryProvider({ buckets: ['photos'] })
    const { signal } = new AbortController()
    await expect(provider.put('photos', daily)).resolves.toStrictEqual({ outcome: 'created' })
    await expect(provider.put('photos', daily, { signal })).resolves.toStrictEqual({
      outcome: 'unchanged',
    })
    await expect(provider.put('photos', weekly)).resolves.toStrictEqual({ outcome: 'replaced' })
  })

  it('counts requests, refused ones included, and none that was aborted before', async () => {
    const provider = createMemoryProvider({ buckets: ['photos'] })
    await provider.put('photos', daily)
    await expect(provider.get('photos', 'other')).rejects.toThrow('no inventory "other"')
    const signal = AbortSignal.abort()
    await expect(provider.get('photos', 'daily', { signal })).rejects.toBe(signal.reason)
    expect(provider.requests).toBe(2)
  })

  it('names each operation to whoever waits before it', async () => {
    const seen: string[] = []
    const provider = createMemoryProvider({
      buckets: ['photos'],
      beforeRequest: (operation) => void seen.push(operation),
    })
    await provider.put('photos', daily)
    await provider.get('photos', 'daily')
    for await (const _ of provider.list('photos')) seen.push('entry')
    await provider.delete('photos', 'daily')
    expect(seen).toStrictEqual(['put', 'get', 'list', 'entry', 'delete'])
  })

  it('rejects with what is thrown before a request, and does nothing', async () => {
    const provider = createMemoryProvider({
      buckets: ['photos'],
      beforeRequest: (operation) => {
        if (operation === 'delete') throw new Error('not today')
      },
    })
    await provider.put('photos', daily)
    await expect(provider.delete('photos', 'daily')).rejects.toThrow('not today')
    await expect(provider.get('photos', 'daily')).resolves.toStrictEqual(daily)
  })

  it('changes nothing that somebody else changed during the last look', async () => {
    const provider = createMemoryProvider({ buckets: ['photos'] })
    await provider.put('photos', daily)
    const other = { ...daily, enabled: false }
    const change = async () => {
      await provider.delete('photos', 'daily')
      await provider.put('photos', other)
    }
    for (const changing of [
      () => provider.put('photos', weekly, { beforeReplace: change }),
      () => provider.delete('photos', 'daily', { beforeDelete: change }),
    ]) {
      await expect(changing()).rejects.toSatisfy((error) => isInventoryError(error, 'conflict'))
      await expect(provider.get('photos', 'daily')).resolves.toStrictEqual(other)
    }
  })

  it('lists its buckets, and asks for tags only of those whose name is wanted', async () => {
    const asked: string[] = []
    const provider = createMemoryProvider({
      buckets: ['photos', { name: 'videos', tags: { team: 'media' } }],
      region: 'here',
      beforeRequest: (operation) => void asked.push(operation),
    })
    const listed = async (options?: ListBucketsOptions) => {
      const found: BucketListing[] = []
      for await (const bucket of provider.listBuckets(options)) found.push(bucket)
      return found
    }
    expect(await listed()).toStrictEqual([
      { bucket: 'photos', region: 'here' },
      { bucket: 'videos', region: 'here' },
    ])
    const names = (bucket: string) => bucket.startsWith('v')
    expect(await listed({ tags: true, names })).toStrictEqual([
      { bucket: 'videos', region: 'here', tags: { team: 'media' } },
    ])
    expect(await listed({ tags: true, names: (bucket) => bucket === 'photos' })).toStrictEqual([
      { bucket: 'photos', region: 'here', tags: {} },
    ])
    expect(asked.join(' ')).toBe('list-buckets list-buckets get-tags list-buckets get-tags')
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(listed({ signal })).rejects.toBe(signal.reason)
  })

  it('says whether a bucket has an object below a prefix, in one request', async () => {
    const provider = createMemoryProvider({ buckets: [{ name: 'photos', keys: ['2026/a.jpg'] }] })
    expect(await provider.anyObject('photos', '')).toBe(true)
    expect(await provider.anyObject('photos', '2026/')).toBe(true)
    expect(await provider.anyObject('photos', 'a.jpg')).toBe(false)
    expect(provider.requests).toBe(3)
    await expect(provider.anyObject('videos', '')).rejects.toMatchObject({ code: 'not-found' })
    provider.createBucket('videos')
    expect(await provider.anyObject('videos', '')).toBe(false)
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(provider.anyObject('photos', '', { signal })).rejects.toBe(signal.reason)
  })

  it('has the other facets only where they are given', () => {
    const { reportStore: none, access } = createMemoryProvider()
    expect([none, access]).toStrictEqual([undefined, undefined])
    const reportStore = () => {
      throw new Error('never asked for')
    }
    expect(createMemoryProvider({ reportStore }).reportStore).toBe(reportStore)
  })

  it('has the region that it was given', () => {
    expect(createMemoryProvider({ region: 'here' }).scope('photos')).toStrictEqual({
      region: 'here',
    })
    expect(createMemoryProvider().scope('photos')).toStrictEqual({})
  })
})
