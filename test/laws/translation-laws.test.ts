import {
  carriedConfigurationArbitrary,
  neutralConfigurationArbitrary,
} from '@bucket-inventory/conformance'
import {
  capabilitiesFor,
  configurationDifferences,
  isWithin,
  matchesFilter,
  parseInventoryConfiguration,
  translateFor,
} from '@bucket-inventory/core'
import type { Finding } from '@bucket-inventory/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { propertyRuns } from '../property-runs.ts'
import { recordArbitrary } from './record-arbitrary.ts'
import { scopes } from './scopes.ts'

const runs = { numRuns: propertyRuns }
const touches = (one: string, other: string) => isWithin(one, other) || isWithin(other, one)
const changes = (finding: Finding) =>
  ['coerced', 'dropped', 'emulated', 'lossy'].includes(finding.verdict)

const columns = [
  ['filter.lastModified', 'lastModified'],
  ['filter.size', 'size'],
  ['filter.storageClasses', 'storageClass'],
] as const

describe.each(scopes)('$name', ({ provider, scope, destination }) => {
  const order = provider.capabilities.behaviour.fieldOrderSignificant

  it('law 0: has a finding for every path that comes back different, and none that claims a change where there is none', () => {
    fc.assert(
      fc.property(neutralConfigurationArbitrary(destination), (configuration) => {
        const translation = translateFor(provider, scope, configuration)
        const needed = translation.findings.filter(({ verdict }) => verdict === 'needs-input')
        expect(translation.complete).toBe(needed.length === 0)
        if (!translation.complete) return
        const back = provider.interpret(translation.native, scope).configuration
        const different = configurationDifferences(configuration, back, order).map(
          ({ path }) => path,
        )
        const silent = different.filter(
          (path) =>
            !translation.findings.some(
              (finding) => changes(finding) && touches(path, finding.path),
            ),
        )
        const idle = translation.findings
          .filter(changes)
          .filter((finding) => !different.some((path) => touches(path, finding.path)))
        expect({ silent, idle }).toStrictEqual({ silent: [], idle: [] })
      }),
      runs,
    )
  })

  it('law 1: gives back what it carries natively', () => {
    const tables = capabilitiesFor(provider.capabilities, scope)
    fc.assert(
      fc.property(carriedConfigurationArbitrary(tables, destination), (configuration) => {
        const translation = translateFor(provider, scope, configuration)
        if (!translation.complete) throw new Error(JSON.stringify(translation.findings))
        const back = provider.interpret(translation.native, scope).configuration
        expect(configurationDifferences(configuration, back, order)).toStrictEqual([])
      }),
      runs,
    )
  })

  it('reads back only what a person may write', () => {
    fc.assert(
      fc.property(neutralConfigurationArbitrary(destination), (configuration) => {
        const translation = translateFor(provider, scope, configuration)
        if (!translation.complete) return
        const { configuration: back } = provider.interpret(translation.native, scope)
        expect(parseInventoryConfiguration(JSON.parse(JSON.stringify(back)))).toStrictEqual(back)
      }),
      runs,
    )
  })

  it('keeps the rows: what the service filters and the residual together are what was asked for', () => {
    fc.assert(
      fc.property(
        neutralConfigurationArbitrary(destination),
        fc.array(recordArbitrary, { minLength: 1, maxLength: 20 }),
        (configuration, records) => {
          const {
            findings,
            residual = {},
            ...translation
          } = translateFor(provider, scope, configuration)
          const lossy = findings.some(
            (finding) => finding.verdict === 'lossy' && touches(finding.path, 'filter'),
          )
          if (!translation.complete || lossy) return
          const native = provider.interpret(translation.native, scope).configuration.filter ?? {}
          for (const record of records) {
            const delivered = matchesFilter(native, record) && matchesFilter(residual, record)
            expect(delivered).toBe(matchesFilter(configuration.filter ?? {}, record))
          }
        },
      ),
      runs,
    )
  })

  it('asks for every column that an emulated filter needs', () => {
    fc.assert(
      fc.property(neutralConfigurationArbitrary(destination), (configuration) => {
        const translation = translateFor(provider, scope, configuration)
        if (!translation.complete) return
        const { fields } = provider.interpret(translation.native, scope).configuration
        const emulated = translation.findings
          .filter(({ verdict }) => verdict === 'emulated')
          .map(({ path }) => path)
        const needed = columns.filter(([part]) => emulated.some((path) => isWithin(path, part)))
        expect(fields).toEqual(expect.arrayContaining(needed.map(([, field]) => field)))
      }),
      runs,
    )
  })
})
