import { providerConformance } from '@bucket-inventory/conformance'
import type { ProviderHarness } from '@bucket-inventory/conformance'
import type { Capabilities } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { inGate, propertyRuns } from '../property-runs.ts'

/** What a provider is not tried with, or not as often. */
export interface Sparing {
  /** Names of cases. Default: none. */
  readonly except?: RegExp
  /** How often a law is tried. Default: as often as any. */
  readonly runs?: number
}

/** Behind HTTP, filling a bucket takes thousands of requests: in the gate. */
export const emulated: Sparing = inGate ? {} : { except: /^holds \d+/ }

/** What is long, or a law of translation, is much the same whatever the switches: once for each provider is enough. */
export const switched: Sparing = { except: /^holds \d+/ }

/** One test for every promise of the port, but for those that it is spared. */
export function conforms(
  capabilities: Capabilities,
  harness: ProviderHarness,
  { except, runs = propertyRuns }: Sparing = {},
): void {
  const cases = providerConformance(capabilities, { runs, ...harness }).filter(
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
