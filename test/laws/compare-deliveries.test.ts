import { createHash } from 'node:crypto'

import { readChecksums } from '@bucket-inventory/compare'
import type { ChecksumFile, ComparedObject, ComparisonSummary } from '@bucket-inventory/compare'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { propertyRuns } from '../property-runs.ts'
import { comparedAtAll } from './compared-at-all.ts'
import { bucketArbitrary, copyDirections } from './compared-bucket-arbitrary.ts'
import { ComparedClouds } from './compared-clouds.ts'
import { historyArbitrary } from './compared-history.ts'
import { expectedVerdicts } from './expected-verdicts.ts'
import type { KnownObject } from './known-bucket.ts'
import { minute } from './play-history.ts'

// Each run is some dozen requests.
const runs = { numRuns: Math.ceil(propertyRuns / 150) }

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

  it('leave nothing untold where checksums of both are joined', async () => {
    await fc.assert(
      fc.asyncProperty(
        historyArbitrary,
        bucketArbitrary(from, ''),
        bucketArbitrary(to, ''),
        async (history, leftOptions, rightOptions) => {
          const played = await clouds.play(history, { left: leftOptions, right: rightOptions })
          if (played === undefined) return fc.pre(false)
          const [left, right] = [played.left, played.right].map((side) => ({
            ...side,
            checksums: readChecksums([fileOfChecksums(side.objects)]),
          }))
          if (left === undefined || right === undefined) return fc.pre(false)
          const expected = expectedVerdicts(
            latestOf(left.objects, ''),
            latestOf(right.objects, ''),
            {
              trust: 'checksum',
              live: 'left',
              margin: 0,
              leftTime: left.time,
              rightTime: right.time,
              isTold: () => true,
            },
          )
          const { objects } = await comparedAtAll(left, right, { margin: 0 })
          const said = new Map(objects.map((object) => [object.key, inWords(object)]))
          expect(said).toStrictEqual(expected)
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

function inWords(object: ComparedObject): string {
  return object.verdict === 'in-flight' ? `in-flight, else ${object.would}` : object.verdict
}

function conclusionOf(objects: readonly ComparedObject[]): ComparisonSummary['conclusion'] {
  const verdicts = new Set(objects.map(({ verdict }) => verdict))
  const differences = ['missing', 'extra', 'size-differs', 'content-differs'] as const
  if (differences.some((verdict) => verdicts.has(verdict))) return 'differs'
  return verdicts.size === 1 && verdicts.has('same') ? 'proven' : 'cannot-tell'
}

/** As a person has them computed: the MD5 of each object that a listing shows. */
function fileOfChecksums(objects: readonly KnownObject[]): ChecksumFile {
  const rows = objects
    .filter(({ isLatest }) => isLatest)
    .map(({ key, content: { size, byte } }) => {
      const md5 = createHash('md5').update(Buffer.alloc(size, byte)).digest('hex')
      return `"${key.replaceAll('"', '""')}",MD5,${md5}\n`
    })
  return {
    name: 'checksums.csv',
    open: async function* () {
      yield Buffer.from(rows.join(''))
    },
  }
}
