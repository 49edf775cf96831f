import { expect, it } from 'vitest'

import { allowances } from './allowances.ts'

it('reads words, commas and repetitions', () => {
  expect(allowances()).toBe('refuse')
  expect(allowances(['lossy, filter.size', 'emulated', 'native.aws-s3'])).toStrictEqual([
    'lossy',
    'filter.size',
    'emulated',
    'native.aws-s3',
  ])
})

it.each([
  ['filter.sise', 'did you mean "filter.size"?'],
  ['losy', 'did you mean "lossy"?'],
  ['native.', 'not "native."'],
  ['', 'not ""'],
])('refuses %j', (word, message) => {
  expect(() => allowances(['lossy', word])).toThrow(
    expect.objectContaining({ code: 'invalid-input', message: expect.stringContaining(message) }),
  )
})
