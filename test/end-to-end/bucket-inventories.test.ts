import { failingProvider } from '@bucket-inventory/conformance'
import { BucketInventories, InventoryError } from '@bucket-inventory/core'
import type { InventoryConfiguration, InventoryProvider } from '@bucket-inventory/core'
import { createMemoryProvider, memoryCapabilities } from '@bucket-inventory/memory'
import { describe, expect, it } from 'vitest'

const configuration: InventoryConfiguration = {
  id: 'daily',
  enabled: true,
  schedule: { every: 'day' },
  versions: 'current',
  filter: { size: { min: 1 } },
  fields: ['size'],
  destination: { bucket: 'reports', format: 'csv' },
}
const quick = { settle: { timeout: 40, interval: 1 } }
const missing = new InventoryError('not-found', 'not yet')

function photos(provider: InventoryProvider = createMemoryProvider({ buckets: ['photos'] })) {
  return new BucketInventories(provider, 'photos', quick)
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = []
  for await (const item of items) list.push(item)
  return list
}

describe('BucketInventories', () => {
  it('puts, gets, lists and deletes in neutral words', async () => {
    const inventories = photos()
    expect(await inventories.put(configuration)).toMatchObject({ outcome: 'created', findings: [] })
    expect((await inventories.get('daily')).configuration).toStrictEqual(configuration)
    const listed = await collect(inventories.list())
    expect(listed).toStrictEqual([{ configuration, findings: [] }])
    expect(await inventories.delete('daily')).toStrictEqual({ existed: true })
    expect(await inventories.delete('daily')).toStrictEqual({ existed: false })
  })

  it('refuses what would be lost before any request, and sends it where it is allowed', async () => {
    const provider = createMemoryProvider({ buckets: ['photos'] })
    const overrides = {
      paths: { 'filter.size.min': { support: 'unsupported', reference: '' } },
    } as const
    const inventories = new BucketInventories(provider, 'photos', { ...quick, overrides })
    await expect(inventories.put(configuration)).rejects.toMatchObject({
      code: 'untranslatable',
      findings: [{ verdict: 'lossy', path: 'filter.size.min', consequence: 'lists-more' }],
    })
    expect(provider.requests).toBe(0)
    const { findings } = await inventories.put(configuration, { loss: ['filter.size'] })
    expect(findings).toMatchObject([{ verdict: 'lossy', path: 'filter.size.min' }])
  })

  it('waits until what it wrote shows', async () => {
    const provider = createMemoryProvider({ buckets: ['photos'] })
    const slow = failingProvider(provider, { operation: 'get', error: missing, times: 3 })
    await photos(slow).put(configuration)
    expect(provider.requests).toBe(2)
  })

  it('says that a write does not show in time', async () => {
    const provider = createMemoryProvider({ buckets: ['photos'] })
    const never = failingProvider(provider, { operation: 'get', error: missing, times: 1e6 })
    await expect(photos(never).put(configuration)).rejects.toMatchObject({
      code: 'unavailable',
      message:
        'inventory "daily" of bucket "photos" was accepted, but does not show yet; ask again later',
    })
    const put = await photos(never).put({ ...configuration, id: 'other' }, { confirm: false })
    expect(put.outcome).toBe('created')
  })

  it('says that a change was made where only looking at it fails', async () => {
    const provider = createMemoryProvider({ buckets: ['photos'] })
    const denied = new InventoryError('permission-denied', 'no right to read', {
      service: { code: 'AccessDenied', status: 403 },
    })
    const blind = failingProvider(provider, { operation: 'get', error: denied, times: 2 })
    await expect(photos(blind).put(configuration)).rejects.toMatchObject({
      code: 'permission-denied',
      message:
        'inventory "daily" of bucket "photos" was accepted, but looking whether that shows failed: no right to read',
      service: { code: 'AccessDenied', status: 403 },
      cause: denied,
    })
    await expect(photos(blind).delete('daily')).rejects.toMatchObject({
      code: 'permission-denied',
      message: expect.stringContaining('was deleted, but looking whether that shows failed'),
    })
  })

  it('says what differs where something else shows', async () => {
    const provider = createMemoryProvider({ buckets: ['photos'] })
    const other: InventoryProvider<InventoryConfiguration> = {
      ...failingProvider(provider),
      get: async (bucket, id) => ({ ...(await provider.get(bucket, id)), enabled: false }),
    }
    await expect(photos(other).put(configuration)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('what shows differs in enabled'),
    })
  })

  it('takes an unverified path that the service does not keep for what it is', async () => {
    const provider = createMemoryProvider({
      buckets: ['photos'],
      capabilities: {
        ...memoryCapabilities,
        paths: {
          ...memoryCapabilities.paths,
          'filter.size.min': { support: 'unverified', reference: '' },
        },
      },
    })
    const forgetful: InventoryProvider<InventoryConfiguration> = {
      ...failingProvider(provider),
      get: async (bucket, id) => {
        const { filter: _, ...rest } = await provider.get(bucket, id)
        return rest
      },
    }
    const { findings } = await photos(forgetful).put(configuration)
    expect(findings).toMatchObject([
      { verdict: 'unverified', path: 'filter.size.min' },
      { verdict: 'advisory', path: 'filter.size.min' },
    ])
  })

  it('wraps once whatever is no error of ours, and leaves an abort as it is', async () => {
    const provider = createMemoryProvider({ buckets: ['photos'] })
    const broken = failingProvider(provider, { operation: 'get', error: new TypeError('boom') })
    await expect(photos(broken).get('daily')).rejects.toMatchObject({
      name: 'InventoryError',
      code: 'unknown',
      cause: expect.any(TypeError),
    })
    const reason = new Error('enough')
    const signal = AbortSignal.abort(reason)
    await expect(photos().put(configuration, { signal })).rejects.toBe(reason)
    await expect(collect(photos().list({ signal }))).rejects.toBe(reason)
  })

  it('rejects with what a last look rejects with, and changes nothing', async () => {
    const inventories = photos()
    await inventories.put(configuration)
    const full = new Error('the disk is full')
    const refuse = () => Promise.reject(full)
    const other = { ...configuration, enabled: false }
    await expect(inventories.put(other, { beforeReplace: refuse })).rejects.toBe(full)
    await expect(inventories.delete('daily', { beforeDelete: refuse })).rejects.toBe(full)
    expect((await inventories.get('daily')).configuration).toStrictEqual(configuration)
  })

  it('refuses an empty id and an empty bucket before any request', async () => {
    await expect(photos().get('')).rejects.toMatchObject({ code: 'invalid-input' })
    await expect(photos().delete('')).rejects.toMatchObject({ code: 'invalid-input' })
    expect(() => new BucketInventories(createMemoryProvider(), '')).toThrow('is empty')
  })

  it('learns the region before it translates', async () => {
    const seen: (string | undefined)[] = []
    let region: string | undefined
    const provider = createMemoryProvider({ buckets: ['photos'] })
    const learning: InventoryProvider<InventoryConfiguration> = {
      ...failingProvider(provider),
      prepare: async () => void (region = 'cn-north-1'),
      scope: () => (region === undefined ? {} : { region }),
      translate: (wanted, scope) => {
        seen.push(scope.region)
        return provider.translate(wanted, scope)
      },
    }
    await photos(learning).put(configuration)
    expect(seen).toStrictEqual(['cn-north-1'])
  })
})
