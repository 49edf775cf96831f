import { describe, expect, test } from 'vitest'

import { ByteWriter } from './byte-writer.ts'
import { decodeIntegers } from './decode-runs.test.support.ts'
import { writeIntegerRuns } from './integer-runs.ts'
import { greatestInteger, leastInteger } from './zigzag.ts'

function written(values: readonly number[], signed: boolean): Buffer {
  const out = new ByteWriter()
  writeIntegerRuns(values, signed, out)
  return out.toBuffer()
}

// https://orc.apache.org/specification/ORCv1/#integer-run-length-encoding-version-2
describe('the examples of the specification', () => {
  const many = Array.from({ length: 16 }, (_, index) => 2040 + 10 * index)
  test.each([
    ['short repeat', [10_000, 10_000, 10_000, 10_000, 10_000], '0a2710'],
    ['direct', [23_713, 43_806, 57_005, 48_879], '5e035ca1ab1edeadbeef'],
    [
      'patched base',
      [2030, 2000, 2020, 1_000_000, ...many],
      '8e132b2107d01e00147028323c46505a646e78828c96a0aab4befce8',
    ],
    ['delta', [2, 3, 5, 7, 11, 13, 17, 19, 23, 29], 'c609020222424246'],
  ])('%s', (_kind, values, bytes) => {
    expect(written(values, false).toString('hex')).toBe(bytes)
  })
})

describe('every kind of run', () => {
  const counted = (length: number, value: (index: number) => number): number[] =>
    Array.from({ length }, (_, index) => value(index))
  test.each([
    ['repeats of a negative number', counted(10, () => -300), ['short-repeat']],
    ['many repeats', counted(512, () => 7), ['delta']],
    ['steps of one length', counted(512, (index) => index * 3 - 100), ['delta']],
    ['steps down', counted(100, (index) => 100 - index * index), ['delta']],
    ['steps and rests', [1, 2, 2, 5, 5, 6], ['delta']],
    ['what goes up and down', [5, -4, 3, -2, 1], ['direct']],
    ['a few', [1, 2, 3], ['direct']],
    ['one', [9], ['direct']],
    ['repeats between others', [1, 9, 4, 4, 4, 4, 2, 8], ['direct', 'short-repeat', 'direct']],
    [
      'rare greater ones',
      counted(512, (index) => (index % 300 === 1 ? 2 ** 30 : index % 7)),
      ['patched-base'],
    ],
    [
      'rare ones far apart',
      counted(512, (index) => (index === 511 ? 2 ** 30 : index % 7)),
      ['patched-base'],
    ],
    [
      'rare ones above a negative base',
      counted(100, (index) => (index === 50 ? 2 ** 20 : (index % 7) - 9)),
      ['patched-base'],
    ],
    [
      'steps that are not exact',
      [leastInteger, greatestInteger, leastInteger, greatestInteger],
      ['direct'],
    ],
    [
      'patches that are too wide',
      counted(100, (index) => (index === 50 ? 2 ** 52 : index % 3)),
      ['direct'],
    ],
  ])('%s', (_name, values, kinds) => {
    const decoded = decodeIntegers(written(values, true), true)
    expect(decoded.values.map(Number)).toEqual(values)
    expect(decoded.kinds).toEqual(kinds)
  })
})

describe('any numbers are read as they were written', () => {
  const seed = Date.now() % 2 ** 31
  test(`seed ${seed}`, () => {
    const random = randomFrom(seed)
    const kinds = new Set<string>()
    for (let round = 0; round < 2000; round += 1) {
      const values = someNumbers(random)
      const signed = values.some((value) => value < 0) || random() < 0.5
      const decoded = decodeIntegers(written(values, signed), signed)
      expect(decoded.values).toEqual(values.map(BigInt))
      for (const kind of decoded.kinds) kinds.add(kind)
    }
    expect([...kinds].toSorted()).toEqual(['delta', 'direct', 'patched-base', 'short-repeat'])
  })
})

/** Numbers from 0 to below 1, always the same ones for a seed. https://prng.di.unimi.it/splitmix32.c */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
}

function someNumbers(random: () => number): number[] {
  const below = (limit: number): number => Math.floor(random() * limit)
  const width = below(53)
  const signed = random() < 0.5
  const values: number[] = []
  const length = 1 + below(512)
  let last = 0
  while (values.length < length) {
    const wide = random() < 0.03 ? below(53) : width
    const value = below(2 ** wide) * (signed && random() < 0.5 ? -1 : 1)
    const next = random() < 0.2 ? last : clamp(value)
    const repeats = random() < 0.1 ? 1 + below(30) : 1
    for (let count = 0; count < repeats && values.length < length; count += 1) values.push(next)
    last = next
  }
  return random() < 0.2 ? values.toSorted((a, b) => a - b) : values
}

function clamp(value: number): number {
  return Math.min(Math.max(value, leastInteger), greatestInteger)
}
