import { expect, it } from 'vitest'

import { matchesPattern } from './matches-pattern.ts'

it.each([
  ['bi-*', 'bi-daily', true],
  ['bi-*', 'bi-', true],
  ['bi-*', 'abi-daily', false],
  ['*', '', true],
  ['*-cn', 'photos-cn', true],
  ['*-cn', 'photos-cn-2', false],
  ['a*b*c', 'a-b-c', true],
  ['a*b*c', 'abc', true],
  ['a*b*c', 'acb', false],
  ['ab*ba', 'aba', false],
  ['a*b*b', 'ab', false],
  ['logs.eu', 'logs.eu', true],
  ['logs.eu', 'logs-eu', false],
  ['LOGS*', 'logs', false],
  ['', '', true],
  ['', 'a', false],
])('%j fits %j: %j', (pattern, text, fits) => {
  expect(matchesPattern(pattern, text)).toBe(fits)
})

it('fails quickly for many stars', () => {
  expect(matchesPattern('a*'.repeat(5000) + 'b', 'a'.repeat(5001))).toBe(false)
})
