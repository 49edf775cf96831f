import { describe, expect, test } from 'vitest'

import { asLiteral, asText, matchesWildcards } from './wildcards.ts'

describe('a pattern', () => {
  test.each([
    ['', ''],
    ['*', ''],
    ['*', 'a/b\nc'],
    ['a*', 'a'],
    ['a*c', 'abcbc'],
    ['*b*c', 'aabbacc'],
    ['a?c', 'a/c'],
    ['a?c', 'a📷c'],
    ['**', 'ab'],
    ['a.c[d]', 'a.c[d]'],
    [asLiteral('a*'), 'a*'],
    [`*${asLiteral('*')}?`, 'ab*c'],
  ])('%j takes in %j', (pattern, text) => {
    expect(matchesWildcards(pattern, text)).toBe(true)
  })

  test.each([
    ['', 'a'],
    ['a', ''],
    ['?', ''],
    ['a*c', 'acb'],
    ['a?', 'abc'],
    ['a.c', 'abc'],
    ['A', 'a'],
    ['*a*a*a', 'aab'],
    [asLiteral('a*'), 'ab'],
    [asLiteral('?'), 'a'],
  ])('%j leaves out %j', (pattern, text) => {
    expect(matchesWildcards(pattern, text)).toBe(false)
  })

  test('of many wildcards is looked at in no time', () => {
    const begun = performance.now()
    expect(matchesWildcards(`${'*a'.repeat(10_000)}b`, 'a'.repeat(1024))).toBe(false)
    expect(matchesWildcards(`${'*a'.repeat(100)}b`, 'a'.repeat(1024))).toBe(false)
    expect(performance.now() - begun).toBeLessThan(2000)
  })
})

test('a text is what it was before it was made literal', () => {
  expect(asText(asLiteral('a*b?'))).toBe('a*b?')
})
