import { describe, expect, it } from 'vitest'

import { matchesRam } from './matches-ram.ts'

describe('a pattern', () => {
  it.each<[boolean, string, string]>([
    [true, '', ''],
    [true, '*', ''],
    [true, '**', 'abc'],
    [false, '?', ''],
    [true, 'a*c', 'abbc'],
    [true, 'a*b*c', 'aXbYbZc'],
    [false, 'a*b', 'abc'],
    [true, '?', '😀'],
    [false, 'A', 'a'],
    [true, 'a.c', 'a.c'],
    [false, 'a.c', 'abc'],
  ])('says %s for "%s" and "%s"', (expected, pattern, text) => {
    expect(matchesRam(pattern, text)).toBe(expected)
  })

  it('takes no longer than both are long', () => {
    const before = performance.now()
    expect(matchesRam(`${'*a'.repeat(200)}b`, 'a'.repeat(5000))).toBe(false)
    expect(performance.now() - before).toBeLessThan(2000)
  })
})
