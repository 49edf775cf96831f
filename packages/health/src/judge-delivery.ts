import { formatInstant } from '@bucket-inventory/core'
import type { Schedule } from '@bucket-inventory/core'
import type { ReportDialect } from '@bucket-inventory/reports'

import type { DeliveryState } from './delivery-state.ts'
import { expectedDelivery } from './expected-delivery.ts'

/** What is known of the deliveries of one inventory that stands; times are epoch milliseconds. */
export interface DeliveryFacts {
  readonly dialect: Pick<ReportDialect, 'nextScan' | 'deliveredWithin'>
  readonly schedule: Schedule
  readonly enabled: boolean
  readonly now: number
  /** Start of the scan of the newest complete report. */
  readonly last?: number
  /** Starts of newer scans whose reports are not complete, newest first. */
  readonly unfinished?: readonly number[]
  /** When the inventory was written, as far as anybody knows. */
  readonly writtenAt?: number
}

export interface JudgedDelivery {
  readonly state: DeliveryState
  /** The state in a sentence, with the times it rests on. */
  readonly reason: string
  /** By when the report after the last is complete, as a rule. */
  readonly expectedBy?: number
}

/** How an inventory does that stands, and whose destination can be read. Pure. */
export function judgeDelivery(facts: DeliveryFacts): JudgedDelivery {
  const judged = facts.enabled ? judgeEnabled(facts) : switchedOff(facts)
  return { ...judged, reason: judged.reason + inProgress(facts.unfinished ?? []) }
}

function switchedOff({ last }: DeliveryFacts): JudgedDelivery {
  const before = last === undefined ? 'no report is there' : `the last report is ${of(last)}`
  return { state: 'disabled', reason: `it is switched off; ${before}` }
}

function judgeEnabled(facts: DeliveryFacts): JudgedDelivery {
  const { dialect, schedule, last, writtenAt, now } = facts
  if (last === undefined) return judgeUndelivered(facts)
  const expected = expectedDelivery(dialect, schedule, last, writtenAt)
  if (expected === undefined) {
    const next = schedule.every === 'once' ? 'it runs once' : 'nobody knows when the next is due'
    return { state: 'delivered', reason: `the last report is ${of(last)}; ${next}` }
  }
  const { next: expectedBy, afterNext } = expected
  const by = formatInstant(expectedBy)
  if (now <= expectedBy) {
    const reason = `the last report is ${of(last)}; the next is expected by ${by}`
    return { state: 'delivered', reason, expectedBy }
  }
  const reason = `the last report is ${of(last)}; the next was expected by ${by}`
  return now <= afterNext
    ? { state: 'late', reason, expectedBy }
    : {
        state: 'stale',
        reason: `${reason}, the one after it by ${formatInstant(afterNext)}`,
        expectedBy,
      }
}

function judgeUndelivered({ writtenAt, now }: DeliveryFacts): JudgedDelivery {
  if (writtenAt === undefined) {
    return {
      state: 'none',
      reason: 'no report is there, and nobody knows since when there should be one',
    }
  }
  const written = `it was written at ${formatInstant(writtenAt)}`
  return now <= writtenAt + firstReportWithin
    ? { state: 'waiting', reason: `${written}; the first report may take 48 hours` }
    : { state: 'never', reason: `${written}, and no report is there` }
}

// "It might take up to 48 hours to deliver the first report": nobody is slower.
const firstReportWithin = 48 * 3_600_000

function of(time: number): string {
  return `of ${formatInstant(time)}`
}

function inProgress([newest, ...others]: readonly number[]): string {
  if (newest === undefined) return ''
  return others.length === 0
    ? `; one ${of(newest)} is in progress`
    : `; ${others.length + 1} are in progress, the newest ${of(newest)}`
}
