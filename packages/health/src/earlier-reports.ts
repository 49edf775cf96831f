import { fleetReportSource } from '@bucket-inventory/client'
import { formatInstant } from '@bucket-inventory/core'
import type { Destination, InventoryConfiguration, RequestOptions } from '@bucket-inventory/core'
import type { DialectOptions } from '@bucket-inventory/reports'

import type { DeliveredReport } from './delivered-report.ts'
import type { FleetInventory } from './fleet-inventories.ts'
import type { KnownWrite } from './known-write.ts'
import { lastReports } from './last-reports.ts'
import { requireAnswer } from './require-answer.ts'

export interface EarlierReports {
  /** Newest first. */
  readonly reports: readonly DeliveredReport[]
  /** What they are, a clause each. */
  readonly found: readonly string[]
  /** What could not be read, a clause each. */
  readonly notes: readonly string[]
}

/**
 * The newest report under each destination that the inventory had before, as far as a journal knows, or that it is declared to
 * have and has not. Rejects with `throttled`, and with the reason of an abort.
 */
export async function earlierReports(
  { bucket, declared }: FleetInventory,
  configuration: InventoryConfiguration,
  writes: readonly KnownWrite[],
  options: RequestOptions & DialectOptions,
): Promise<EarlierReports> {
  const { destination } = configuration
  const reports: DeliveredReport[] = []
  const notes: string[] = []
  for (const { bucket: name, prefix } of otherDestinations(destination, [
    ...writes.flatMap((write) => write.destination ?? []),
    ...(declared === undefined ? [] : [declared.destination]),
  ])) {
    const { prefix: _, ...rest } = destination
    const there = { ...rest, bucket: name, ...(prefix === undefined ? {} : { prefix }) }
    try {
      const source = fleetReportSource(bucket, { ...configuration, destination: there })
      reports.push(...(await lastReports(source, 1, options)).complete)
    } catch (error) {
      const { message } = requireAnswer(error, options)
      notes.push(
        `what lies under its other destination, bucket "${name}", is not known: ${message}`,
      )
    }
  }
  const newestFirst = reports.toSorted((left, right) => right.time - left.time)
  return {
    reports: newestFirst,
    found: newestFirst.map(
      ({ bucket: name, time }) =>
        `one of ${formatInstant(time)} is under its other destination, bucket "${name}"`,
    ),
    notes,
  }
}

type Place = Pick<Destination, 'bucket' | 'prefix'>

/** Each once, without the one that is current. */
function otherDestinations(current: Place, all: readonly Place[]): readonly Place[] {
  const places = new Map(all.map((place) => [placeKey(place), place]))
  places.delete(placeKey(current))
  return [...places.values()]
}

/** Reports are found whether a prefix ends with a slash or not. */
function placeKey({ bucket, prefix = '' }: Place): string {
  return `${bucket}/${prefix.replace(/\/+$/, '')}`
}
