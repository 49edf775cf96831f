import { describe, expect, it } from 'vitest'

import { compareSequences } from './compare-sequences.ts'

describe('comparing sequences', () => {
  it.each([
    ['decimals of one length', '1759320004000000017', '1759320004000000018'],
    ['decimals beyond 2^53 of other lengths', '999999999999999999', '1000000000000000000'],
    ['nine digits and ten', '999999999', '1000000000'],
    ['hex in any case', '0055AED6DCD90281E4', '0055aed6dcd90281e5'],
    ['hex of other lengths', 'ff', '100'],
    ['leading zeros', '0009', '10'],
    ['a number and what is none', '9', '1-2'],
    ['what are no numbers', '80e7-a', '80e7-b'],
    ['nothing and a number', undefined, '0'],
  ])('puts %s in order', (_, before, after) => {
    expect(compareSequences(before, after)).toBe(-1)
    expect(compareSequences(after, before)).toBe(1)
    expect(compareSequences(before, before)).toBe(0)
  })

  it.each([
    ['0a', 'A'],
    ['0', '000'],
    [undefined, undefined],
  ])('takes %s and %s for one', (left, right) => {
    expect(compareSequences(left, right)).toBe(0)
  })

  it('gives one order, whatever is sorted', () => {
    const sorted = [undefined, '', '0', '2', '0010', '1f', '20', 'zz']
    // `sort` leaves undefined out.
    const boxed = sorted.map((sequence) => ({ sequence }))
    const mixed = [...boxed.slice(4), ...boxed.slice(0, 4)].toReversed()
    mixed.sort((left, right) => compareSequences(left.sequence, right.sequence))
    expect(mixed.map(({ sequence }) => sequence)).toStrictEqual([
      undefined,
      '0',
      '2',
      '0010',
      '1f',
      '20',
      '',
      'zz',
    ])
  })
})
