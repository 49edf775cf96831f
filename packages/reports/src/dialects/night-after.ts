/**
 * The first of the nights that begin so many milliseconds into each day of UTC, after a scan that was begun at `last`. One that
 * was begun up to an hour early was that night's own: services begin at about their hour.
 */
export function nightAfter(last: number, begin: number): number {
  return Math.floor((last + hour - begin) / day) * day + day + begin
}

export const hour = 3_600_000
export const day = 24 * hour
