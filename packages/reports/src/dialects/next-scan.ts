import type { Schedule } from '@bucket-inventory/core'

import { day } from './night-after.ts'
import type { ReportDialect } from './report-dialect.ts'

/**
 * When the scan after one begun at `last` begins, as a rule, epoch milliseconds: by the clock of the dialect, or a period
 * later where it has none. `undefined`: never, or nobody knows.
 */
export function nextScan(
  dialect: Pick<ReportDialect, 'nextScan'>,
  schedule: Schedule,
  last: number,
): number | undefined {
  if (dialect.nextScan !== undefined) return dialect.nextScan(schedule, last)
  const period = periods[schedule.every]
  return period === undefined ? undefined : last + period * day
}

/** Days at most between two scans. */
const periods: Readonly<Record<string, number>> = { day: 1, week: 7, month: 31 }
