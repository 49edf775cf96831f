import type { Schedule } from '@bucket-inventory/core'

import type { Carrier } from './carrier.ts'

/** The schedule, or the nearest one that the table carries; `undefined` where a person must say. */
export function carrySchedule(schedule: Schedule, carrier: Carrier): Schedule | undefined {
  const every = carrier.choose<Schedule['every']>(
    'schedule.every',
    schedule.every,
    standIns(schedule.every),
    'other-schedule',
  )
  if (schedule.every === 'month' && 'dayOfMonth' in schedule) {
    if (every === 'month') {
      const dayOfMonth = carrier.carryNumber(
        'schedule.dayOfMonth',
        schedule.dayOfMonth,
        'other-schedule',
      )
      return { every, ...(dayOfMonth === undefined ? {} : { dayOfMonth }) }
    }
    carrier.lose('schedule.dayOfMonth', schedule.dayOfMonth, 'other-schedule')
  }
  if (schedule.every === 'once' && 'deleteAfterRun' in schedule && schedule.deleteAfterRun) {
    if (every === 'once') {
      const kept = carrier.carry('schedule.deleteAfterRun', true, 'other-schedule')
      return { every, ...(kept === undefined ? {} : { deleteAfterRun: kept }) }
    }
    carrier.lose('schedule.deleteAfterRun', true, 'other-schedule')
  }
  return every === undefined ? undefined : { every }
}

/** The nearest rhythms, the more frequent first; what should run once never runs every day. */
function standIns(every: Schedule['every']): readonly Schedule['every'][] {
  switch (every) {
    case 'day':
      return ['week', 'month']
    case 'week':
      return ['day', 'month']
    case 'month':
      return ['week', 'day']
    case 'once':
      return ['month', 'week']
    default:
      return []
  }
}
