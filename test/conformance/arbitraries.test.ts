import {
  carriedConfigurationArbitrary,
  neutralConfigurationArbitrary,
} from '@bucket-inventory/conformance'
import {
  capabilitiesFor,
  isConfigurationPath,
  leafPaths,
  parseInventoryConfiguration,
  valueAt,
} from '@bucket-inventory/core'
import type { Destination } from '@bucket-inventory/core'
import { memoryCapabilities } from '@bucket-inventory/memory'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { narrowCapabilities } from './narrow-capabilities.ts'

const destination: Destination = {
  bucket: 'reports',
  accountId: '012345678901',
  roleArn: 'memory:role/reports',
  format: 'csv',
  encryption: { type: 'kms', keyId: 'key-1' },
}
const seed = 20_261_121

describe('neutralConfigurationArbitrary', () => {
  it('makes nothing but configurations', () => {
    fc.assert(
      fc.property(neutralConfigurationArbitrary(destination), (configuration) => {
        expect(parseInventoryConfiguration(configuration)).toStrictEqual(configuration)
      }),
      { seed, numRuns: 500 },
    )
  })

  it('asks for every path of the model', () => {
    const made = fc.sample(neutralConfigurationArbitrary(destination), { seed, numRuns: 500 })
    const missing = leafPaths.filter((path) =>
      made.every((configuration) => valueAt(configuration, path) === undefined),
    )
    expect(missing).toStrictEqual([])
    expect(made.some(({ native }) => native !== undefined)).toBe(true)
  })
})

describe('carriedConfigurationArbitrary', () => {
  it('asks for every path of a table that carries everything', () => {
    const arbitrary = carriedConfigurationArbitrary(memoryCapabilities, destination)
    const made = fc.sample(arbitrary, { seed, numRuns: 500 })
    const missing = leafPaths.filter((path) =>
      made.every((configuration) => valueAt(configuration, path) === undefined),
    )
    expect(missing).toStrictEqual([])
  })

  it('asks for nothing that a table does not declare native', () => {
    const tables = capabilitiesFor(narrowCapabilities)
    const made = fc.sample(carriedConfigurationArbitrary(tables, destination), {
      seed,
      numRuns: 500,
    })
    const asked = leafPaths.filter((path) =>
      made.some((configuration) => valueAt(configuration, path) !== undefined),
    )
    expect(
      asked.filter((path) => isConfigurationPath(path) && tables.paths[path].support !== 'native'),
    ).toStrictEqual([])
    for (const { schedule, versions, filter, fields, destination: place } of made) {
      expect(['day', 'week']).toContain(schedule.every)
      expect(versions).toBe('current')
      expect(filter?.storageClasses ?? []).not.toContain('archive')
      expect(fields).not.toContain('tagCount')
      expect(place.format).toBe('csv')
    }
  })
})
