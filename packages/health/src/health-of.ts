import { fleetReportSource } from '@bucket-inventory/client'
import { valueAt } from '@bucket-inventory/core'
import type {
  InventoryConfiguration,
  InventoryError,
  RequestOptions,
  StoredInventory,
} from '@bucket-inventory/core'
import { dialectOf } from '@bucket-inventory/reports'

import type { CheckRounds } from './check-rounds.ts'
import { checksOf } from './checks-of.ts'
import { driftOf } from './drift-of.ts'
import { earlierReports } from './earlier-reports.ts'
import type { FleetInventory } from './fleet-inventories.ts'
import type { InventoryHealth, InventoryHealthOptions } from './inventory-health.ts'
import { judgeDelivery } from './judge-delivery.ts'
import { lastWritten } from './known-write.ts'
import type { KnownWrite } from './known-write.ts'
import { lastReports } from './last-reports.ts'
import type { LastReports } from './last-reports.ts'
import { missingHealth, unknownHealth } from './missing-health.ts'
import { requireAnswer } from './require-answer.ts'
import { tellSilence } from './tell-silence.ts'

export interface HealthOfOptions extends Omit<InventoryHealthOptions, 'now'> {
  /** Epoch milliseconds of now. */
  readonly at: number
  readonly rounds: CheckRounds
}

/** How one inventory does. Rejects with `throttled`, and with the reason of an abort. */
export async function healthOf(
  inventory: FleetInventory,
  options: HealthOfOptions,
): Promise<InventoryHealth> {
  const { bucket, id, stored, declared, error } = inventory
  if (error !== undefined) return unknownHealth(inventory, error)
  const writes = options.history?.(bucket.location, id) ?? []
  const writtenAt = lastWritten(options, writes)
  const known: InventoryHealth = {
    ...missingHealth(inventory),
    ...(writtenAt === undefined ? {} : { writtenAt }),
  }
  if (stored !== undefined) {
    const { configuration } = stored
    const drift = declared === undefined ? {} : { drift: driftOf(bucket, declared, stored) }
    return healthOfStored(inventory, stored, { ...known, ...drift, configuration }, writes, options)
  }
  return consumesItself(declared) ? healthOfConsumed(inventory, declared, known, options) : known
}

async function healthOfStored(
  inventory: FleetInventory,
  { configuration }: StoredInventory,
  known: InventoryHealth,
  writes: readonly KnownWrite[],
  options: HealthOfOptions,
): Promise<InventoryHealth> {
  const { bucket } = inventory
  const { schedule, enabled } = configuration
  const reports = await reportsOf(inventory, configuration, 2, options)
  if ('unreadable' in reports) {
    const { message } = reports.unreadable
    return enabled
      ? {
          ...known,
          state: 'unknown',
          reason: message,
          error: reports.unreadable,
          checks: await missedChecks(inventory, configuration, options),
        }
      : { ...known, state: 'disabled', reason: `it is switched off; ${message}` }
  }
  const [last, previous] = reports.complete
  const facts = {
    dialect: dialectOf(bucket.inventories.provider.name, options),
    schedule,
    enabled,
    now: options.at,
    unfinished: reports.unfinished,
    ...(last === undefined ? {} : { last: last.time }),
    ...(known.writtenAt === undefined ? {} : { writtenAt: known.writtenAt }),
  }
  const { look = false } = options
  const request = requestOf(options)
  const judged = await tellSilence(judgeDelivery(facts), bucket, configuration, look, request)
  const earlier = await earlierReports(inventory, configuration, writes, readingOf(options))
  return {
    ...known,
    ...judged,
    reason: [
      judged.reason,
      ...reports.notes,
      ...(last === undefined ? earlier.found : []),
      ...earlier.notes,
    ].join('; '),
    ...(last === undefined ? {} : { last, age: options.at - last.time }),
    ...(previous === undefined ? {} : { previous }),
    earlier: earlier.reports,
    checks: missesReports.has(judged.state)
      ? await missedChecks(inventory, configuration, options)
      : [],
  }
}

/** One that the service deletes after its only run: where its report is there, that is why it is not. */
async function healthOfConsumed(
  inventory: FleetInventory,
  declared: InventoryConfiguration,
  known: InventoryHealth,
  options: HealthOfOptions,
): Promise<InventoryHealth> {
  const reports = await reportsOf(inventory, declared, 1, options)
  if ('unreadable' in reports) {
    const { unreadable } = reports
    return { ...known, state: 'unknown', reason: unreadable.message, error: unreadable }
  }
  const [last] = reports.complete
  if (last === undefined) {
    return { ...known, reason: `${known.reason}, and no report of its only run is there` }
  }
  const reason = 'it ran once, and was deleted after that'
  return { ...known, state: 'delivered', reason, last, age: options.at - last.time }
}

const missesReports: ReadonlySet<InventoryHealth['state']> = new Set([
  'late',
  'stale',
  'never',
  'none',
])

function consumesItself(
  declared: InventoryConfiguration | undefined,
): declared is InventoryConfiguration {
  return declared !== undefined && valueAt(declared, 'schedule.deleteAfterRun') === true
}

async function reportsOf(
  { bucket }: FleetInventory,
  configuration: InventoryConfiguration,
  count: number,
  options: HealthOfOptions,
): Promise<LastReports | { readonly unreadable: InventoryError }> {
  try {
    return await lastReports(fleetReportSource(bucket, configuration), count, readingOf(options))
  } catch (error) {
    return { unreadable: requireAnswer(error, options) }
  }
}

async function missedChecks(
  inventory: FleetInventory,
  configuration: InventoryConfiguration,
  options: HealthOfOptions,
): Promise<InventoryHealth['checks']> {
  const { checks = true, rounds } = options
  if (!checks) return []
  const found = await checksOf(inventory, configuration, 'stored', rounds, requestOf(options))
  return found.filter(({ state }) => state === 'failure' || state === 'unknown')
}

function requestOf({ signal }: HealthOfOptions): RequestOptions {
  return signal === undefined ? {} : { signal }
}

function readingOf(options: HealthOfOptions): Parameters<typeof lastReports>[2] {
  const { dialects } = options
  return { ...requestOf(options), ...(dialects === undefined ? {} : { dialects }) }
}
