import { expect, test } from 'vitest'

import { readRange } from './read-range.ts'

test.each([
  ['bytes=0-4', 10, { first: 0, last: 4 }],
  ['bytes=5-', 10, { first: 5, last: 9 }],
  ['bytes=-3', 10, { first: 7, last: 9 }],
  ['bytes=-30', 10, { first: 0, last: 9 }],
  ['bytes=5-99', 10, { first: 5, last: 9 }],
  ['bytes=10-', 10, 'unsatisfiable'],
  ['bytes=-0', 10, 'unsatisfiable'],
  ['bytes=0-', 0, 'unsatisfiable'],
  ['bytes=4-2', 10, undefined],
  ['bytes=0-1,3-4', 10, undefined],
  ['bytes=-', 10, undefined],
  [undefined, 10, undefined],
])('reads %s of %i bytes', (header, size, expected) => {
  expect(readRange(header, size)).toEqual(expected)
})
