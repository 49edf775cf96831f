import type { InventoryReportSource } from '@bucket-inventory/client'
import type { RequestOptions } from '@bucket-inventory/core'
import { listReports } from '@bucket-inventory/reports'
import type { DialectOptions } from '@bucket-inventory/reports'

import { deliveredReport } from './delivered-report.ts'
import type { DeliveredReport } from './delivered-report.ts'
import { requireAnswer } from './require-answer.ts'
import { smallObjectStore } from './small-object-store.ts'

/** What lies at a destination. */
export interface LastReports {
  /** The newest complete ones, newest first. */
  readonly complete: readonly DeliveredReport[]
  /** When those that are newer and not complete were begun, newest first. */
  readonly unfinished: readonly number[]
  /** Why it is not known whether there are more, a clause each. */
  readonly notes: readonly string[]
}

/**
 * The newest complete reports, so many at most, each with its manifest: folders are listed, and for each report there are two
 * requests, two at a time. Deliveries are looked into from the newest on, 30 at most. Rejects where the destination cannot be
 * listed, or the newest delivery not be looked into.
 */
export async function lastReports(
  source: InventoryReportSource,
  count: number,
  options: RequestOptions & DialectOptions,
): Promise<LastReports> {
  const complete: Promise<DeliveredReport>[] = []
  const unfinished: number[] = []
  const notes: string[] = []
  const store = smallObjectStore(source.store)
  let looked = 0
  try {
    for await (const reference of listReports({ ...source, store }, options)) {
      if (reference.state === 'complete') {
        // Its manifest is read while the next one is looked for.
        const report = deliveredReport(reference, source.destinationBucket, options)
        report.catch(() => undefined)
        complete.push(report)
      } else if (complete.length === 0) unfinished.push(reference.time)
      if (complete.length === count) break
      looked += 1
      if (looked < mostLooked) continue
      notes.push(`deliveries before the newest ${mostLooked} were not looked into`)
      break
    }
  } catch (error) {
    const { message } = requireAnswer(error, options)
    // Such as one that was archived: the newest is known all the same.
    if (complete.length === 0) throw error
    notes.push(`the delivery before it cannot be looked into: ${message}`)
  }
  return { complete: await Promise.all(complete), unfinished, notes }
}

// One request for each; no service leaves that many unfinished.
const mostLooked = 30
