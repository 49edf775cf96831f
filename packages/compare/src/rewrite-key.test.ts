import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { KeyRewrite } from './compare-options.ts'
import { originalKeys, rewriteKey, rewritePrefix } from './rewrite-key.ts'

describe('rewriteKey', () => {
  it.each<[string, KeyRewrite, string]>([
    ['a/b', { from: 'a/', to: 'c/' }, 'c/b'],
    ['b/a/', { from: 'a/', to: 'c/' }, 'b/a/'],
    ['a', { from: '', to: 'backup/' }, 'backup/a'],
    ['2026-11-22.log', { pattern: /^(\d+)-(\d+)-/, replacement: '$1/$2/' }, '2026/11/22.log'],
    ['a.b.c', { pattern: /\./g, replacement: '/' }, 'a/b/c'],
  ])('makes of %s by %j %s', (key, rewrite, expected) => {
    expect(rewriteKey(key, rewrite)).toBe(expected)
    expect(rewriteKey(key, rewrite)).toBe(expected)
  })
})

describe('rewritePrefix', () => {
  it.each<[string, KeyRewrite | undefined, string | undefined]>([
    ['a/', undefined, 'a/'],
    ['a/b/', { from: 'a/', to: 'c/' }, 'c/b/'],
    ['', { from: '', to: 'backup/' }, 'backup/'],
    ['', { from: 'a/', to: 'b/' }, ''],
    ['x/', { from: 'a/', to: 'b/' }, 'x/'],
    ['data/', { from: 'data/old/', to: 'data/new/' }, 'data/'],
    ['data/', { from: 'data/old/', to: 'archive/' }, undefined],
    ['', { pattern: /^/, replacement: 'x' }, ''],
    ['a/', { pattern: /^/, replacement: 'x' }, undefined],
  ])('makes of "%s" by %j %j', (prefix, rewrite, expected) => {
    expect(rewritePrefix(prefix, rewrite)).toBe(expected)
  })

  it('is what every rewritten key begins with', () => {
    fc.assert(
      fc.property(word, word, word, word, (prefix, rest, from, to) => {
        const rewritten = rewritePrefix(prefix, { from, to })
        const key = rewriteKey(prefix + rest, { from, to })
        expect(rewritten === undefined || key.startsWith(rewritten)).toBe(true)
      }),
    )
  })
})

describe('originalKeys', () => {
  it('finds every key that becomes this one, and no other', () => {
    fc.assert(
      fc.property(word, word, word, (key, from, to) => {
        const rewritten = rewriteKey(key, { from, to })
        const originals = originalKeys(rewritten, { from, to }) ?? []
        expect(originals).toContain(key)
        expect(originals.map((one) => rewriteKey(one, { from, to }))).toStrictEqual(
          originals.map(() => rewritten),
        )
      }),
    )
  })

  it('cannot go back through a pattern', () => {
    expect(originalKeys('a', { pattern: /b/, replacement: 'a' })).toBeUndefined()
    expect(originalKeys('a', undefined)).toStrictEqual(['a'])
  })
})

const word = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 4 })
