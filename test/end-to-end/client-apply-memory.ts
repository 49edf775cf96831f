import { createInventoryClient } from '@bucket-inventory/client'
import type { ApplyOptions } from '@bucket-inventory/client'
import { parseInventoryConfiguration } from '@bucket-inventory/core'
import type { InventoryConfiguration, PlanStep, StoredInventory } from '@bucket-inventory/core'
import { createMemoryProvider } from '@bucket-inventory/memory'
import type { MemoryProvider, MemoryProviderOptions } from '@bucket-inventory/memory'

export function configuration(id: string, every: 'day' | 'week' = 'day'): InventoryConfiguration {
  return parseInventoryConfiguration({
    id,
    schedule: { every },
    destination: { bucket: 'reports', format: 'csv' },
  })
}

export const stored = (id: string, every?: 'day' | 'week'): StoredInventory => ({
  configuration: configuration(id, every),
  findings: [],
})

export const at = (location: string) => ({ location, provider: 'memory' as const })
export const photos = at('memory://photos')

/** Steps that want every inventory weekly, where what is there is daily. */
export const create = (id: string, place = photos): PlanStep => ({
  ...place,
  action: 'create',
  id,
  desired: configuration(id, 'week'),
  findings: [],
})
export const replace = (id: string, place = photos): PlanStep => ({
  ...place,
  action: 'replace',
  id,
  desired: configuration(id, 'week'),
  actual: stored(id),
  differences: [{ path: 'schedule.every', desired: 'week', actual: 'day' }],
  startsNewRun: false,
  findings: [],
})
export const remove = (id: string, place = photos): PlanStep => ({
  ...place,
  action: 'delete',
  id,
  actual: stored(id),
})
export const others: readonly PlanStep[] = [
  {
    ...photos,
    action: 'unchanged',
    id: 'o1',
    desired: configuration('o1'),
    actual: stored('o1'),
    findings: [],
  },
  { ...photos, action: 'foreign', id: 'o2', actual: stored('o2'), managed: true },
  { ...photos, action: 'consumed-or-absent', id: 'o3', desired: configuration('o3') },
  { ...photos, action: 'unreadable', id: '', error: { code: 'protocol', message: 'no document' } },
]
export const blocked: PlanStep = {
  ...photos,
  action: 'blocked',
  id: 'o4',
  desired: configuration('o4'),
  findings: [],
}

/** Buckets in memory with these daily inventories in them, and what was asked of them. */
export async function memoryWorld(
  present: readonly string[],
  options: MemoryProviderOptions = {},
  connections: Readonly<Record<string, MemoryProvider>> = {},
) {
  const requests: string[] = []
  let isReady = false
  const { beforeRequest } = options
  const provider = createMemoryProvider({
    buckets: ['photos', 'videos'],
    ...options,
    beforeRequest: async (operation) => {
      if (!isReady) return
      requests.push(operation)
      await beforeRequest?.(operation)
    },
  })
  for (const id of present) await provider.put('photos', configuration(id))
  isReady = true
  const client = createInventoryClient({ providers: [provider], connections })
  return {
    provider,
    requests,
    apply: async (steps: readonly PlanStep[], settings?: ApplyOptions) =>
      client.apply({ loss: 'refuse', steps }, settings),
    standing: async (bucket = 'photos') => {
      const found: string[] = []
      for await (const { id, schedule } of provider.list(bucket))
        found.push(`${id} ${schedule.every}`)
      return found.toSorted()
    },
  }
}

/** Rejects the first requests of an operation, so many of them. */
export function failing(operation: string, times: number, error: unknown): MemoryProviderOptions {
  let left = times
  return {
    beforeRequest: (requested) => {
      if (requested !== operation || left === 0) return
      left -= 1
      throw error
    },
  }
}
