import { providerConformance } from '@bucket-inventory/conformance'
import type { ConformanceCase } from '@bucket-inventory/conformance'
import type { Capabilities } from '@bucket-inventory/core'
import { memoryCapabilities } from '@bucket-inventory/memory'
import { describe, expect, it } from 'vitest'

import { brokenFailures } from './broken-failures.ts'
import { brokenLastLooks } from './broken-last-looks.ts'
import { brokenRequests } from './broken-requests.ts'
import { brokenWords } from './broken-words.ts'
import { memoryHarness } from './memory-harness.ts'
import { narrowCapabilities } from './narrow-capabilities.ts'
import type { Sabotage } from './sabotage.ts'

const sabotages = [...brokenWords, ...brokenRequests, ...brokenLastLooks, ...brokenFailures]
const tables = [memoryCapabilities, narrowCapabilities]

/** The cases that must notice, of each table. */
function casesAgainst({ caught, breakIt, capabilities }: Sabotage): ConformanceCase[] {
  return (capabilities === undefined ? tables : [capabilities])
    .flatMap((table) => providerConformance(table, memoryHarness(table, {}, breakIt)))
    .filter(({ name }) => caught.test(name))
}

/** A table of its own is the sabotage itself, of any. */
function tries({ caught, capabilities }: Sabotage, table: Capabilities, name: string): boolean {
  const another = capabilities !== undefined && capabilities !== table
  return caught.test(name) && !(another && tables.includes(capabilities))
}

describe('the suite', () => {
  // Two wait for two seconds each.
  it.concurrent.each(sabotages.map((sabotage) => [sabotage.name, sabotage] as const))(
    'catches a provider that %s',
    async (_name, sabotage) => {
      const cases = casesAgainst(sabotage)
      expect(cases).not.toHaveLength(0)
      const unnoticed: string[] = []
      await Promise.all(
        cases.map(({ name, run }) =>
          run().then(
            () => unnoticed.push(name),
            () => undefined,
          ),
        ),
      )
      expect(unnoticed).toStrictEqual([])
    },
  )

  it.each([
    ['the whole table', memoryCapabilities],
    ['a narrow one', narrowCapabilities],
  ])('has no case of %s that no broken provider fails', (_name, table) => {
    const untried = providerConformance(table, memoryHarness(table))
      .map(({ name }) => name)
      .filter((name) => !sabotages.some((sabotage) => tries(sabotage, table, name)))
    expect(untried).toStrictEqual([])
  })
})
