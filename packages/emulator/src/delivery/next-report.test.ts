import { describe, expect, test } from 'vitest'

import { nextReport } from './next-report.ts'
import type { ReportSchedule } from './next-report.ts'

function after(last: string, schedule: ReportSchedule): string | undefined {
  const due = nextReport(schedule, Date.parse(last))
  return due === undefined ? undefined : new Date(due).toISOString().replace(':00.000Z', 'Z')
}

test.each([
  ['s3', 'Daily'],
  ['s3', 'Weekly'],
  ['oss', 'Monthly'],
  ['oss', 'Once'],
] as const)('the first report is due at once: %s, %s', (cloud, frequency) => {
  expect(nextReport({ cloud, frequency }, undefined)).toBe(-Infinity)
})

describe('S3', () => {
  test.each([
    ['2026-11-22T00:59:59.999Z', '2026-11-22T01:00Z'],
    ['2026-11-22T01:00:00Z', '2026-11-23T01:00Z'],
    ['2026-12-31T23:00:00Z', '2027-01-01T01:00Z'],
  ])('daily, after %s: %s', (last, due) => {
    expect(after(last, { cloud: 's3', frequency: 'Daily' })).toBe(due)
  })

  // 2026-11-22 is a Sunday.
  test.each([
    ['2026-11-21T12:00:00Z', '2026-11-22T01:00Z'],
    ['2026-11-22T00:30:00Z', '2026-11-22T01:00Z'],
    ['2026-11-22T01:00:00Z', '2026-11-29T01:00Z'],
    ['2026-11-23T05:00:00Z', '2026-11-29T01:00Z'],
  ])('weekly, after %s: %s', (last, due) => {
    expect(after(last, { cloud: 's3', frequency: 'Weekly' })).toBe(due)
  })
})

describe('OSS', () => {
  test.each([
    ['2026-11-22T15:59:59Z', '2026-11-22T16:00Z'],
    ['2026-11-22T16:00:00Z', '2026-11-23T16:00Z'],
  ])('daily, after %s: %s', (last, due) => {
    expect(after(last, { cloud: 'oss', frequency: 'Daily' })).toBe(due)
  })

  test.each([
    ['2026-11-22T16:00:00Z', '2026-11-29T16:00Z'],
    ['2026-11-22T10:00:00Z', '2026-11-28T16:00Z'],
  ])('weekly, after %s: %s', (last, due) => {
    expect(after(last, { cloud: 'oss', frequency: 'Weekly' })).toBe(due)
  })

  test.each([
    // Midnight of the 15th in Beijing is the evening of the 14th in UTC.
    ['2026-11-02T10:00:00Z', 15, '2026-11-14T16:00Z'],
    ['2026-11-14T16:00:00Z', 15, '2026-12-14T16:00Z'],
    ['2026-11-14T15:59:00Z', 15, '2026-11-14T16:00Z'],
    ['2026-12-20T10:00:00Z', 1, '2026-12-31T16:00Z'],
    ['2026-11-30T16:30:00Z', 1, '2026-12-31T16:00Z'],
    ['2026-01-31T10:00:00Z', 31, '2026-02-27T16:00Z'],
    ['2028-02-10T10:00:00Z', 30, '2028-02-28T16:00Z'],
    ['2026-02-27T16:00:00Z', 31, '2026-03-30T16:00Z'],
  ])('monthly, after %s on day %d: %s', (last, dayOfMonth, due) => {
    expect(after(last, { cloud: 'oss', frequency: 'Monthly', dayOfMonth })).toBe(due)
  })

  test('monthly without a day is every thirty days', () => {
    const schedule = { cloud: 'oss', frequency: 'Monthly' } as const
    expect(after('2026-11-22T16:00:00Z', schedule)).toBe('2026-12-22T16:00Z')
  })

  test('once is never again', () => {
    expect(after('2026-11-22T16:00:00Z', { cloud: 'oss', frequency: 'Once' })).toBeUndefined()
  })
})
