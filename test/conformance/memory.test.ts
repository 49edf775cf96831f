import { setTimeout } from 'node:timers/promises'

import { providerConformance } from '@bucket-inventory/conformance'
import type { ProviderHarness } from '@bucket-inventory/conformance'
import { createMemoryProvider, memoryCapabilities } from '@bucket-inventory/memory'
import { describe, it } from 'vitest'

describe('the memory provider', () => {
  for (const { name, run } of providerConformance(memoryCapabilities, memory(memoryCapabilities)))
    it(name, run)
})

function memory(capabilities: typeof memoryCapabilities): ProviderHarness {
  return {
    start: async () => {
      let slow = false
      const provider = createMemoryProvider({
        capabilities,
        buckets: ['photos'],
        beforeRequest: () => (slow ? setTimeout(500) : undefined),
      })
      return {
        provider,
        bucket: 'photos',
        destination: {
          bucket: 'reports',
          accountId: '012345678901',
          roleArn: 'memory:role/reports',
          format: 'csv',
          encryption: { type: 'kms', keyId: 'key-1' },
        },
        requests: () => provider.requests,
        slow: () => {
          slow = true
        },
        close: async () => {},
      }
    },
  }
}
