import type { Schedule } from '@bucket-inventory/core'
import { nextScan } from '@bucket-inventory/reports'
import type { ReportDialect } from '@bucket-inventory/reports'

/** By when reports are complete, as a rule, epoch milliseconds. */
export interface ExpectedDelivery {
  /** The one after the last. */
  readonly next: number
  /** The one after that. */
  readonly afterNext: number
}

/**
 * By when the reports after the one of a scan begun at `last` are complete, by the clock of the schedule. Where the inventory
 * was written after that, nothing is expected to begin before it was. `undefined`: nothing more comes, or nobody knows.
 */
export function expectedDelivery(
  dialect: Pick<ReportDialect, 'nextScan' | 'deliveredWithin'>,
  schedule: Schedule,
  last: number,
  writtenAt = -Infinity,
): ExpectedDelivery | undefined {
  const scheduled = nextScan(dialect, schedule, last)
  if (scheduled === undefined) return undefined
  const scan = Math.max(scheduled, writtenAt)
  const second = nextScan(dialect, schedule, scan) ?? Infinity
  return { next: scan + dialect.deliveredWithin, afterNext: second + dialect.deliveredWithin }
}
