/** Reads `yyyymmddThhmmssZ`, as the V4 signatures write dates: milliseconds, or NaN. */
export function readBasicDate(date: string): number {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date)
  if (match === null) return Number.NaN
  const [, year, month, day, hour, minute, second] = match
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

/** How far a signature's time may be off, on both services: a quarter of an hour. */
export const maxSkewMilliseconds = 15 * 60 * 1000
