import { expect, it } from 'vitest'

import { suggestion } from './suggestion.ts'

it('suggests the nearest word, else says what there is', () => {
  expect(suggestion('lst', ['list', 'get'])).toBe('; did you mean "list"?')
  expect(suggestion('frobnicate', ['list', 'get'])).toBe('; known: list, get')
})
