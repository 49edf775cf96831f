import { ossDialect, s3Dialect } from '@bucket-inventory/reports'
import { describe, expect, it } from 'vitest'

import { judgeDelivery } from './judge-delivery.ts'
import type { DeliveryFacts } from './judge-delivery.ts'

const hour = 3_600_000
/** A Friday. */
const last = Date.parse('2026-11-20T01:00:00Z')

const facts = (more: Partial<DeliveryFacts>): DeliveryFacts => ({
  dialect: s3Dialect,
  schedule: { every: 'day' },
  enabled: true,
  now: last,
  ...more,
})

describe('an inventory with a report', () => {
  it.each([
    ['delivered', '2026-11-23T01:00:00Z', 'the next is expected by 2026-11-23T01:00:00Z'],
    ['late', '2026-11-23T01:00:00.001Z', 'the next was expected by 2026-11-23T01:00:00Z'],
    ['late', '2026-11-24T01:00:00Z', 'the next was expected by 2026-11-23T01:00:00Z'],
    ['stale', '2026-11-24T01:00:00.001Z', 'the one after it by 2026-11-24T01:00:00Z'],
  ])('is %s at %s, daily on S3', (state, now, reason) => {
    const judged = judgeDelivery(facts({ last, now: Date.parse(now) }))
    expect(judged).toMatchObject({ state, expectedBy: Date.parse('2026-11-23T01:00:00Z') })
    expect(judged.reason).toContain('the last report is of 2026-11-20T01:00:00Z; ')
    expect(judged.reason).toContain(reason)
  })

  it.each([
    ['delivered', '2026-11-24T01:00:00Z'],
    ['late', '2026-12-01T01:00:00Z'],
    ['stale', '2026-12-01T01:00:01Z'],
  ])('is %s at %s, weekly on S3, which is on Sundays', (state, now) => {
    const schedule = { every: 'week' } as const
    expect(judgeDelivery(facts({ last, schedule, now: Date.parse(now) }))).toMatchObject({ state })
  })

  it.each([
    ['delivered', '2026-12-31T16:00:00Z'],
    ['late', '2027-01-31T16:00:00Z'],
    ['stale', '2027-01-31T16:00:01Z'],
  ])('is %s at %s, at the end of months on OSS', (state, now) => {
    const schedule = { every: 'month', dayOfMonth: 31 } as const
    const scan = Date.parse('2026-11-29T16:00:00Z')
    const monthly = facts({ dialect: ossDialect, last: scan, schedule, now: Date.parse(now) })
    expect(judgeDelivery(monthly)).toMatchObject({ state })
  })

  it.each([
    [{ every: 'once' }, 'it runs once'],
    [{ every: 'once', deleteAfterRun: true }, 'it runs once'],
    [{ every: 'alibaba-oss:Hourly' }, 'nobody knows when the next is due'],
  ] as const)('stays delivered for ever: %j', (schedule, reason) => {
    const now = last + 10_000 * hour
    const judged = judgeDelivery(facts({ dialect: ossDialect, last, schedule, now }))
    expect(judged).toStrictEqual({
      state: 'delivered',
      reason: `the last report is of 2026-11-20T01:00:00Z; ${reason}`,
    })
  })

  it('is given time where it was written after that', () => {
    const writtenAt = Date.parse('2026-12-10T12:00:00Z')
    const at = (now: string) =>
      judgeDelivery(facts({ last, writtenAt, now: Date.parse(now) })).state
    expect(at('2026-12-12T12:00:00Z')).toBe('delivered')
    expect(at('2026-12-12T12:00:01Z')).toBe('late')
    expect(at('2026-12-13T01:00:01Z')).toBe('stale')
  })

  it('says what is in progress', () => {
    const unfinished = [last + 48 * hour, last + 24 * hour]
    const judged = (count: number) =>
      judgeDelivery(facts({ last, now: last, unfinished: unfinished.slice(0, count) })).reason
    expect(judged(1)).toMatch(/; one of 2026-11-22T01:00:00Z is in progress$/)
    expect(judged(2)).toMatch(/; 2 are in progress, the newest of 2026-11-22T01:00:00Z$/)
  })
})

describe('an inventory without a report', () => {
  it('is waiting for 48 hours, and then it never came', () => {
    const writtenAt = last
    expect(judgeDelivery(facts({ writtenAt, now: last + 48 * hour }))).toStrictEqual({
      state: 'waiting',
      reason: 'it was written at 2026-11-20T01:00:00Z; the first report may take 48 hours',
    })
    expect(judgeDelivery(facts({ writtenAt, now: last + 48 * hour + 1 }))).toStrictEqual({
      state: 'never',
      reason: 'it was written at 2026-11-20T01:00:00Z, and no report is there',
    })
  })

  it('is one of which nobody knows since when it stands', () => {
    expect(judgeDelivery(facts({ unfinished: [last] }))).toStrictEqual({
      state: 'none',
      reason:
        'no report is there, and nobody knows since when there should be one; one of 2026-11-20T01:00:00Z is in progress',
    })
  })
})

it('is disabled, whatever was delivered', () => {
  const now = last + 10_000 * hour
  expect(judgeDelivery(facts({ enabled: false, last, now }))).toStrictEqual({
    state: 'disabled',
    reason: 'it is switched off; the last report is of 2026-11-20T01:00:00Z',
  })
  expect(judgeDelivery(facts({ enabled: false, writtenAt: last, now }))).toStrictEqual({
    state: 'disabled',
    reason: 'it is switched off; no report is there',
  })
})
