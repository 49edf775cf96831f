import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { delivered } from '../delivered-report.test.support.ts'
import { etagKind } from '../etag-kind.ts'
import { NotSorted } from '../matching.ts'
import type { Matching } from '../matching.ts'
import { found } from './found-matches.test.support.ts'
import { checksumsOf, generatedChecksums, records } from './generated-checksums.test.support.ts'
import type { GeneratedChecksum } from './generated-checksums.test.support.ts'
import { generatedSides } from './generated-sides.test.support.ts'
import type { GeneratedSides } from './generated-sides.test.support.ts'
import { bucket, dialects, matchesByKey, oracleRows } from './join-oracle.test.support.ts'
import { matchReports } from './match-reports.ts'
import type { MatchReportsOptions } from './match-reports.ts'
import { matchesByVersion } from './version-oracle.test.support.ts'

// Each compares several times, in all ways.
const runs = Math.ceil(Number(process.env['PROPERTY_RUNS'] ?? 80) / 8)

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'key-join-'))
})
afterAll(() => rm(folder, { recursive: true }))

const inTable: MatchReportsOptions = {
  match: 'key',
  metadata: [],
  memory: 1024 * 1024,
  spillTo: async () => folder,
  depth: 1,
  merge: false,
}

async function opened({ left, right, leftOptions, rightOptions }: GeneratedSides) {
  return [await delivered(left, leftOptions), await delivered(right, rightOptions)] as const
}

type GeneratedBoth = Readonly<Record<'left' | 'right', readonly GeneratedChecksum[]>>
type Reports = Awaited<ReturnType<typeof opened>>

function matched(
  [left, right]: Reports,
  options: Partial<MatchReportsOptions>,
  checksums: GeneratedBoth = { left: [], right: [] },
): Matching {
  return matchReports(
    {
      report: left,
      etagKind: (attributes) => etagKind({ dialect: dialects.left, bucket }, attributes),
      ...(checksums.left.length === 0 ? {} : { checksums: records(checksums.left) }),
    },
    {
      report: right,
      etagKind: (attributes) => etagKind({ dialect: dialects.right, bucket }, attributes),
      ...(checksums.right.length === 0 ? {} : { checksums: records(checksums.right) }),
    },
    { ...inTable, ...options },
  )
}

describe('matching by key', () => {
  it('finds what a map finds, wherever hashes meet', async () => {
    await fc.assert(
      fc.asyncProperty(
        generatedSides,
        fc.integer({ min: 0, max: 3 }),
        fc.constantFrom(undefined, 0n, 0x0300_0000_0000n),
        async (sides, depth, hashBits) => {
          const reports = await opened(sides)
          const matching = matched(reports, {
            depth,
            ...(hashBits === undefined ? {} : { hashBits }),
          })
          expect(await found(matching)).toStrictEqual(
            matchesByKey(await oracleRows(reports[0]), await oracleRows(reports[1]), depth),
          )
          expect(matching.statistics).toMatchObject({ method: 'table', spilled: 0 })
        },
      ),
      { numRuns: runs },
    )
  })

  it('finds the same in partitions, and in parts of them', async () => {
    let spilled = 0
    await fc.assert(
      fc.asyncProperty(
        generatedSides,
        fc.constantFrom(2500, 4000, 8000),
        fc.nat(),
        async (sides, memory, seed) => {
          const reports = await opened(sides)
          const matching = matched(reports, { memory, seed })
          expect(await found(matching)).toStrictEqual(
            matchesByKey(await oracleRows(reports[0]), await oracleRows(reports[1]), 1),
          )
          if (matching.statistics.spilled > 0) spilled++
          expect(await readdir(folder)).toStrictEqual([])
        },
      ),
      { numRuns: runs },
    )
    expect(spilled).toBeGreaterThan(0)
  })

  it('finds the same by merging what is sorted', async () => {
    await fc.assert(
      fc.asyncProperty(generatedSides, async (sides) => {
        const reports = await opened(sortedSides(sides))
        const matching = matched(reports, { merge: true })
        expect(await found(matching)).toStrictEqual(
          matchesByKey(await oracleRows(reports[0]), await oracleRows(reports[1]), 1),
        )
        expect(matching.statistics).toMatchObject({ method: 'merge', spilled: 0 })
      }),
      { numRuns: runs },
    )
  })

  it('takes rows into a table where the first already are not sorted', async () => {
    await fc.assert(
      fc.asyncProperty(generatedSides, fc.boolean(), async (sides, isLeft) => {
        const late = [{ key: 'b' }, { key: 'a' }]
        const reports = await opened(
          isLeft
            ? { ...sides, left: [...late, ...sides.left] }
            : { ...sides, right: [...late, ...sides.right] },
        )
        const matching = matched(reports, { merge: true })
        expect(await found(matching)).toStrictEqual(
          matchesByKey(await oracleRows(reports[0]), await oracleRows(reports[1]), 1),
        )
        expect(matching.statistics.method).toBe('table')
      }),
      { numRuns: runs },
    )
  })

  it.each(['left', 'right'] as const)(
    'tells that the %s side proves not to be sorted',
    async (side) => {
      const rows = ['a', 'b', 'c', 'd', 'f', 'e'].map((key) => ({ key }))
      const sides = { left: rows.slice(0, 5), right: rows.slice(0, 5), [side]: rows }
      const options = { rowsOfFile: 2 }
      const reports = await opened({ ...sides, leftOptions: options, rightOptions: options })
      await expect(found(matched(reports, { merge: true }))).rejects.toThrow(NotSorted)
      expect((await found(matched(reports, {}))).rows).toHaveLength(6)
    },
  )
})

describe('matching by version', () => {
  it('finds what looking at each pair finds, in the table and in partitions', async () => {
    let spilled = 0
    await fc.assert(
      fc.asyncProperty(
        generatedSides,
        fc.constantFrom(inTable.memory, 6000, 9000),
        async (sides, memory) => {
          const reports = await opened(withVersions(sides))
          const matching = matched(reports, { match: 'version', memory })
          expect(await found(matching)).toStrictEqual(
            matchesByVersion(await oracleRows(reports[0]), await oracleRows(reports[1])),
          )
          if (matching.statistics.spilled > 0) spilled++
        },
      ),
      { numRuns: runs },
    )
    expect(spilled).toBeGreaterThan(0)
  })
})

describe('joined checksums', () => {
  const both = fc.record({ left: generatedChecksums, right: generatedChecksums })
  const memories = fc.constantFrom(inTable.memory, 8000, 12_000)

  it('are evidence of keys', async () => {
    await fc.assert(
      fc.asyncProperty(generatedSides, both, memories, async (sides, checksums, memory) => {
        const reports = await opened(sides)
        const matching = matched(reports, { memory, merge: true }, checksums)
        expect(await found(matching)).toStrictEqual(
          matchesByKey(await oracleRows(reports[0]), await oracleRows(reports[1]), 1, (side, row) =>
            checksumsOf(checksums[side], row, true),
          ),
        )
      }),
      { numRuns: runs },
    )
  })

  it('are evidence of versions', async () => {
    await fc.assert(
      fc.asyncProperty(generatedSides, both, memories, async (sides, checksums, memory) => {
        const reports = await opened(withVersions(sides))
        const matching = matched(reports, { match: 'version', memory }, checksums)
        expect(await found(matching)).toStrictEqual(
          matchesByVersion(await oracleRows(reports[0]), await oracleRows(reports[1]), checksums),
        )
      }),
      { numRuns: runs },
    )
  })
})

/** All rows of a key must fit. */
function withVersions(sides: GeneratedSides): GeneratedSides {
  const { leftOptions, rightOptions } = sides
  const shorter = (rows: GeneratedSides['left']) =>
    rows.map((row) => ({ ...row, key: row.key.slice(0, 100) }))
  return {
    left: shorter(sides.left),
    right: shorter(sides.right),
    leftOptions: { ...leftOptions, versions: true },
    rightOptions: { ...rightOptions, versions: true },
  }
}

function sortedSides(sides: GeneratedSides): GeneratedSides {
  const sorted = (rows: GeneratedSides['left']) =>
    rows.toSorted((one, other) => Buffer.compare(Buffer.from(one.key), Buffer.from(other.key)))
  return { ...sides, left: sorted(sides.left), right: sorted(sides.right) }
}
