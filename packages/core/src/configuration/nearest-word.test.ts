import { expect, it } from 'vitest'

import { nearestWord } from './nearest-word.ts'

it.each([
  ['mni', ['max', 'min'], 'min'],
  ['schedul', ['filter', 'schedule'], 'schedule'],
  ['STORAGECLASS', ['storageClasses', 'size'], 'storageClasses'],
  ['ab', ['ba'], 'ba'],
  ['size', ['etag', 'owner'], undefined],
  ['x', [], undefined],
])('finds for %s in %j the word %s', (word, candidates, expected) => {
  expect(nearestWord(word, candidates)).toBe(expected)
})
