import { providerConformance } from '@bucket-inventory/conformance'
import type { ProviderHarness } from '@bucket-inventory/conformance'
import type { Capabilities } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { propertyRuns } from '../property-runs.ts'

/** Long, and the same whatever the switches: once for each provider is enough. */
export const filling = /^holds \d+/

/** One test for every promise of the port, but for those that a name says. */
export function conforms(
  capabilities: Capabilities,
  harness: ProviderHarness,
  except?: RegExp,
): void {
  const cases = providerConformance(capabilities, { runs: propertyRuns, ...harness }).filter(
    ({ name }) => except?.test(name) !== true,
  )
  it.each(cases.map(({ name, run }) => [name, run] as const))(
    '%s',
    async (_name, run) => {
      await expect(run()).resolves.toBeUndefined()
    },
    60_000,
  )
}
