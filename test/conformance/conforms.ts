import { providerConformance } from '@bucket-inventory/conformance'
import type { ProviderHarness } from '@bucket-inventory/conformance'
import type { Capabilities } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

/** One test for every promise of the port. */
export function conforms(capabilities: Capabilities, harness: ProviderHarness): void {
  const cases = providerConformance(capabilities, harness)
  it.each(cases.map(({ name, run }) => [name, run] as const))('%s', async (_name, run) => {
    await expect(run()).resolves.toBeUndefined()
  })
}
