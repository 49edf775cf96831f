import { formatInstant } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { instantTexts } from './instant-text.ts'

it.each([
  0,
  -1,
  999,
  1000,
  Date.UTC(1969, 11, 31, 23, 59, 59, 1),
  Date.UTC(2024, 1, 29, 12),
  Date.UTC(2026, 10, 22, 3, 4, 5, 60),
  Date.UTC(9999, 11, 31, 23, 59, 59, 999),
])('writes %d as it is written elsewhere', (time) => {
  expect(instantTexts()(time)).toBe(formatInstant(time))
})

it('writes many days alike, also more than it keeps', () => {
  const write = instantTexts()
  const wrong: number[] = []
  // Steps of a prime number of milliseconds, over 55 years.
  for (let time = 0; time < 1_735_689_600_000; time += 86_400_011) {
    if (write(time) !== formatInstant(time)) wrong.push(time)
  }
  expect(wrong).toStrictEqual([])
})
