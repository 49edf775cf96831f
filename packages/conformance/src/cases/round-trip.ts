import { deepStrictEqual } from 'node:assert/strict'

import { leafPaths, supportOfPath } from '@bucket-inventory/core'
import type { ConfigurationPath } from '@bucket-inventory/core'

import { awkwardTexts } from '../awkward-texts.ts'
import type { ConformanceCase } from '../conformance-case.ts'
import { declaredSupport, isValuePath, valuesDeclared } from '../declared-support.ts'
import { valuesFor, valuesForWord, withValues } from '../example-configuration.ts'
import type { ExampleValues } from '../example-configuration.ts'
import { describeFindings } from '../findings-on.ts'
import { isBeyondLimit } from '../is-beyond-limit.ts'
import { limitsOf } from '../limits-of.ts'
import type { Suite } from '../suite.ts'
import type { TestBucket } from '../test-bucket.ts'

/** What is declared native comes back from the service as it was put, and nothing is said of it. */
export function roundTripCases(suite: Suite): ConformanceCase[] {
  return [...pathCases(suite), ...limitCases(suite), ...textCases(suite), ...orderCases(suite)]
}

function pathCases(suite: Suite): ConformanceCase[] {
  const { tables } = suite
  return leafPaths.flatMap((path) => {
    if (isValuePath(tables, path)) {
      return valuesDeclared(tables, path, 'native').map((word) =>
        suite.case(`round-trips ${path} ${word}`, (bucket) =>
          roundTrip(bucket, valuesForWord(path, word, tables, bucket.world.destination)),
        ),
      )
    }
    if (declaredSupport(tables, path) !== 'native') return []
    return [
      suite.case(`round-trips ${path}`, (bucket) =>
        roundTrip(bucket, valuesFor(path, tables, bucket.world.destination)),
      ),
    ]
  })
}

function limitCases(suite: Suite): ConformanceCase[] {
  const { tables } = suite
  return limitsOf(tables)
    .filter(({ path, at }) => at !== undefined && declaredSupport(tables, path) === 'native')
    .map(({ path, name, at }) =>
      suite.case(`round-trips ${path} at its ${name}`, (bucket) =>
        roundTrip(bucket, {
          ...valuesFor(path, tables, bucket.world.destination),
          [path]: at,
        }),
      ),
    )
}

function textCases(suite: Suite): ConformanceCase[] {
  const { tables } = suite
  const prefixes: readonly ConfigurationPath[] = ['filter.prefix', 'destination.prefix']
  return prefixes
    .filter((path) => declaredSupport(tables, path) === 'native')
    .flatMap((path) =>
      Object.entries(awkwardTexts)
        .filter(([, text]) => !isBeyondLimit(supportOfPath(tables, path), text))
        .map(([name, text]) =>
          suite.case(`round-trips ${name} in ${path}`, (bucket) =>
            roundTrip(bucket, { [path]: text }),
          ),
        ),
    )
}

function orderCases(suite: Suite): ConformanceCase[] {
  const { tables, capabilities } = suite
  const fields = valuesDeclared(tables, 'fields', 'native').toReversed()
  const name = capabilities.behaviour.fieldOrderSignificant
    ? 'keeps the order of fields'
    : 'keeps every field, whatever the order'
  return [suite.case(name, (bucket) => roundTrip(bucket, { fields }))]
}

async function roundTrip(bucket: TestBucket, values: ExampleValues): Promise<void> {
  const asked = withValues(bucket.example(), values)
  const translation = bucket.translate(asked)
  const unsaid = translation.findings.filter(({ verdict }) => verdict !== 'advisory')
  deepStrictEqual(unsaid, [], `declared native, but: ${describeFindings(translation)}`)
  await bucket.put(asked)
  bucket.expectSame(await bucket.get(asked.id), asked)
}
