import { expect, it } from 'vitest'

import { valueInWords } from './value-in-words.ts'

it.each([
  [undefined, 'none'],
  ['none', '"none"'],
  ['week', 'week'],
  ['acs:ram::1:role/R', 'acs:ram::1:role/R'],
  ['012', '"012"'],
  ['', '""'],
  ['a b', '"a b"'],
  ['a\u001B[31m', '"a\\u001b[31m"'],
  ['a\u202Eb', '"a\\u202eb"'],
  [12, '12'],
  [true, 'true'],
  [['size', 'a, b'], '[size, "a, b"]'],
  [{ a: ['b'] }, '{"a":["b"]}'],
  ['x'.repeat(200), `${'x'.repeat(120)}…`],
])('shows %j as %s', (value, words) => {
  expect(valueInWords(value)).toBe(words)
})
