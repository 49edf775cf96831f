import { describe, expect, it } from 'vitest'

import { takesKey } from './takes-key.ts'

describe('takesKey', () => {
  it('is not there where all keys are taken', () => {
    expect(takesKey({})).toBeUndefined()
    expect(takesKey({ exclude: [], prefix: '' })).toBeUndefined()
  })

  it('takes what one pattern includes and none excludes, once it is rewritten', () => {
    const takes = takesKey({
      include: [/^new\//, /\.jpg$/],
      exclude: [/tmp/],
      rewriteKey: { from: 'old/', to: 'new/' },
    })
    expect(
      ['old/a', 'new/a', 'a.jpg', 'a', 'old/tmp', 'tmp.jpg'].map((key) => takes?.(key)),
    ).toEqual([true, true, true, false, false, false])
  })

  it('takes nothing where no pattern includes anything', () => {
    expect(takesKey({ include: [] })?.('a')).toBe(false)
  })

  it('asks each key anew, whatever the flags of a pattern', () => {
    const takes = takesKey({ include: [/a/g], exclude: [/b/y] })
    expect(['xa', 'xa', 'ab', 'ba', 'ab'].map((key) => takes?.(key))).toEqual([
      true,
      true,
      true,
      false,
      true,
    ])
  })

  it('takes what begins with the prefix once it is rewritten', () => {
    const takes = takesKey({ prefix: 'new/b', rewriteKey: { from: 'old/', to: 'new/' } })
    expect([takes?.('old/b'), takes?.('old/a'), takes?.('old/'), takes?.('new/bc')]).toEqual([
      true,
      false,
      false,
      true,
    ])
  })
})
