import type { Cloud } from '../world/world.ts'

/** When full reports are wanted, in the words of the service. */
export interface ReportSchedule {
  readonly cloud: Cloud
  readonly frequency: string
  /** Of a monthly one. */
  readonly dayOfMonth?: number
}

/**
 * When a report is due, in milliseconds, after one that was begun at `last`; `undefined`: never again. The first is due at once,
 * the others in the night: at one o'clock UTC on S3, as in the reports that were seen, weekly on Sundays; at midnight in Beijing
 * on OSS, as in the documentation, weekly and monthly so many nights later unless a day is named.
 */
export function nextReport(
  { cloud, frequency, dayOfMonth }: ReportSchedule,
  last: number | undefined,
): number | undefined {
  if (last === undefined) return -Infinity
  if (cloud === 's3') return frequency === 'Weekly' ? nextSunday(last) : nextNight(last, s3Night)
  const night = nextNight(last, ossNight)
  switch (frequency) {
    case 'Once':
      return undefined
    case 'Weekly':
      return night + 6 * day
    case 'Monthly':
      return dayOfMonth === undefined ? night + 29 * day : nextDayOfMonth(night, dayOfMonth)
    default:
      return night
  }
}

const hour = 3_600_000
const day = 24 * hour

/** How far into the day of UTC the night begins. */
const s3Night = hour
const ossNight = 16 * hour

/** The first night after a moment. */
function nextNight(after: number, night: number): number {
  return Math.floor((after - night) / day) * day + day + night
}

function nextSunday(after: number): number {
  const night = nextNight(after, s3Night)
  return night + ((7 - new Date(night).getUTCDay()) % 7) * day
}

/** The first night from one on in which such a day begins in Beijing; the last of a month that has no such day. */
function nextDayOfMonth(from: number, dayOfMonth: number): number {
  const first = new Date(from + beijing)
  for (let month = first.getUTCMonth(); ; month += 1) {
    const year = first.getUTCFullYear()
    const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
    const night = Date.UTC(year, month, Math.min(dayOfMonth, lastDay)) - beijing
    if (night >= from) return night
  }
}

const beijing = 8 * hour
