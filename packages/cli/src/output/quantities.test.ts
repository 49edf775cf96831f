import { expect, it } from 'vitest'

import { ageInWords, bytesInWords, clockInWords, countInWords } from './quantities.ts'

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [999_949, '999.9 kB'],
  [999_950, '1.0 MB'],
  [123_456_789, '123.5 MB'],
  [1e18, '1000.0 PB'],
])('writes %d bytes as %s', (bytes, text) => {
  expect(bytesInWords(bytes)).toBe(text)
})

it.each([
  [-5, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_599_999, '59 min'],
  [47.9 * 3_600_000, '47 h'],
  [48 * 3_600_000, '2 days'],
])('writes an age of %d milliseconds as %s', (milliseconds, text) => {
  expect(ageInWords(milliseconds)).toBe(text)
})

it('writes counts and clocks', () => {
  expect(countInWords(1_234_567)).toBe('1,234,567')
  expect([0.4, 7, 754, 3723].map(clockInWords)).toStrictEqual(['0:00', '0:07', '12:34', '1:02:03'])
})
