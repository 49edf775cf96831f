const pattern =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?(Z|[+-]\d{2}:\d{2})$/

/**
 * Epoch milliseconds of an ISO 8601 instant with an offset, such as `2021-11-25T23:40:49Z`; `undefined` for anything else:
 * a bare date, a local time, a day that is not in the calendar, finer than milliseconds.
 */
export function parseInstant(text: string): number | undefined {
  const match = pattern.exec(text)
  if (match === null) return undefined
  const [, year, month, day, hour, minute, second] = match
  const time = Date.parse(text)
  if (Number.isNaN(time)) return undefined
  // Date.parse rolls 2021-02-30 over to March: read the fields back at the written offset.
  const wall = new Date(time + offsetOf(match[8] ?? 'Z'))
  const same =
    wall.getUTCFullYear() === Number(year) &&
    wall.getUTCMonth() + 1 === Number(month) &&
    wall.getUTCDate() === Number(day) &&
    wall.getUTCHours() === Number(hour) &&
    wall.getUTCMinutes() === Number(minute) &&
    wall.getUTCSeconds() === Number(second)
  return same ? time : undefined
}

/** The instant as UTC text, with milliseconds only where there are some: `2021-11-25T23:40:49Z`. */
export function formatInstant(time: number): string {
  return new Date(time).toISOString().replace('.000Z', 'Z')
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0
  const sign = zone.startsWith('-') ? -1 : 1
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6))) * 60_000
}
