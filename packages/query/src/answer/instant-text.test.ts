import { expect, it } from 'vitest'

import { instantText } from './instant-text.ts'

it.each([
  ['0', 0n, '1970-01-01T00:00:00'],
  ['milliseconds', 1_767_225_600_120_000n, '2026-01-01T00:00:00.120'],
  ['microseconds', 1_767_225_600_123_456n, '2026-01-01T00:00:00.123456'],
  ['the microsecond before 1970', -1n, '1969-12-31T23:59:59.999999'],
  ['ten seconds', 10_000_000n, '1970-01-01T00:00:10'],
  ['the last year of four digits', 253_402_300_799_999_000n, '9999-12-31T23:59:59.999'],
  ['infinity, which no calendar has', 2n ** 63n - 1n, undefined],
])('writes %s', (_, microseconds, text) => {
  expect(instantText(microseconds)).toBe(text)
})
