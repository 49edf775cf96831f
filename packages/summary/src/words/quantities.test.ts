import { expect, it } from 'vitest'

import { bytesInWords, changeInWords, counted, countInWords, shareInWords } from './quantities.ts'

it.each([
  [0, '0 B'],
  [1023, '1,023 B'],
  [1024, '1 KiB'],
  [1536, '1.5 KiB'],
  [1024 * 1023.7, '1 MiB'],
  [123_456_789, '118 MiB'],
  [1024 ** 4, '1 TiB'],
  [2 ** 53, '8 PiB'],
  [-2048, '−2 KiB'],
])('%d bytes are %s', (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words)
})

it.each([
  [0, 10, '0 %'],
  [0, 0, '0 %'],
  [1, 100_000, '< 0.1 %'],
  [5, 1000, '0.5 %'],
  [1, 3, '33 %'],
  [999_999, 1_000_000, '> 99.9 %'],
  [9960, 10_000, '99.6 %'],
  [10, 10, '100 %'],
])('%d of %d is %s', (part, whole, words) => {
  expect(shareInWords(part, whole)).toBe(words)
})

it('counts with separators, and names one or several', () => {
  expect(countInWords(1_234_567)).toBe('1,234,567')
  expect(counted(1, 'object')).toBe('1 object')
  expect(counted(2000, 'prefix', 'prefixes')).toBe('2,000 prefixes')
  expect(changeInWords(5, countInWords)).toBe('+5')
  expect(changeInWords(-5, countInWords)).toBe('−5')
  expect(changeInWords(0, countInWords)).toBe('0')
})
