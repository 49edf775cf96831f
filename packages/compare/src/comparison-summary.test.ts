import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { CompareOptions, ConfirmObject } from './compare-options.ts'
import { compareReports } from './compare-reports.ts'
import type { ComparedObject } from './compared-object.ts'
import { outcomeOf } from './compared.test.support.ts'
import type { ComparisonSummary } from './comparison-summary.ts'
import { delivered, restTime, scanTime } from './delivered-report.test.support.ts'
import type { DeliveredRow } from './delivered-report.test.support.ts'

const digests = ['a', 'b'].map((digit) => digit.repeat(32))

const key = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '/', '漢'), minLength: 1, maxLength: 4 }),
  // Not all of them UTF-8: prefixes of two names are one in text.
  fc.array(fc.constantFrom(0x61, 0x2f, 0xfe, 0xff), { minLength: 1, maxLength: 4 }).map((bytes) => {
    return Uint8Array.from(bytes)
  }),
)
const row: fc.Arbitrary<DeliveredRow> = fc.record({
  key,
  size: fc.constantFrom(undefined, 0, 1, 2 ** 31 + 1, 2 ** 40),
  lastModified: fc.constantFrom(undefined, restTime, scanTime, scanTime + 1),
  etag: fc.constantFrom(undefined, ...digests, `${'a'.repeat(32)}-2`),
  storageClass: fc.constantFrom('', 'STANDARD', 'GLACIER'),
  encryption: fc.constantFrom('NOT-SSE', 'SSE-KMS', ''),
})

/** Looks of which some find nothing, some something else, and some fail. */
const looks: ConfirmObject = async (side, { key: name }) => {
  const kind = (name.length + (name.codePointAt(0) ?? 0) + (side === 'left' ? 1 : 0)) % 4
  if (kind === 0) return undefined
  if (kind === 1) throw new Error('no answer')
  return { key: name, size: kind, etag: 'a'.repeat(32), lastModified: restTime + kind }
}

describe('a summary', () => {
  it('comes to what its list comes to, whatever was asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 14 }),
        fc.array(row, { maxLength: 14 }),
        fc.record({
          trust: fc.constantFrom<('checksum' | 'size')[]>('checksum', 'size'),
          live: fc.constantFrom<('left' | 'both')[]>('left', 'both'),
          margin: fc.constantFrom(0, 1000),
          metadata: fc.constantFrom<NonNullable<CompareOptions['metadata']>[]>(
            [],
            ['storageClass', 'encryption'],
          ),
          depth: fc.constantFrom(0, 1, 2, 2 ** 40),
          confirmLimit: fc.constantFrom(0, 3, 100),
          confirms: fc.boolean(),
        }),
        async (left, right, { confirms, ...asked }) => {
          const options = { ...asked, ...(confirms ? { confirm: looks } : {}) }
          const [one, other] = await Promise.all([
            delivered(left),
            delivered(right, { bucket: 'copies' }),
          ])
          const compare = (more: CompareOptions = {}) =>
            compareReports(one, other, { ...options, ...more })
          const { objects, summary } = await outcomeOf(compare())
          expect(summary).toMatchObject(countsOf(objects))
          expect(prefixesOf(objects, asked.depth)).toStrictEqual(
            summary.byPrefix.map(({ prefix, counts }) => [prefix, sum(counts)]),
          )
          expect(sum(summary.evidence.same)).toBe(summary.counts.same)
          expect(sum(summary.evidence.cannotTell)).toBe(summary.counts['cannot-tell'])
          expect(sum(summary.evidence.differs)).toBe(
            summary.counts['size-differs'] + summary.counts['content-differs'],
          )
          expect(await compare().summary()).toStrictEqual(summary)
          const differences = await outcomeOf(compare({ list: 'differences' }))
          expect(differences.summary).toStrictEqual(summary)
          expect(differences.objects).toStrictEqual(
            objects.filter(({ verdict }) => verdict !== 'same'),
          )
        },
      ),
      { numRuns: 20 },
    )
  })
})

describe('counts by prefix', () => {
  const found: ConfirmObject = async (_, { key: name }) => ({ key: name, size: 1 })

  it.each([
    [
      'one for prefixes that read alike',
      [
        [0xff, 0x2f, 0x61],
        [0xfe, 0x2f, 0x61],
      ],
      1,
      '\uFFFD/',
    ],
    ['to as many delimiters as a key has', [[0x61, 0x2f, 0x61, 0x2f, 0x61]], 2 ** 40, 'a/a/'],
  ])('are %s', async (_, keys, depth, prefix) => {
    const rows = keys.map((bytes) => ({ key: Uint8Array.from(bytes), size: 1, etag: digests[0] }))
    const left = await delivered(rows)
    const right = await delivered([], { bucket: 'copies' })
    for (const confirm of [{}, { confirm: found }]) {
      const { byPrefix } = await compareReports(left, right, { depth, ...confirm }).summary()
      expect(byPrefix.map((one) => [one.prefix, sum(one.counts)])).toStrictEqual([
        [prefix, keys.length],
      ])
    }
  })
})

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, one) => total + one, 0)
}

function countsOf(objects: readonly ComparedObject[]): Partial<ComparisonSummary> {
  const counts: Record<string, number> = {}
  for (const { verdict } of objects) counts[verdict] = (counts[verdict] ?? 0) + 1
  return { counts: expect.objectContaining(counts) }
}

function prefixesOf(objects: readonly ComparedObject[], depth: number) {
  const counts = new Map<string, number>()
  for (const { key: name } of objects) {
    const prefix = (name.match(/[^/]*\//g) ?? []).slice(0, depth).join('')
    counts.set(prefix, (counts.get(prefix) ?? 0) + 1)
  }
  return [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1))
}
