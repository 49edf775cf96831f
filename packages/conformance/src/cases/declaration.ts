import { deepStrictEqual, ok } from 'node:assert/strict'

import { configurationPaths, isWithin, leafPaths, supportOfPath } from '@bucket-inventory/core'
import type { CapabilityTable, ConfigurationPath, PathCapability } from '@bucket-inventory/core'

import type { ConformanceCase } from '../conformance-case.ts'
import { declaredSupport, isValuePath, valuesDeclared } from '../declared-support.ts'
import { valuesFor, valuesForWord } from '../example-configuration.ts'
import { describeFindings, findingsOn } from '../findings-on.ts'
import type { Suite } from '../suite.ts'

/** The table is the one that the provider goes by, and says one thing only. */
export function declarationCases(suite: Suite): ConformanceCase[] {
  const { tables, capabilities } = suite
  return [
    suite.case('declares the capabilities that the suite was made for', (bucket) => {
      deepStrictEqual(bucket.provider.capabilities, capabilities)
      deepStrictEqual(bucket.tables, tables)
      deepStrictEqual(capabilities.provider, bucket.provider.name)
    }),
    suite.case('declares nothing carried that lies in something unsupported', () => {
      const unsupported = configurationPaths.filter(
        (path) => supportOfPath(tables, path).support === 'unsupported',
      )
      for (const parent of unsupported) {
        for (const path of configurationPaths.filter((each) => isWithin(each, parent))) {
          deepStrictEqual(
            supportOfPath(tables, path).support,
            'unsupported',
            `${path} in ${parent}`,
          )
        }
      }
    }),
    suite.case('has a page to read on whatever it does not carry', () => {
      const silent = configurationPaths.filter((path) => {
        const { support, reference, note } = supportOfPath(tables, path)
        return support !== 'native' && reference === '' && note === undefined
      })
      deepStrictEqual(silent, [])
    }),
    suite.case('takes the word of whoever overrides its table', (bucket) => {
      const [field] = valuesDeclared(tables, 'fields', 'native')
      ok(field !== undefined, 'the capability table declares no field native')
      const overrides = { values: { fields: { [field]: 'unsupported' } } } as const
      const asked = bucket.example({ fields: [field] })
      const translation = bucket.provider.translate(asked, { ...bucket.scope, overrides })
      const found = findingsOn(translation, 'fields', ['dropped'])
      ok(found.length > 0, `overridden, but: ${describeFindings(translation)}`)
    }),
    ...leafPaths
      .filter((path) => declaredSupport(tables, path) === 'unverified')
      .map((path) =>
        suite.case(`takes the word of whoever knows that ${path} is honoured`, (bucket) => {
          const overrides = { paths: vouchedFor(path) }
          const values = isValuePath(tables, path)
            ? valuesForWord(
                path,
                valuesDeclared(tables, path, 'unverified')[0] ?? '',
                tables,
                bucket.world.destination,
              )
            : valuesFor(path, tables, bucket.world.destination)
          const asked = bucket.example(values)
          const translation = bucket.provider.translate(asked, { ...bucket.scope, overrides })
          deepStrictEqual(findingsOn(translation, path, ['unverified']), [])
          deepStrictEqual(translation.residual, undefined)
        }),
      ),
  ]
}

/** The path and what it lies in as somebody sees them who has the evidence. */
function vouchedFor(path: ConfigurationPath): Partial<CapabilityTable> {
  const native: PathCapability = { support: 'native', reference: 'their own' }
  return Object.fromEntries(
    configurationPaths.filter((each) => isWithin(path, each)).map((each) => [each, native]),
  )
}
