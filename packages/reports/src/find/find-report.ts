import { formatInstant, InventoryError } from '@bucket-inventory/core'
import type { RequestOptions, Schedule } from '@bucket-inventory/core'

import { dialectOf } from '../dialects/known-dialects.ts'
import type { DialectOptions } from '../dialects/known-dialects.ts'
import { nextScan } from '../dialects/next-scan.ts'
import type { ReportDialect } from '../dialects/report-dialect.ts'
import { checkedAt } from './checked-at.ts'
import { referenceOf } from './list-reports.ts'
import { deliveryPlaces, reportFolders } from './report-folders.ts'
import type { ReportReference, ReportSource } from './report-reference.ts'

export interface FindReportOptions extends RequestOptions, DialectOptions {
  /** Epoch milliseconds: the newest report that is not after. Default: the newest of all. */
  readonly at?: number
  /** What `overdue` goes by. Default: the clock. */
  readonly now?: () => number
}

/** A complete report, and what is known of the next one. */
export interface FoundReport extends ReportReference {
  /**
   * When the report after this one is complete at the latest, as a rule, by the provider's own clock; only of the newest, by a
   * schedule that says so.
   */
  readonly expectedBy?: number
  /** That time is past, and no such report is there. OSS writes none when nothing matches. */
  readonly overdue?: boolean
}

/**
 * The newest complete full report, or the newest one not after `at`. Rejects with `not-found` that says where it looked, and
 * what is still being delivered.
 */
export async function findReport(
  source: ReportSource,
  options: FindReportOptions = {},
): Promise<FoundReport> {
  const { now = Date.now, signal } = options
  const at = checkedAt(options.at ?? Infinity)
  const dialect = dialectOf(source.provider, options)
  const request = signal === undefined ? {} : { signal }
  const folders = await reportFolders(source, 'full', dialect, request)
  const unfinished: number[] = []
  for (const folder of folders.filter(({ time }) => time <= at)) {
    const reference = await referenceOf(source, folder, 'full', dialect, request)
    if (reference.state === 'in-progress') unfinished.push(folder.time)
    else if (at !== Infinity) return reference
    else return { ...reference, ...expectation(folder.time, source.schedule, dialect, now()) }
  }
  throw notFound(source, dialect, at, unfinished)
}

function expectation(
  time: number,
  schedule: Schedule | undefined,
  dialect: ReportDialect,
  now: number,
): Pick<FoundReport, 'expectedBy' | 'overdue'> {
  const scan = schedule === undefined ? undefined : nextScan(dialect, schedule, time)
  if (scan === undefined) return {}
  const expectedBy = scan + dialect.deliveredWithin
  return { expectedBy, overdue: now > expectedBy }
}

function notFound(
  source: ReportSource,
  dialect: ReportDialect,
  at: number,
  unfinished: readonly number[],
): InventoryError {
  const { sourceBucket, id } = source
  const before = at === Infinity ? '' : ` that is not after ${formatInstant(at)}`
  const places = deliveryPlaces(source, 'full', dialect).map((place) => `"${place}"`)
  const [newest] = unfinished
  const hint =
    newest === undefined
      ? ''
      : `; ${unfinished.length === 1 ? 'one' : unfinished.length} without it, of ${formatInstant(newest)}, may still be delivered`
  return new InventoryError(
    'not-found',
    `inventory "${id}" of bucket "${sourceBucket}" has no complete report${before}: looked for folders such as 2026-11-20T01-00Z with ${dialect.completedBy} in ${places.join(' and ')}${hint}`,
  )
}
