import { capabilitiesFor } from '@bucket-inventory/core'
import type { BucketCapabilities, Capabilities } from '@bucket-inventory/core'

import type { ConformanceCase, ProviderHarness } from './conformance-case.ts'
import { TestBucket } from './test-bucket.ts'

/** What the cases are made from: the tables that hold for the world's bucket, and a fresh world for each. */
export class Suite {
  readonly capabilities: Capabilities
  readonly tables: BucketCapabilities
  readonly harness: ProviderHarness

  constructor(capabilities: Capabilities, harness: ProviderHarness) {
    this.capabilities = capabilities
    this.tables = capabilitiesFor(capabilities, harness.scope)
    this.harness = harness
  }

  /** A case in a world of its own, which is closed whatever happens. */
  case(name: string, run: (bucket: TestBucket) => void | Promise<void>): ConformanceCase {
    return {
      name,
      run: async () => {
        const world = await this.harness.start()
        try {
          await world.provider.prepare?.()
          await run(new TestBucket(world))
        } finally {
          await world.close()
        }
      },
    }
  }

  /** How a property is tried, a share of the runs; what fails prints the seed, which `harness.seed` takes. */
  tries(share = 1): { readonly numRuns: number; readonly seed?: number } {
    const { seed, runs = 200 } = this.harness
    return { numRuns: Math.ceil(runs * share), ...(seed === undefined ? {} : { seed }) }
  }
}
