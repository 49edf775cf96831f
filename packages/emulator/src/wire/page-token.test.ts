import { expect, test } from 'vitest'

import { pageToken, readPageToken } from './page-token.ts'

test.each(['', 'daily', 'a b+c/日'])('gives back the name %j', (name) => {
  expect(readPageToken('list', pageToken('list', name))).toBe(name)
})

test.each(['', 'x', 'AAAA', pageToken('other', 'daily')])(
  'knows that %j is not of the list',
  (token) => {
    expect(readPageToken('list', token)).toBeUndefined()
  },
)
