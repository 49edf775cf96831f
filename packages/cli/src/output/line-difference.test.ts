import { describe, expect, it } from 'vitest'

import { lineDifference } from './line-difference.ts'

const signs = { both: ' ', before: '-', after: '+' }

function shown(before: string, after: string): string[] {
  return lineDifference(before, after).map(({ of, line }) => `${signs[of]}${line}`)
}

/** Every text of so many of these lines at most. */
function allTexts(lines: readonly string[], length: number): string[][] {
  if (length === 0) return [[]]
  const shorter = allTexts(lines, length - 1)
  const longest = shorter.filter((text) => text.length === length - 1)
  return [...shorter, ...longest.flatMap((text) => lines.map((line) => [...text, line]))]
}

describe('the lines of two texts', () => {
  it.each([
    ['', '', []],
    ['', 'a\nb\n', ['+a', '+b']],
    ['a\nb', 'a\nb', [' a', ' b']],
    ['a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    [
      '{\n  "a": 1\n}',
      '{\n  "a": 1,\n  "b": 2\n}',
      [' {', '-  "a": 1', '+  "a": 1,', '+  "b": 2', ' }'],
    ],
    ['a\nb\nc\nd', 'b\nd\ne', ['-a', ' b', '-c', ' d', '+e']],
  ])('of %j and %j are told apart', (before, after, lines) => {
    expect(shown(before, after)).toStrictEqual(lines)
  })

  it('are all there, each side in its order', () => {
    const texts = allTexts(['a', 'b', '}'], 4)
    for (const before of texts) {
      for (const after of texts) {
        const lines = lineDifference(before.join('\n'), after.join('\n'))
        const without = (side: string) =>
          lines.filter(({ of }) => of !== side).map(({ line }) => line)
        expect([without('after'), without('before')]).toStrictEqual([before, after])
      }
    }
  })

  it('are not matched where that would fill the memory', () => {
    const many = (word: string) => Array.from({ length: 3000 }, (_, n) => `${word} ${n}`).join('\n')
    const lines = lineDifference(`same\n${many('old')}`, `same\n${many('new')}`)
    expect(lines).toHaveLength(6001)
    expect(lines[0]).toStrictEqual({ of: 'both', line: 'same' })
    expect(lines.slice(1, 3001).every(({ of }) => of === 'before')).toBe(true)
  })
})
