import type { Schedule } from '@bucket-inventory/core'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { nextScan } from './next-scan.ts'
import { ossDialect } from './oss-dialect.ts'
import type { ReportDialect } from './report-dialect.ts'
import { s3Dialect } from './s3-dialect.ts'

const day = 24 * 3_600_000

/** The instants of the scans after one, as text. */
function scans(dialect: ReportDialect, schedule: Schedule, last: string, count = 1): string[] {
  const found: string[] = []
  let time: number | undefined = Date.parse(last)
  for (let run = 0; run < count && time !== undefined; run += 1) {
    time = nextScan(dialect, schedule, time)
    if (time !== undefined) found.push(new Date(time).toISOString().slice(0, 16))
  }
  return found
}

describe('the next scan of S3', () => {
  it.each([
    ['2026-11-20T01:00:00Z', '2026-11-21T01:00'],
    ['2026-11-20T00:00:00Z', '2026-11-21T01:00'],
    ['2026-11-19T23:58:00Z', '2026-11-20T01:00'],
    ['2026-11-20T14:21:00Z', '2026-11-21T01:00'],
  ])('begins the night after %s, daily', (last, next) => {
    expect(scans(s3Dialect, { every: 'day' }, last)).toStrictEqual([next])
  })

  it.each([
    ['2026-11-18T12:00:00Z', '2026-11-22T01:00'],
    ['2026-11-22T01:00:00Z', '2026-11-29T01:00'],
    ['2026-11-22T00:10:00Z', '2026-11-29T01:00'],
    ['2026-11-21T20:00:00Z', '2026-11-22T01:00'],
  ])('begins the Sunday after %s, weekly', (last, next) => {
    expect(scans(s3Dialect, { every: 'week' }, last)).toStrictEqual([next])
  })

  it('is not known of schedules that S3 does not have', () => {
    expect(scans(s3Dialect, { every: 'month' }, '2026-11-18T12:00:00Z')).toStrictEqual([])
  })
})

describe('the next scan of OSS', () => {
  it.each([
    ['2026-11-20T16:00:00Z', '2026-11-21T16:00'],
    ['2026-11-20T15:20:00Z', '2026-11-21T16:00'],
    ['2026-11-20T02:00:00Z', '2026-11-20T16:00'],
  ])('begins the night of Beijing after %s, daily', (last, next) => {
    expect(scans(ossDialect, { every: 'day' }, last)).toStrictEqual([next])
  })

  it('begins seven nights on, weekly', () => {
    expect(scans(ossDialect, { every: 'week' }, '2026-11-20T16:00:00Z', 2)).toStrictEqual([
      '2026-11-27T16:00',
      '2026-12-04T16:00',
    ])
  })

  it('begins thirty nights on, monthly without a day', () => {
    expect(scans(ossDialect, { every: 'month' }, '2026-01-31T16:00:00Z', 2)).toStrictEqual([
      '2026-03-02T16:00',
      '2026-04-01T16:00',
    ])
  })

  it('begins on a day of the month of Beijing, or its last', () => {
    expect(
      scans(ossDialect, { every: 'month', dayOfMonth: 31 }, '2027-12-31T02:00:00Z', 5),
    ).toStrictEqual([
      '2028-01-30T16:00',
      '2028-02-28T16:00',
      '2028-03-30T16:00',
      '2028-04-29T16:00',
      '2028-05-30T16:00',
    ])
    expect(
      scans(ossDialect, { every: 'month', dayOfMonth: 1 }, '2026-11-30T15:30:00Z', 2),
    ).toStrictEqual(['2026-12-31T16:00', '2027-01-31T16:00'])
  })

  it('never begins after the only one', () => {
    expect(scans(ossDialect, { every: 'once' }, '2026-11-20T16:00:00Z')).toStrictEqual([])
  })
})

describe('a dialect without a clock', () => {
  it.each([
    ['day', 1],
    ['week', 7],
    ['month', 31],
  ] as const)('scans again at most a period later, every %s', (every, days) => {
    expect(nextScan({}, { every }, 0)).toBe(days * day)
    expect(nextScan({}, { every: 'once' }, 0)).toBeUndefined()
  })
})

describe('the clock of a dialect', () => {
  const schedules: readonly (readonly [ReportDialect, Schedule, number])[] = [
    [s3Dialect, { every: 'day' }, 1],
    [s3Dialect, { every: 'week' }, 7],
    [ossDialect, { every: 'day' }, 1],
    [ossDialect, { every: 'week' }, 7],
    [ossDialect, { every: 'month' }, 30],
    ...Array.from({ length: 31 }, (_, index): [ReportDialect, Schedule, number] => [
      ossDialect,
      { every: 'month', dayOfMonth: index + 1 },
      31,
    ]),
  ]

  it('goes on, never by more than a period and an hour, and keeps its rhythm from then on', () => {
    const times = fc.integer({ min: Date.UTC(2016, 0), max: Date.UTC(2040, 0) })
    fc.assert(
      fc.property(times, fc.constantFrom(...schedules), (last, [dialect, schedule, days]) => {
        const next = nextScan(dialect, schedule, last) ?? Number.NaN
        expect(next).toBeGreaterThan(last)
        expect(next - last).toBeLessThanOrEqual(days * day + 3_600_000)
        const after = nextScan(dialect, schedule, next) ?? Number.NaN
        expect(after - next).toBeGreaterThanOrEqual(Math.min(days, 28) * day)
        expect(after - next).toBeLessThanOrEqual(days * day)
        // A scan that is begun a little early or late does not move the ones after it.
        expect(nextScan(dialect, schedule, next - 3_599_999)).toBe(after)
        expect(nextScan(dialect, schedule, next + 3_600_000)).toBe(after)
      }),
    )
  })
})
