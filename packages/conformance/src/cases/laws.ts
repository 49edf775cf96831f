import { equal, ok } from 'node:assert/strict'

import {
  isConfigurationPath,
  isWithin,
  leafPaths,
  parseInventoryConfiguration,
  valueAt,
} from '@bucket-inventory/core'
import type { InventoryConfiguration, Translation } from '@bucket-inventory/core'
import * as fc from 'fast-check'

import { carriedConfigurationArbitrary } from '../carried-configuration-arbitrary.ts'
import type { ConformanceCase } from '../conformance-case.ts'
import { expectResidual } from '../expect-residual.ts'
import { changingVerdicts, concerns, describeFindings } from '../findings-on.ts'
import { neutralConfigurationArbitrary } from '../neutral-configuration-arbitrary.ts'
import type { Suite } from '../suite.ts'
import type { TestBucket } from '../test-bucket.ts'

/** The laws, over generated configurations. */
export function lawCases(suite: Suite): ConformanceCase[] {
  const { tables } = suite
  return [
    suite.case('has a finding for all that changes, and for nothing else', (bucket) => {
      const configurations = neutralConfigurationArbitrary(bucket.world.destination)
      fc.assert(
        fc.property(configurations, (asked) => {
          changesNothingInSilence(bucket, asked)
        }),
        suite.tries(),
      )
    }),
    suite.case('leaves to the reader what it does not vouch for, and nothing else', (bucket) => {
      const configurations = neutralConfigurationArbitrary(bucket.world.destination)
      fc.assert(
        fc.property(configurations, (asked) => {
          dividesTheFilter(bucket.translate(asked), asked)
        }),
        suite.tries(),
      )
    }),
    suite.case(
      'translates back and forth without a change where all is declared native',
      (bucket) => {
        const configurations = carriedConfigurationArbitrary(tables, bucket.world.destination)
        fc.assert(
          fc.property(configurations, (asked) => {
            const native = bucket.native(asked)
            const back = bucket.interpret(native)
            bucket.expectSame(back, asked)
            bucket.expectSame(parseInventoryConfiguration(back), asked)
            const { provider } = bucket
            equal(provider.document(bucket.native(back)), provider.document(native))
          }),
          suite.tries(),
        )
      },
    ),
    suite.case('writes back what it reads as it was, whatever it was made from', (bucket) => {
      const configurations = neutralConfigurationArbitrary(bucket.world.destination)
      fc.assert(
        fc.property(configurations, (asked) => {
          const translation = bucket.translate(asked)
          if (translation.complete) writesBackWhatItReads(bucket, translation.native)
        }),
        suite.tries(),
      )
    }),
    suite.case('holds any configuration of which all is declared native', async (bucket) => {
      const configurations = carriedConfigurationArbitrary(tables, bucket.world.destination)
      await fc.assert(
        fc.asyncProperty(configurations, async (asked) => {
          await bucket.put(asked)
          bucket.expectSame(await bucket.get(asked.id), asked)
          await bucket.provider.delete(bucket.name, asked.id)
        }),
        suite.tries(1 / 8),
      )
    }),
  ]
}

/** Law 0. */
function changesNothingInSilence(bucket: TestBucket, asked: InventoryConfiguration): void {
  const translation = bucket.translate(asked)
  const { findings } = translation
  const asks = findings.some(({ verdict }) => verdict === 'needs-input')
  equal(translation.complete, !asks, `complete: ${describeFindings(translation)}`)
  if (!translation.complete) return
  const back = bucket.interpret(translation.native)
  const paths = bucket.differingPaths(asked, back)
  const changing = findings.filter(({ verdict }) => changingVerdicts.includes(verdict))
  for (const path of paths) {
    const said = changing.some((finding) => concerns(finding, path))
    ok(said, `${path} changes in silence; findings: ${describeFindings(translation)}`)
  }
  for (const finding of changing) {
    const holds = paths.some((path) => concerns(finding, path))
    ok(holds, `${finding.verdict} ${finding.path}, but nothing changes there: ${finding.message}`)
  }
}

/** Law 2. What no document can hold is refused elsewhere. */
function writesBackWhatItReads(bucket: TestBucket, native: unknown): void {
  const read = bucket.interpret(native)
  const again = bucket.translate(read)
  const changing = again.findings.filter(
    ({ verdict }) => changingVerdicts.includes(verdict) || verdict === 'needs-input',
  )
  ok(again.complete && changing.length === 0, `read, it needs ${describeFindings(again)}`)
  equal(bucket.provider.document(again.native), bucket.provider.document(native))
}

/** The residual is exactly what is emulated or unverified of the filter. */
function dividesTheFilter(translation: Translation, asked: InventoryConfiguration): void {
  const left = translation.findings.filter(
    ({ verdict, path }) =>
      (verdict === 'emulated' || verdict === 'unverified') && isWithin(path, 'filter'),
  )
  for (const { path } of left) {
    if (isConfigurationPath(path)) expectResidual(translation, asked, path)
  }
  for (const path of leafPaths.filter((leaf) => isWithin(leaf, 'filter'))) {
    const held = valueAt({ filter: translation.residual ?? {} }, path)
    if (held === undefined) continue
    const said = left.some((finding) => concerns(finding, path))
    ok(said, `${path} is in the residual, but no finding says so`)
  }
}
