import { describe, expect, it } from 'vitest'

import { keyRewrite, regularExpression } from './key-rewrite.ts'

function rewriteOf(values: Readonly<Record<string, string>>) {
  return keyRewrite({
    command: 'compare',
    arguments: [],
    values: Object.fromEntries(Object.entries(values).map(([flag, value]) => [flag, [value]])),
    switches: [],
  })
}

describe('keyRewrite', () => {
  it('is none where no flag asks for one', () => {
    expect(rewriteOf({})).toBeUndefined()
  })

  it.each([
    ['photos/=copies/', { from: 'photos/', to: 'copies/' }],
    ['=copies/', { from: '', to: 'copies/' }],
    ['photos/=', { from: 'photos/', to: '' }],
  ])('takes %s for prefixes', (rewrite, expected) => {
    expect(rewriteOf({ rewrite })).toStrictEqual(expected)
  })

  it.each([
    [String.raw`/^(\d+)-/=$1/`, { pattern: /^(\d+)-/u, replacement: '$1/' }],
    ['/a/b=c/gi=d=e/', { pattern: /a\/b=c/giu, replacement: 'd=e/' }],
    ['/x/=', { pattern: /x/u, replacement: '' }],
  ])('takes %s for a pattern', (pattern, expected) => {
    expect(rewriteOf({ 'rewrite-pattern': pattern })).toStrictEqual(expected)
  })

  it.each([
    [{ rewrite: 'photos' }, '--rewrite takes A=B, such as photos/=copies/, not "photos"'],
    [{ rewrite: 'a=b=c' }, '--rewrite takes one "=", and "a=b=c" has 2'],
    [{ 'rewrite-pattern': 'a=b' }, '--rewrite-pattern takes /RE/=TEXT'],
    [{ 'rewrite-pattern': '//=b' }, '--rewrite-pattern takes /RE/=TEXT'],
    [{ 'rewrite-pattern': '/(/=b' }, '--rewrite-pattern: Invalid regular expression'],
    [{ 'rewrite-pattern': '/a/y=b' }, '--rewrite-pattern: a pattern cannot be sticky'],
    [{ 'rewrite-pattern': '/a/q=b' }, '--rewrite-pattern: Invalid flags'],
    [{ rewrite: 'a=b', 'rewrite-pattern': '/a/=b' }, 'give --rewrite or --rewrite-pattern'],
  ])('refuses %j', (values, message) => {
    expect(() => rewriteOf(values)).toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        message: expect.stringContaining(message),
      }),
    )
  })
})

describe('regularExpression', () => {
  it('knows characters beyond the first 65,536', () => {
    expect(regularExpression('^.$', '--include').test('😀')).toBe(true)
  })
})
