import type { InventoryReportSource } from '@bucket-inventory/client'
import type { RequestOptions } from '@bucket-inventory/core'
import { listReports } from '@bucket-inventory/reports'
import type { DialectOptions } from '@bucket-inventory/reports'

import { deliveredReport } from './delivered-report.ts'
import type { DeliveredReport } from './delivered-report.ts'
import { smallObjectStore } from './small-object-store.ts'

/** What lies at a destination. */
export interface LastReports {
  /** The newest complete ones, newest first. */
  readonly complete: readonly DeliveredReport[]
  /** When those that are newer and not complete were begun, newest first. */
  readonly unfinished: readonly number[]
}

/**
 * The newest complete reports, so many at most, each with its manifest: folders are listed, and for each report there are two
 * requests. Rejects where the destination cannot be listed.
 */
export async function lastReports(
  source: InventoryReportSource,
  count: number,
  options: RequestOptions & DialectOptions,
): Promise<LastReports> {
  const complete: DeliveredReport[] = []
  const unfinished: number[] = []
  const store = smallObjectStore(source.store)
  for await (const reference of listReports({ ...source, store }, options)) {
    if (reference.state === 'complete') {
      complete.push(await deliveredReport(reference, source.destinationBucket, options))
    } else if (complete.length === 0) unfinished.push(reference.time)
    if (complete.length === count) break
  }
  return { complete, unfinished }
}
