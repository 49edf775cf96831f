import { expect, it } from 'vitest'

import { residualInWords } from './residual-in-words.ts'

it.each([
  [{ size: { min: 1 } }, 'size at least 1 byte'],
  [{ size: { min: 0, max: 0 } }, 'size at least 0 bytes and at most 0 bytes'],
  [{ prefix: 'a "b"' }, 'key begins with "a \\"b\\""'],
  [
    {
      lastModified: { from: '2021-11-25T23:40:49Z' },
      storageClasses: ['standard', 'archive'] as const,
    },
    'last modified not before 2021-11-25T23:40:49Z; storage class is standard or archive',
  ],
])('says %j in words', (filter, words) => {
  expect(residualInWords(filter)).toBe(words)
})
