import { expect, it } from 'vitest'

import { parseSize } from './parse-size.ts'

it.each([
  ['0', 0],
  ['1048576', 1_048_576],
  ['12B', 12],
  ['10MB', 10_000_000],
  ['10 mb', 10_000_000],
  ['1KiB', 1024],
  ['1.5GiB', 1_610_612_736],
  ['0.5kB', 500],
  ['2TiB', 2_199_023_255_552],
])('reads %s', (text, bytes) => {
  expect(parseSize(text, '--min-size')).toBe(bytes)
})

it.each([
  '',
  'MB',
  '-1',
  '1e3',
  '0.5',
  '1.0001kB',
  '1 potato',
  '1 constructor',
  '9007199254740992',
  '10MB!',
])('refuses %j', (text) => {
  expect(() => parseSize(text, '--max-size')).toThrow(
    `--max-size takes a whole number of bytes, such as 1048576, 10MB or 1.5GiB, not "${text}"`,
  )
})
