import type { ReportReader } from '@bucket-inventory/reports'

import { delivered } from '../delivered-report.test.support.ts'
import type { DeliveredOptions, DeliveredRow } from '../delivered-report.test.support.ts'
import type { MatchBatch } from '../match-batch.ts'
import type { MatchedReport, Matching } from '../matching.ts'
import { matchReports } from './match-reports.ts'
import type { MatchReportsOptions } from './match-reports.ts'

/** So little that some rows do not fit. */
export const fewBytes = 3000

export interface GivenMatching extends Partial<MatchReportsOptions> {
  readonly left?: Partial<MatchedReport>
  readonly right?: Partial<MatchedReport>
}

/** Matches two reports as given, by default in a table; what does not fit is an error unless it is said where it may go. */
export function matching(
  left: ReportReader,
  right: ReportReader,
  given: GivenMatching = {},
): Matching {
  return matchReports(
    { report: left, etagKind, ...given.left },
    { report: right, etagKind, ...given.right },
    {
      match: 'key',
      metadata: [],
      memory: 1024 * 1024,
      spillTo: () => Promise.reject(new Error('nothing is to be spilled')),
      depth: 1,
      merge: false,
      ...given,
    },
  )
}

const etagKind = () => 'md5' as const

/** Of each row the keys of both sides, and the one they were matched by. */
export async function keysOf(matched: Matching): Promise<string[]> {
  const keys: string[] = []
  for await (const batch of matched.batches()) {
    for (let row = 0; row < batch.length; row++) {
      keys.push(
        `${sideKey(batch, row, 'left')} ${sideKey(batch, row, 'right')} ${batch.key(row).key}`,
      )
    }
  }
  return keys.toSorted()
}

function sideKey(batch: MatchBatch, row: number, side: 'left' | 'right'): string {
  const bit = side === 'left' ? 1 : 2
  return ((batch.sides[row] ?? 0) & bit) === 0 ? '-' : batch.side(row, side).key
}

/** Rows of these keys, of one byte each. */
export function rowsOf(...keys: readonly (string | Uint8Array)[]): DeliveredRow[] {
  return keys.map((key) => ({ key, size: 1 }))
}

export function open(
  rows: readonly DeliveredRow[],
  options?: DeliveredOptions,
): Promise<ReportReader> {
  return delivered(rows, options)
}
