import { failingProvider } from '@bucket-inventory/conformance'
import type { ProviderFailure } from '@bucket-inventory/conformance'
import { InventoryError } from '@bucket-inventory/core'
import type { InventoryConfiguration } from '@bucket-inventory/core'
import { createMemoryProvider } from '@bucket-inventory/memory'
import { describe, expect, it } from 'vitest'

const error = new InventoryError('throttled', 'slow down')
const daily: InventoryConfiguration = {
  id: 'daily',
  enabled: true,
  schedule: { every: 'day' },
  versions: 'current',
  fields: [],
  destination: { bucket: 'reports', format: 'csv' },
}

function failing(...failures: readonly ProviderFailure[]) {
  const memory = createMemoryProvider({ buckets: ['photos'] })
  return { memory, provider: failingProvider(memory, ...failures) }
}

describe('failingProvider', () => {
  it('fails one operation, once, and lets everything else through', async () => {
    const { provider } = failing({ operation: 'get', error })
    await provider.put('photos', daily)
    await expect(provider.get('photos', 'daily')).rejects.toBe(error)
    await expect(provider.get('photos', 'daily')).resolves.toStrictEqual(daily)
    await expect(provider.delete('photos', 'daily')).resolves.toStrictEqual({ existed: true })
  })

  it('fails after so many calls, so many times', async () => {
    const { provider } = failing({ operation: 'delete', error, after: 1, times: 2 })
    const outcomes: boolean[] = []
    for (let call = 0; call < 5; call += 1) {
      outcomes.push(
        await provider.delete('photos', 'daily').then(
          () => true,
          () => false,
        ),
      )
    }
    expect(outcomes).toStrictEqual([true, false, false, true, true])
  })

  it('counts each operation by itself and takes the first failure that is due', async () => {
    const other = new InventoryError('unavailable', 'not now')
    const { provider } = failing(
      { operation: 'put', error: other, after: 1 },
      { operation: 'put', error, times: 2 },
    )
    await expect(provider.put('photos', daily)).rejects.toBe(error)
    await expect(provider.put('photos', daily)).rejects.toBe(other)
    await expect(provider.put('photos', daily)).resolves.toStrictEqual({ outcome: 'created' })
  })

  it('sends nothing for a failure before, and loses only the answer for one after', async () => {
    const before = failing({ operation: 'put', error })
    await expect(before.provider.put('photos', daily)).rejects.toBe(error)
    expect(before.memory.requests).toBe(0)
    const after = failing({ operation: 'put', error, when: 'after' })
    await expect(after.provider.put('photos', daily)).rejects.toBe(error)
    await expect(after.memory.get('photos', 'daily')).resolves.toStrictEqual(daily)
  })

  it('fails a list when it is read, before its first entry or after its last', async () => {
    for (const when of ['before', 'after'] as const) {
      const { provider } = failing({ operation: 'list', error, when })
      await provider.put('photos', daily)
      const seen: unknown[] = []
      const reading = (async () => {
        for await (const entry of provider.list('photos')) seen.push(entry)
      })()
      await expect(reading).rejects.toBe(error)
      expect(seen).toStrictEqual(when === 'before' ? [] : [daily])
    }
  })

  it('is the provider in everything that sends nothing', () => {
    const { memory, provider } = failing({ operation: 'put', error })
    expect(provider.name).toBe('memory')
    expect(provider.capabilities).toBe(memory.capabilities)
    expect(provider.translate(daily, provider.scope('photos'))).toStrictEqual(
      memory.translate(daily, memory.scope('photos')),
    )
    expect(provider.document(daily)).toBe(memory.document(daily))
    expect(provider.idOf(daily)).toBe('daily')
  })

  it('says of objects what the provider says', async () => {
    const memory = createMemoryProvider({ buckets: [{ name: 'photos', keys: ['a/1'] }] })
    const provider = failingProvider(memory)
    await expect(provider.anyObject?.('photos', 'a/')).resolves.toBe(true)
    await expect(provider.anyObject?.('photos', 'b/')).resolves.toBe(false)
  })
})
