import { expect, it } from 'vitest'

import { cellWidth, cutToCells, padToCells } from './cell-width.ts'

it.each([
  ['plain', 5],
  ['視頻', 4],
  ['ｆｕｌｌ', 8],
  ['e\u0301', 1],
  ['🎬', 2],
  ['👩‍👩‍👧', 2],
  ['한글', 4],
  ['', 0],
])('"%s" takes %i cells', (text, width) => {
  expect(cellWidth(text)).toBe(width)
})

it('cuts from the middle, and never half a wide character', () => {
  expect(cutToCells('a-long-key.jpg', 9)).toBe('a-lo….jpg')
  expect(cutToCells('視頻視頻視頻', 6)).toBe('視…頻')
  expect(cutToCells('ab', 2)).toBe('ab')
  expect(cutToCells('abc', 1)).toBe('…')
  expect(cutToCells('abc', 0)).toBe('')
})

it('pads by cells', () => {
  expect(padToCells('視', 4)).toBe('視  ')
  expect(padToCells('視', 4, 'left')).toBe('  視')
})
