import { formatLocation, InventoryError, parseDeclaration } from '@bucket-inventory/core'
import type { Declaration } from '@bucket-inventory/core'
import { createMemoryProvider } from '@bucket-inventory/memory'
import type { MemoryOperation } from '@bucket-inventory/memory'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { createInventoryClient } from './create-inventory-client.ts'
import type { FleetBucket, SelectedBuckets } from './fleet.ts'

afterEach(() => {
  vi.useRealTimers()
})

const configuration = { id: 'bi-daily', schedule: { every: 'day' } }
const destination = { bucket: 'reports', format: 'csv' }

const meant = ({ location, ids }: FleetBucket) =>
  `${formatLocation(location)} ${ids?.join(' ') ?? 'all'}`

describe('the fleet of places', () => {
  const client = createInventoryClient({
    providers: [createMemoryProvider()],
    connections: { own: createMemoryProvider() },
  })

  it('has each bucket once, in order, with the ids that are meant', async () => {
    const fleet = await client.fleet([
      'memory://photos#daily',
      'memory://own@photos',
      'memory://videos',
      'memory://photos#weekly',
      { scheme: 'memory', bucket: 'logs' },
      'memory://videos#daily',
      'memory://photos#daily',
    ])
    expect(fleet.map(meant)).toStrictEqual([
      'memory://photos daily weekly',
      'memory://own@photos all',
      'memory://videos all',
      'memory://logs all',
    ])
    expect(fleet[0]?.inventories.provider).toBe(fleet[2]?.inventories.provider)
    expect(fleet[0]?.inventories.bucket).toBe('photos')
  })

  it('of one place is one bucket, and of none is none', async () => {
    expect((await client.fleet('memory://photos#daily')).map(meant)).toStrictEqual([
      'memory://photos daily',
    ])
    expect(await client.fleet([])).toStrictEqual([])
  })

  it('joins a bucket with and without its region, and no two regions', async () => {
    const provider = createMemoryProvider()
    const reaching = Object.assign(provider, { with: () => provider })
    const regional = createInventoryClient({ providers: [reaching] })
    const places = ['memory://a#x', 'memory://a?region=r#y', 'memory://a?region=s#z']
    expect((await regional.fleet(places)).map(meant)).toStrictEqual([
      'memory://a?region=r x y',
      'memory://a?region=s z',
    ])
  })

  it.each([
    ['memory://photos/a/manifest.json', 'is no bucket and no inventory'],
    ['./folder', 'is no bucket and no inventory'],
    ['photos', 'is no place'],
    ['s3://photos', 'no provider has the scheme "s3"'],
  ])('refuses %s', async (place, message) => {
    await expect(client.fleet(['memory://photos', place])).rejects.toMatchObject({
      code: 'invalid-input',
      message: expect.stringContaining(message),
    })
  })
})

describe('the fleet of a declaration', () => {
  const declare = (at: readonly object[], more: object = {}): Declaration =>
    parseDeclaration({
      apiVersion: 'bucket-inventory/v1',
      connections: { one: { provider: 'memory' }, other: { provider: 'memory' } },
      inventories: [{ configuration, at }],
      ...more,
    })
  const selecting = declare([
    { select: { connection: '*', name: 'logs-*', tags: { stage: 'prod' } }, destination },
    { select: { connection: 'one', name: 'photos' }, destination, id: 'bi-${bucket}' },
  ])

  function worldOf(beforeRequest: (operation: MemoryOperation) => void = () => {}) {
    const requests: MemoryOperation[] = []
    const note = (operation: MemoryOperation) => {
      requests.push(operation)
      beforeRequest(operation)
    }
    const prod = { stage: 'prod' }
    const connections = {
      one: createMemoryProvider({
        buckets: [{ name: 'logs-a', tags: prod }, 'logs-b', 'photos', 'others'],
        beforeRequest: note,
      }),
      other: createMemoryProvider({
        buckets: [{ name: 'logs-c', tags: prod }],
        beforeRequest: note,
      }),
    }
    const client = createInventoryClient({ providers: [createMemoryProvider()], connections })
    return { client, requests }
  }

  it('has what is declared, its ids and where, of every bucket for which something is', async () => {
    const { client } = worldOf()
    const fleet = await client.fleet({ ...selecting, manage: { ids: '*', at: ['memory://one@b'] } })
    expect(fleet.map(meant)).toStrictEqual([
      'memory://one@logs-a bi-daily',
      'memory://other@logs-c bi-daily',
      'memory://one@photos bi-photos',
    ])
    expect(fleet[2]).toMatchObject({
      path: 'inventories[0].at[1]',
      declared: [{ id: 'bi-photos', destination }],
    })
    expect(fleet[0]).not.toHaveProperty('elsewhere')
  })

  it('asks once all selectors are through, and for no more than the tags that they go by', async () => {
    const { client, requests } = worldOf()
    const asked: (readonly SelectedBuckets[])[] = []
    const reason = new Error('too many')
    const onSelected = async (selected: readonly SelectedBuckets[]) => {
      asked.push(selected)
      throw reason
    }
    for (const looking of [
      client.fleet(selecting, { onSelected }),
      client.plan(selecting, { onSelected }),
    ]) {
      await expect(looking).rejects.toBe(reason)
    }
    expect(asked[1]).toMatchObject([
      { path: 'inventories[0].at[0].select', selector: { connection: '*' }, buckets: 2 },
      { path: 'inventories[0].at[1].select', selector: { connection: 'one' }, buckets: 1 },
    ])
    expect(asked[0]).toStrictEqual(asked[1])
    expect(new Set(requests)).toStrictEqual(new Set(['list-buckets', 'get-tags']))
    // Of the names that fit: two of the one connection and photos, one of the other; twice.
    expect(requests.filter((operation) => operation === 'get-tags')).toHaveLength(8)
  })

  it('asks nothing where nothing is selected', async () => {
    const { client } = worldOf()
    const onSelected = vi.fn<() => void>()
    await client.fleet(declare([{ location: 'memory://one@photos', destination }]), { onSelected })
    expect(onSelected).not.toHaveBeenCalled()
  })

  it('lists again what is throttled, and gives up after four tries', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    let left = 3
    const { client, requests } = worldOf((operation) => {
      if (operation !== 'list-buckets' || left === 0) return
      left -= 1
      throw new InventoryError('throttled', 'slow down')
    })
    const one = declare([{ select: { connection: 'one', name: 'photos' }, destination }])
    const looking = client.fleet(one)
    await vi.runAllTimersAsync()
    expect(await looking).toHaveLength(1)
    expect(requests).toHaveLength(4)
    left = 4
    const failing = client.fleet(one)
    failing.catch(() => undefined)
    await vi.runAllTimersAsync()
    await expect(failing).rejects.toMatchObject({ code: 'throttled' })
    expect(requests).toHaveLength(8)
  })

  it('is not waited for once it is aborted', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    const { client } = worldOf(() => {
      controller.abort(reason)
      throw new InventoryError('throttled', 'slow down')
    })
    const looking = client.fleet(selecting, { signal: controller.signal })
    await expect(looking).rejects.toBe(reason)
  })
})

describe('a plan', () => {
  it('looks again at what is throttled, all of a connection later, and says what stays so', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const names = Array.from({ length: 12 }, (_, index) => `b${index}`)
    let left = 10
    const provider = createMemoryProvider({
      buckets: names,
      beforeRequest: () => {
        if (left === 0) return
        left -= 1
        throw new InventoryError('throttled', 'slow down')
      },
    })
    const client = createInventoryClient({ providers: [provider] })
    const declaration = parseDeclaration({
      apiVersion: 'bucket-inventory/v1',
      inventories: [
        { configuration, at: names.map((name) => ({ location: `memory://${name}`, destination })) },
      ],
    })
    const planning = client.plan(declaration)
    await vi.runAllTimersAsync()
    const { steps } = await planning
    expect(steps.map(({ action, location }) => `${action} ${location}`)).toStrictEqual(
      names.map((name) => `create memory://${name}`),
    )
    expect(provider.requests).toBe(22)
    left = Infinity
    const failing = client.plan(declaration)
    await vi.runAllTimersAsync()
    expect((await failing).steps).toMatchObject(
      names.map((name) => ({
        action: 'unreadable',
        location: `memory://${name}`,
        id: 'bi-daily',
        error: { code: 'throttled' },
      })),
    )
    expect(provider.requests).toBe(22 + 48)
  })
})
