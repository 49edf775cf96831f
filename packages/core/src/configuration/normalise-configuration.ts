import { formatInstant, parseInstant } from '../record/instant.ts'
import type {
  InventoryConfiguration,
  InventoryFilter,
  Schedule,
} from './inventory-configuration.ts'

/**
 * One form for all ways to write the same configuration: instants in UTC, storage classes as a sorted set, nothing that
 * says nothing (an empty prefix, filter or remainder, `deleteAfterRun: false`). The order of `fields` is kept: whether it
 * matters is the provider's behaviour.
 */
export function normaliseConfiguration(
  configuration: InventoryConfiguration,
): InventoryConfiguration {
  const { schedule, filter, destination, native, ...rest } = configuration
  const { prefix, ...place } = destination
  const narrowed = filter === undefined ? undefined : normaliseFilter(filter)
  const remainders = Object.entries(native ?? {}).filter(
    ([, remainder]) => Object.keys(remainder).length > 0,
  )
  return {
    ...rest,
    schedule: normaliseSchedule(schedule),
    ...(narrowed === undefined ? {} : { filter: narrowed }),
    destination: { ...place, ...(prefix === undefined || prefix === '' ? {} : { prefix }) },
    ...(remainders.length === 0 ? {} : { native: Object.fromEntries(remainders) }),
  }
}

/** The filter in one form, `undefined` if it filters nothing. */
export function normaliseFilter(filter: InventoryFilter): InventoryFilter | undefined {
  const { prefix, lastModified, size, storageClasses } = filter
  const from = lastModified?.from
  const to = lastModified?.to
  const normal: InventoryFilter = {
    ...(prefix === undefined || prefix === '' ? {} : { prefix }),
    ...(from === undefined && to === undefined
      ? {}
      : {
          lastModified: {
            ...(from === undefined ? {} : { from: inUtc(from) }),
            ...(to === undefined ? {} : { to: inUtc(to) }),
          },
        }),
    ...(size?.min === undefined && size?.max === undefined ? {} : { size }),
    ...(storageClasses === undefined
      ? {}
      : { storageClasses: [...new Set(storageClasses)].toSorted() }),
  }
  return Object.keys(normal).length === 0 ? undefined : normal
}

function normaliseSchedule(schedule: Schedule): Schedule {
  return schedule.every === 'once' && 'deleteAfterRun' in schedule && !schedule.deleteAfterRun
    ? { every: 'once' }
    : schedule
}

function inUtc(instant: string): string {
  const time = parseInstant(instant)
  return time === undefined ? instant : formatInstant(time)
}
