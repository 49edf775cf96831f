import { compareReports } from '@bucket-inventory/compare'
import type {
  ComparedObject,
  ComparedReport,
  CompareOptions,
  ComparisonSummary,
} from '@bucket-inventory/compare'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { propertyRuns } from '../property-runs.ts'
import { bucketArbitrary, copyDirections } from './compared-bucket-arbitrary.ts'
import { ComparedClouds } from './compared-clouds.ts'
import { historyArbitrary } from './compared-history.ts'
import { expectedVerdicts } from './expected-verdicts.ts'
import type { KnownObject } from './known-bucket.ts'
import { minute } from './play-history.ts'

// Each run is some dozen requests.
const runs = { numRuns: Math.ceil(propertyRuns / 40) }

/** Bytes. */
const budgets = [2 ** 26, 2 ** 30]

describe.each(copyDirections)('a bucket of %s and its copy on %s', (from, to) => {
  let clouds: ComparedClouds
  beforeAll(async () => {
    clouds = await ComparedClouds.start()
  })
  afterAll(() => clouds.close())

  it('are compared as the history of each object says, whatever the memory', async () => {
    await fc.assert(
      fc.asyncProperty(
        historyArbitrary,
        bucketArbitrary(from, 'a/'),
        fc.constantFrom('a/', 'b/').chain((prefix) => bucketArbitrary(to, prefix)),
        fc.record({
          trust: fc.constantFrom('checksum' as const, 'size' as const),
          live: fc.constantFrom('left' as const, 'both' as const),
          margin: fc.constantFrom(0, 15 * minute),
        }),
        async (history, leftOptions, rightOptions, asked) => {
          const played = await clouds.play(history, { left: leftOptions, right: rightOptions })
          if (played === undefined) return fc.pre(false)
          const { left, right } = played
          const expected = expectedVerdicts(
            latestOf(left.objects, leftOptions.prefix),
            latestOf(right.objects, rightOptions.prefix),
            { ...asked, leftTime: left.time, rightTime: right.time },
          )
          const rewriteKey = { from: leftOptions.prefix, to: rightOptions.prefix }
          const { objects, summary } = await comparedAtAll(left, right, { ...asked, rewriteKey })

          expect(objects).toHaveLength(expected.size)
          const keyOf = (key: string) => key.slice(rightOptions.prefix.length)
          const said = new Map(objects.map((object) => [keyOf(object.key), inWords(object)]))
          expect(said).toStrictEqual(expected)
          expect(summary.conclusion).toBe(conclusionOf(objects))
        },
      ),
      runs,
    )
  })

  it('are never different from themselves', async () => {
    await fc.assert(
      fc.asyncProperty(
        historyArbitrary,
        bucketArbitrary(from, ''),
        bucketArbitrary(to, ''),
        async (history, leftOptions, rightOptions) => {
          const played = await clouds.play(history, { left: leftOptions, right: rightOptions })
          if (played === undefined) return fc.pre(false)
          const { objects } = await comparedAtAll(played.right, played.right, {})
          const expected = latestOf(played.right.objects, '')
          expect(objects.map(({ key }) => key).toSorted()).toStrictEqual(
            [...expected.keys()].toSorted(),
          )
          for (const object of objects) expect(object.verdict).toBe('same')
        },
      ),
      { numRuns: Math.ceil(runs.numRuns / 2) },
    )
  })
})

/** The objects that a listing shows, by key without the prefix. */
function latestOf(objects: readonly KnownObject[], prefix: string): Map<string, KnownObject> {
  const latest = objects.filter(({ isLatest }) => isLatest)
  return new Map(latest.map((object) => [object.key.slice(prefix.length), object]))
}

/** The list and the summary, which must be the same for each budget. */
async function comparedAtAll(
  left: ComparedReport,
  right: ComparedReport,
  options: CompareOptions,
): Promise<{ objects: readonly ComparedObject[]; summary: ComparisonSummary }> {
  const results = []
  for (const memory of budgets) {
    const comparison = compareReports(left, right, { ...options, memory })
    const objects: ComparedObject[] = []
    for await (const batch of comparison) objects.push(...batch)
    results.push({ objects, summary: await comparison.summary() })
  }
  const [first, ...others] = results
  if (first === undefined) throw new Error('there is no budget')
  const { method: _, ...rest } = first.summary
  for (const { objects, summary } of others) {
    expect(JSON.stringify(objects)).toBe(JSON.stringify(first.objects))
    expect(summary).toMatchObject(rest)
  }
  for (const [verdict, count] of Object.entries(first.summary.counts)) {
    expect(first.objects.filter((object) => object.verdict === verdict)).toHaveLength(count)
  }
  return first
}

function inWords(object: ComparedObject): string {
  return object.verdict === 'in-flight' ? `in-flight, else ${object.would}` : object.verdict
}

function conclusionOf(objects: readonly ComparedObject[]): ComparisonSummary['conclusion'] {
  const verdicts = new Set(objects.map(({ verdict }) => verdict))
  const differences = ['missing', 'extra', 'size-differs', 'content-differs'] as const
  if (differences.some((verdict) => verdicts.has(verdict))) return 'differs'
  return verdicts.size === 1 && verdicts.has('same') ? 'proven' : 'cannot-tell'
}
