import type { NativeRemainder } from '@bucket-inventory/core'
import { expect, it } from 'vitest'

import { fitRemainder } from './fit-remainder.ts'
import type { FitOptions } from './fit-remainder.ts'
import type { XmlContent } from './write-document.ts'

const options: FitOptions = {
  known: {
    Id: 'text',
    Field: 'text',
    Filter: { Prefix: 'text' },
    Kind: { Plain: {}, Keyed: { Key: 'text' } },
  },
  telling: ['Plain', 'Keyed'],
  choices: ['Kind'],
}
const content: XmlContent = { Id: 'a', Field: ['x', 'y'], Kind: { Plain: '' } }

it.each<[string, NativeRemainder, readonly string[]]>([
  ['unknown elements', { New: 'x', Filter: { New: ['a', { B: '' }] } }, []],
  ['attributes of what is written', { Id: { '@a': '1' }, Field: [{}, { '@b': '2' }] }, []],
  ['what lies in a known element', { Kind: { Plain: { '@c': '3', Strength: '11' } } }, []],
])('keeps %s', (_what, remainder, lost) => {
  expect(fitRemainder(content, remainder, options)).toEqual({ kept: remainder, lost })
})

it.each<[string, NativeRemainder, readonly string[]]>([
  ['what the content says', { Id: 'b', Field: [{ Id: '' }, {}] }, ['Id', 'Field']],
  ['what it has words for and does not say', { Filter: { Prefix: 'p' } }, ['Filter/Prefix']],
  ['text where elements are', { Filter: 'p' }, ['Filter']],
  ['attributes of more than is written', { Id: [{ '@a': '1' }, { '@a': '2' }] }, ['Id']],
  ['what would say something by being there', { Kind: { Keyed: { New: 'x' } } }, ['Kind/Keyed']],
  ['another one of a choice', { Kind: { Odd: { New: 'x' } } }, ['Kind/Odd']],
])('loses %s, and says where it stood', (_what, remainder, lost) => {
  expect(fitRemainder(content, remainder, options)).toEqual({ kept: undefined, lost })
})

it('keeps an unknown one of a choice where nothing is chosen', () => {
  const remainder = { Kind: { Odd: { New: 'x' } } }
  expect(fitRemainder({ Id: 'a' }, remainder, options)).toEqual({ kept: remainder, lost: [] })
})
