import { describe, expect, it } from 'vitest'

import { formatQueryValue, queryValueJson } from './format-query-value.ts'

describe('a cell', () => {
  it.each([
    ['nothing', null, ''],
    ['a text', 'a "b", c', 'a "b", c'],
    ['a number', 1.5, '1.5'],
    ['a number beyond what JSON has', Number.NaN, 'NaN'],
    ['an integer of many digits', 2n ** 80n, '1208925819614629174706176'],
    ['a boolean', false, 'false'],
    ['bytes', Uint8Array.of(0, 255), '00ff'],
    ['a list', [1, null, 'a'], '[1,null,"a"]'],
    ['a struct', { a: [2n ** 64n], b: { c: null } }, '{"a":[18446744073709551616],"b":{"c":null}}'],
  ])('is %s', (_, value, text) => {
    expect(formatQueryValue(value)).toBe(text)
  })
})

describe('JSON', () => {
  it.each([
    ['nothing', null, 'null'],
    ['a text', 'a"b\n', '"a\\"b\\n"'],
    ['an integer of many digits', -(2n ** 63n), '-9223372036854775808'],
    ['a number that JSON does not have', Number.NEGATIVE_INFINITY, '"-Infinity"'],
    ['bytes', Uint8Array.of(1), '"01"'],
    ['a name of any kind', { ['__proto__']: 1, 'a"b': true }, '{"__proto__":1,"a\\"b":true}'],
  ])('is %s', (_, value, text) => {
    expect(queryValueJson(value)).toBe(text)
  })
})
