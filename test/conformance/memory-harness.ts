import { setTimeout as pause } from 'node:timers/promises'

import type { ProviderHarness } from '@bucket-inventory/conformance'
import { InventoryError } from '@bucket-inventory/core'
import type { BucketScope, InventoryConfiguration, InventoryProvider } from '@bucket-inventory/core'
import { createMemoryProvider, memoryCapabilities } from '@bucket-inventory/memory'
import type { MemoryProvider } from '@bucket-inventory/memory'

/** Worlds in memory, of any capability table, with a provider that may be broken on purpose. */
export function memoryHarness(
  capabilities = memoryCapabilities,
  scope: BucketScope = {},
  breakIt: (provider: MemoryProvider) => InventoryProvider<InventoryConfiguration> = (provider) =>
    provider,
): ProviderHarness {
  return {
    scope,
    start: async () => {
      let slow = false
      let denied = { from: Infinity, to: Infinity }
      const memory = createMemoryProvider({
        capabilities,
        buckets: ['photos'],
        ...(scope.region === undefined ? {} : { region: scope.region }),
        beforeRequest: () => {
          const request = memory.requests
          if (request > denied.from && request <= denied.to) {
            throw new InventoryError('permission-denied', 'you have no right to this')
          }
          return slow ? pause(2000) : undefined
        },
      })
      return {
        provider: breakIt(memory),
        bucket: 'photos',
        destination: {
          bucket: 'reports',
          accountId: '012345678901',
          roleArn: 'memory:role/reports',
          format: 'csv',
          encryption: { type: 'kms', keyId: 'key-1' },
        },
        requests: () => memory.requests,
        slow: () => {
          slow = true
        },
        deny: (after, times) => {
          const from = memory.requests + after
          denied = { from, to: from + times }
        },
        close: async () => {},
      }
    },
  }
}
