import { expect, it } from 'vitest'

import { wrapped } from './wrapped.ts'

it.each([
  ['', ''],
  ['a few words', 'a few\n  words'],
  ['one', 'one'],
  ['a-word-that-is-too-long for it', 'a-word-that-is-too-long\n  for it'],
  ['for a-word-that-is-too-long', 'for\n  a-word-that-is-too-long'],
  ['äöü äöü äöü', 'äöü äöü\n  äöü'],
])('puts %j into lines', (text, lines) => {
  expect(wrapped(text, 9, '  ')).toBe(lines)
})
