import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { delivered } from '../delivered-report.test.support.ts'
import { etagKind } from '../etag-kind.ts'
import { generatedSides } from './generated-sides.test.support.ts'
import type { GeneratedSides } from './generated-sides.test.support.ts'
import { bucket, dialects, found, matchesByKey, oracleRows } from './join-oracle.test.support.ts'
import { matchReports } from './match-reports.ts'
import type { MatchReportsOptions } from './match-reports.ts'

const runs = Number(process.env['PROPERTY_RUNS'] ?? 80)
const mebibyte = 1024 * 1024

const inTable: MatchReportsOptions = {
  match: 'key',
  metadata: [],
  memory: 64 * mebibyte,
  spillTo: () => Promise.reject(new Error('it fits')),
  depth: 1,
  merge: false,
}

async function opened({ left, right, leftOptions, rightOptions }: GeneratedSides) {
  return [await delivered(left, leftOptions), await delivered(right, rightOptions)] as const
}

describe('matching by key', () => {
  it('finds what a map finds', async () => {
    await fc.assert(
      fc.asyncProperty(
        generatedSides,
        fc.integer({ min: 0, max: 3 }),
        fc.constantFrom(undefined, 0n, 0x0300_0000_0000n),
        async (sides, depth, hashBits) => {
          const [left, right] = await opened(sides)
          const matching = matchReports(
            {
              report: left,
              etagKind: (attributes) => etagKind({ dialect: dialects.left, bucket }, attributes),
            },
            {
              report: right,
              etagKind: (attributes) => etagKind({ dialect: dialects.right, bucket }, attributes),
            },
            { ...inTable, depth, ...(hashBits === undefined ? {} : { hashBits }) },
          )
          expect(await found(matching)).toStrictEqual(
            matchesByKey(await oracleRows(left), await oracleRows(right), depth),
          )
        },
      ),
      { numRuns: runs },
    )
  })
})
