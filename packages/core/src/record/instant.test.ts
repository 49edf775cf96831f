import { describe, expect, it } from 'vitest'

import { formatInstant, parseInstant } from './instant.ts'

describe('parseInstant', () => {
  it.each([
    ['1970-01-01T00:00:00Z', 0],
    ['2021-11-26T07:40:49+08:00', Date.UTC(2021, 10, 25, 23, 40, 49)],
    ['2021-11-25T23:40:49.5Z', Date.UTC(2021, 10, 25, 23, 40, 49, 500)],
    ['2020-02-29T23:59:59-12:00', Date.UTC(2020, 2, 1, 11, 59, 59)],
    ['9999-12-31T15:59:59Z', 253_402_271_999_000],
  ])('reads %s', (text, time) => {
    expect(parseInstant(text)).toBe(time)
  })

  it.each([
    '2021-11-25',
    '2021-11-25T23:40:49',
    '2021-02-29T00:00:00Z',
    '2021-01-01T24:00:00Z',
    '2021-01-01T00:00:60Z',
    '2021-01-01T00:00:00.1234Z',
    '2021-01-01t00:00:00z',
    ' 2021-01-01T00:00:00Z',
    '',
  ])('refuses "%s"', (text) => {
    expect(parseInstant(text)).toBeUndefined()
  })
})

describe('formatInstant', () => {
  it('writes UTC, with milliseconds only where there are some', () => {
    expect(formatInstant(0)).toBe('1970-01-01T00:00:00Z')
    expect(formatInstant(1)).toBe('1970-01-01T00:00:00.001Z')
  })
})
