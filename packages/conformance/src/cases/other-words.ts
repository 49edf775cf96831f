import { deepStrictEqual, ok } from 'node:assert/strict'

import { isInventoryError } from '@bucket-inventory/core'
import type { ConfigurationPath, Verdict } from '@bucket-inventory/core'

import type { ConformanceCase } from '../conformance-case.ts'
import { declaredSupport } from '../declared-support.ts'
import type { ExampleValues } from '../example-configuration.ts'
import { changingVerdicts, describeFindings, findingsOn } from '../findings-on.ts'
import type { Suite } from '../suite.ts'

const word = 'other-cloud:Conformance'

/** Words of other providers, and text that the wire cannot hold, are never sent as if they meant something. */
export function otherWordCases(suite: Suite): ConformanceCase[] {
  return [...foreignCases(suite), ...unwritableCases(suite)]
}

function foreignCases(suite: Suite): ConformanceCase[] {
  const foreign: readonly (readonly [ConfigurationPath, ExampleValues, readonly Verdict[]])[] = [
    ['fields', { fields: [word] }, ['dropped']],
    ['schedule.every', { 'schedule.every': word }, ['needs-input', 'lossy']],
    ['versions', { versions: word }, ['needs-input', 'lossy']],
    ['destination.format', { 'destination.format': word }, ['needs-input', 'lossy']],
    [
      'filter.storageClasses',
      { 'filter.storageClasses': [word] },
      ['emulated', 'needs-input', 'lossy'],
    ],
    [
      'incremental.fields',
      { 'incremental.enabled': true, 'incremental.fields': [word] },
      ['dropped', 'lossy', 'needs-input'],
    ],
  ]
  return [
    ...foreign.map(([path, values, verdicts]) =>
      suite.case(`never sends another provider's word for ${path}`, (bucket) => {
        const translation = bucket.translate(bucket.example(values))
        const found = findingsOn(translation, path, verdicts)
        ok(found.length > 0, `no such finding: ${describeFindings(translation)}`)
        if (!translation.complete) return
        const document = bucket.provider.document(translation.native)
        ok(!document.includes('Conformance'), `it is sent all the same: ${document}`)
      }),
    ),
    suite.case(
      'leaves out what another provider holds beyond the neutral words, and says so',
      (bucket) => {
        const native = { 'other-cloud': { Conformance: 'theirs' } }
        const translation = bucket.translate({ ...bucket.example(), native })
        const found = findingsOn(translation, 'native.other-cloud', ['dropped'])
        ok(found.length > 0, `no such finding: ${describeFindings(translation)}`)
        ok(translation.complete, 'it needs input')
        deepStrictEqual(bucket.interpret(translation.native).native, undefined)
      },
    ),
  ]
}

function unwritableCases(suite: Suite): ConformanceCase[] {
  const paths: readonly ConfigurationPath[] = ['id', 'filter.prefix', 'destination.prefix']
  const characters = { 'U+0001': '\u0001', 'U+FFFE': '\uFFFE', 'half of a pair': '\uD83D' }
  return paths
    .filter((path) => declaredSupport(suite.tables, path) === 'native')
    .flatMap((path) =>
      Object.entries(characters).map(([name, character]) =>
        suite.case(`carries or refuses ${name} in ${path}, and never alters it`, async (bucket) => {
          const asked = bucket.example({ [path]: `a${character}b` })
          const translation = bucket.translate(asked)
          const found = findingsOn(translation, path, [...changingVerdicts, 'needs-input'])
          if (found.length > 0 || !translation.complete) {
            ok(
              found.length > 0,
              `it is refused, but not for this: ${describeFindings(translation)}`,
            )
            return
          }
          try {
            bucket.provider.document(translation.native)
          } catch (error) {
            ok(isInventoryError(error, 'invalid-configuration'), String(error))
            return
          }
          await bucket.provider.put(bucket.name, translation.native)
          bucket.expectSame(await bucket.get(asked.id), asked)
        }),
      ),
    )
}
