import type { InventoryFilter } from '../configuration/inventory-configuration.ts'
import type { InventoryField } from '../vocabulary/inventory-fields.ts'
import { parseInstant } from './instant.ts'
import type { ObjectRecord } from './object-record.ts'

/**
 * The definition of what a filter means, one record at a time. All parts must hold; bounds are inclusive; a missing value
 * never matches a bound. Throws a `RangeError` for an instant that does not parse, which no parsed configuration holds.
 */
export function matchesFilter(
  filter: InventoryFilter,
  record: Pick<ObjectRecord, 'key' | 'lastModified' | 'size' | 'storageClass'>,
): boolean {
  const { prefix, lastModified, size, storageClasses } = filter
  return (
    (prefix === undefined || record.key.startsWith(prefix)) &&
    within(record.lastModified, timeOf(lastModified?.from), timeOf(lastModified?.to)) &&
    within(record.size, size?.min, size?.max) &&
    (storageClasses === undefined ||
      (record.storageClass !== undefined && storageClasses.includes(record.storageClass.name)))
  )
}

/** The columns that {@link matchesFilter} needs to decide, beyond the key. */
export function fieldsOfFilter(filter: InventoryFilter): InventoryField[] {
  const { lastModified, size, storageClasses } = filter
  const fields: InventoryField[] = []
  if (lastModified?.from !== undefined || lastModified?.to !== undefined)
    fields.push('lastModified')
  if (size?.min !== undefined || size?.max !== undefined) fields.push('size')
  if (storageClasses !== undefined) fields.push('storageClass')
  return fields
}

function within(
  value: number | undefined,
  low: number | undefined,
  high: number | undefined,
): boolean {
  if (low === undefined && high === undefined) return true
  return (
    value !== undefined &&
    (low === undefined || value >= low) &&
    (high === undefined || value <= high)
  )
}

function timeOf(instant: string | undefined): number | undefined {
  if (instant === undefined) return undefined
  const time = parseInstant(instant)
  if (time === undefined) throw new RangeError(`"${instant}" is no instant with an offset`)
  return time
}
