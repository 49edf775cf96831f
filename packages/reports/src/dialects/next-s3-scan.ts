import type { Schedule } from '@bucket-inventory/core'

import { day, hour, nightAfter } from './night-after.ts'

/**
 * When S3 begins the scan after one begun at `last`: every night at about one o'clock UTC, as in the reports that were seen,
 * or "every Sunday (UTC) after the initial report"
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html). S3 knows no other schedules.
 */
export function nextS3Scan({ every }: Schedule, last: number): number | undefined {
  const night = nightAfter(last, hour)
  switch (every) {
    case 'day':
      return night
    case 'week':
      return night + ((7 - new Date(night).getUTCDay()) % 7) * day
    case 'month':
    case 'once':
    default:
      return undefined
  }
}
