import { describe, expect, test } from 'vitest'

import { readJson, sameMeaning, writeJson } from './policy-json.ts'

describe('JSON that is read and written', () => {
  test.each([
    '12345678901234567890',
    '1.0',
    '-0',
    '1E+2',
    '0.1e-400',
    '{"a":[1.50,-2,true,null,"3"],"b4":"5 6.0"}',
    '"a \\"1\\" 2"',
    '{"a\\"1":{"b\\\\":2.0}}',
    '"\\\\"',
    '{"__proto__":1.0,"constructor":"2"}',
    '[]',
  ])('keeps %s to the letter', (text) => {
    expect(writeJson(readJson(text), 'short')).toBe(text)
    expect(JSON.parse(writeJson(readJson(text), 'lines'))).toEqual(JSON.parse(text))
  })

  test.each(['', '{', "{'a':1}", '01', '[1,]', '{"a":1}x'])('refuses %j', (text) => {
    expect(() => readJson(text)).toThrow(SyntaxError)
  })
})

describe('two parts of a policy', () => {
  test.each([
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    ['a', ['a']],
    [
      { x: { y: ['1', '2'] }, z: 'a' },
      { z: ['a'], x: { y: ['2', '1', '1'] } },
    ],
  ])('mean the same: %j and %j', (left, right) => {
    expect(sameMeaning(left, right)).toBe(true)
  })

  test.each([
    ['a', 'A'],
    [['a', 'b'], 'a'],
    [{ x: 'a' }, { x: 'a', y: 'b' }],
    [[], ['a']],
    ['true', true],
  ])('mean different things: %j and %j', (left, right) => {
    expect(sameMeaning(left, right)).toBe(false)
  })
})
