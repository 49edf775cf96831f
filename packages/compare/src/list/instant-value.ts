import { formatInstant } from '@bucket-inventory/core'

/** The last millisecond of the year 9999, and the first of the year 0: times between have four digits for their year. */
const lastInstant = 253_402_300_799_999
const firstInstant = -62_167_219_200_000

/** A time as it is written: ISO 8601 in UTC, or a number of milliseconds where there is no such text that says the same. */
export function instantValue(time: number): string | number {
  const isText = Number.isInteger(time) && time >= firstInstant && time <= lastInstant
  return isText ? formatInstant(time) : time
}
