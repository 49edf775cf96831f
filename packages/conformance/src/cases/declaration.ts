import { deepStrictEqual, ok } from 'node:assert/strict'

import { configurationPaths, isWithin, supportOfPath } from '@bucket-inventory/core'

import type { ConformanceCase } from '../conformance-case.ts'
import { valuesDeclared } from '../declared-support.ts'
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
  ]
}
