import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { compareReports, writeComparison } from '@bucket-inventory/compare'
import type { ComparedObject, CompareOptions, ComparisonSummary } from '@bucket-inventory/compare'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { propertyRuns } from '../property-runs.ts'
import { bucketArbitrary, copyDirections } from './compared-bucket-arbitrary.ts'
import { ComparedClouds } from './compared-clouds.ts'
import type { ScannedBucket } from './compared-clouds.ts'
import { historyArbitrary } from './compared-history.ts'
import { expectedVerdicts } from './expected-verdicts.ts'
import type { KnownObject } from './known-bucket.ts'
import { minute } from './play-history.ts'

// Each run is some dozen requests.
const runs = { numRuns: Math.ceil(propertyRuns / 40) }

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
          const compared = await comparedAtAll(left, right, { ...asked, rewriteKey })
          const { objects, conclusion } = compared

          expect(objects).toHaveLength(expected.size)
          const keyOf = (key: string) => key.slice(rightOptions.prefix.length)
          const said = new Map(objects.map((object) => [keyOf(object.key), inWords(object)]))
          expect(said).toStrictEqual(expected)
          expect(conclusion).toBe(conclusionOf(objects))
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

type Compared = Omit<ComparisonSummary, 'method'> & { readonly objects: readonly ComparedObject[] }

/** The objects and the summary, which must be the same for each budget: the list as it is written, byte by byte. */
async function comparedAtAll(
  left: ScannedBucket,
  right: ScannedBucket,
  options: CompareOptions,
): Promise<Compared> {
  const folder = await mkdtemp(join(tmpdir(), 'compared-'))
  try {
    const results = []
    // For one row with the longest key, so that there are partitions, and for all.
    const keys = [left, right].flatMap(({ objects }) => objects.map(({ key }) => key))
    const longest = Math.max(0, ...keys.map((key) => Buffer.byteLength(key)))
    for (const memory of [900 + 3 * longest, 2 ** 30]) {
      const path = join(folder, String(memory))
      const objects: ComparedObject[] = []
      const comparison = compareReports(left, right, { ...options, memory })
      const onObjects = (batch: readonly ComparedObject[]) => void objects.push(...batch)
      const { method: _, ...summary } = await writeComparison(path, comparison, { onObjects })
      const list = await readFile(join(path, 'objects.ndjson'), 'utf8')
      results.push({ list, compared: { ...summary, objects } })
    }
    const [first, ...others] = results
    if (first === undefined) throw new Error('there is no budget')
    for (const { list, compared } of others) {
      expect(list).toBe(first.list)
      expect(compared).toStrictEqual(first.compared)
    }
    for (const [verdict, count] of Object.entries(first.compared.counts)) {
      const said = first.compared.objects.filter((object) => object.verdict === verdict)
      expect(said).toHaveLength(count)
    }
    return first.compared
  } finally {
    await rm(folder, { recursive: true })
  }
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
