import type { Schedule } from '@bucket-inventory/core'

import { day, hour, nightAfter } from './night-after.ts'

/**
 * When OSS begins the scan after one begun at `last`: in the night of Beijing, as in the folders that its documentation shows
 * (https://www.alibabacloud.com/help/en/oss/user-guide/bucket-inventory). Weekly is seven nights on; monthly a day of the
 * month, the last where the month has no such day, or thirty nights on where none is named; once is never again.
 */
export function nextOssScan(schedule: Schedule, last: number): number | undefined {
  const night = nightAfter(last, midnightInBeijing)
  switch (schedule.every) {
    case 'day':
      return night
    case 'week':
      return night + 6 * day
    case 'month':
      return 'dayOfMonth' in schedule && schedule.dayOfMonth !== undefined
        ? nightOfMonth(night, schedule.dayOfMonth)
        : night + 29 * day
    case 'once':
    default:
      return undefined
  }
}

/** The first night from one on in which such a day begins in Beijing. */
function nightOfMonth(from: number, dayOfMonth: number): number {
  const date = new Date(from + beijing)
  const inMonth = (month: number) => {
    const lastDay = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate()
    return Date.UTC(date.getUTCFullYear(), month, Math.min(dayOfMonth, lastDay)) - beijing
  }
  const night = inMonth(date.getUTCMonth())
  return night >= from ? night : inMonth(date.getUTCMonth() + 1)
}

/** Ahead of UTC, all the year. */
const beijing = 8 * hour
/** In the day of UTC. */
const midnightInBeijing = day - beijing
