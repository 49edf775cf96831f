import { describe, expect, it } from 'vitest'

import { matchesBeginning } from './matches-beginning.ts'
import { matchesRam } from './matches-ram.ts'

describe('a pattern and the beginning of a text', () => {
  it.each([
    ['yes', '*'],
    ['yes', 'a/b/*'],
    ['yes', 'a/*'],
    ['yes', '*/b/*'],
    ['yes', '?/b**'],
    ['unknown', 'a/b/c'],
    ['unknown', '*c'],
    ['unknown', 'a/b/c*'],
    ['unknown', 'a/b/?*'],
    ['unknown', 'a/*/c'],
    ['unknown', 'a/b/?'],
    ['no', ''],
    ['no', 'a/b/'],
    ['no', 'a/b'],
    ['no', 'a'],
    ['no', 'b/*'],
    ['no', 'a/c*'],
    ['no', 'A/B/*'],
    ['no', '123'],
  ])('come to "%s" for "%s"', (expected, pattern) => {
    expect(matchesBeginning(pattern, 'a/b/')).toBe(expected)
    const ends = ['c', 'cd', 'x', 'a/b/', '😀'].map((end) => matchesRam(pattern, `a/b/${end}`))
    if (expected !== 'unknown') expect(new Set(ends)).toEqual(new Set([expected === 'yes']))
  })

  it('take no longer than both are long', () => {
    const before = performance.now()
    expect(matchesBeginning(`${'*a'.repeat(2000)}b`, 'a'.repeat(500))).toBe('unknown')
    expect(performance.now() - before).toBeLessThan(2000)
  })
})
