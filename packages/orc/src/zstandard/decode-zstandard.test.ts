import { readFile } from 'node:fs/promises'

import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { decodeZstandard } from './decode-zstandard.ts'

const magic = [0x28, 0xb5, 0x2f, 0xfd]

function decode(bytes: number[], limit = 1000): string {
  return Buffer.from(decodeZstandard(Uint8Array.from(bytes), limit)).toString('latin1')
}

/** A block of bytes as they are, or of one byte so many times. */
const raw = (text: string, last = true) => [...header(text.length, 0, last), ...Buffer.from(text)]
const repeated = (byte: number, count: number, last = true) => [...header(count, 1, last), byte]

test('reads frames with and without their size, and past a checksum', () => {
  expect(decode([...magic, 0x20, 3, ...raw('abc')])).toBe('abc')
  expect(decode([...magic, 0x00, 0x00, ...raw('abc', false), ...repeated(0x78, 2)])).toBe('abcxx')
  expect(decode([...magic, 0x24, 3, ...raw('abc'), 1, 2, 3, 4])).toBe('abc')
  expect(decode([...magic, 0x60, 0, 0, ...repeated(0x78, 256)])).toBe('x'.repeat(256))
})

// Of several blocks, in which codes and tables are new, used again and predefined.
test('reads what the reference implementation wrote, at every kind of level', async () => {
  const expected = content()
  for (const level of [-3, 1, 7, 19]) {
    const file = new URL(`../../fixtures/frame.level-${level}.zst`, import.meta.url)
    const decoded = decodeZstandard(await readFile(file), expected.length)
    expect(expected.equals(decoded)).toBe(true)
  }
})

test('gives what a damaged frame says to hold, or an error', async () => {
  const file = new URL('../../fixtures/frame.level-7.zst', import.meta.url)
  const original = Uint8Array.from(await readFile(file))
  const { length } = content()
  fc.assert(
    fc.property(fc.nat(original.length - 1), fc.nat(7), (at, bit) => {
      const bytes = Uint8Array.from(original)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << bit)
      let decoded = length
      try {
        decoded = decodeZstandard(bytes, length).length
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
        expect(error).not.toBeInstanceOf(TypeError)
        expect(error).not.toBeInstanceOf(RangeError)
      }
      expect(decoded).toBe(length)
    }),
    { numRuns: 100 },
  )
})

test('reads copies from as far back as a page may be long', () => {
  const runs = Array.from({ length: 17 }, () => repeated(0x78, 2 ** 21 - 1, false)).flat()
  const before = 3 + 17 * (2 ** 21 - 1)
  // No literals; one sequence of tables with one symbol each: offset code 25, a match of three; 25 bits and their mark.
  const extra = before + 3 - 2 ** 25
  const bits = extra + 2 ** 25
  const sequence = [0, 1, 0x54, 0, 25, 0, ...[0, 8, 16, 24].map((shift) => (bits >>> shift) & 255)]
  const frame = [...magic, 0x00, 0x00, ...raw('abc', false), ...runs]
  const block = [...header(sequence.length, 2, true), ...sequence]
  expect(decode([...frame, ...block], before + 3).slice(-4)).toBe('xabc')
})

test('refuses what is larger than a chunk may be, before it takes memory', () => {
  expect(() => decode([...magic, 0xa0, 0xff, 0xff, 0xff, 0x7f, ...raw('abc')])).toThrow(
    'it says to hold 2147483647 bytes',
  )
  expect(() => decode([...magic, 0x00, 0x00, ...repeated(0x78, 1001)])).toThrow('more than 1000')
})

test('refuses what is not what it says', () => {
  expect(() => decode([])).toThrow('it ends too early')
  expect(() => decode([1, 2, 3, 4, 5, 6])).toThrow('it is no frame')
  expect(() => decode([...magic, 0x21, 1, 3, ...raw('abc')])).toThrow('it needs a dictionary')
  expect(() => decode([...magic, 0x20, 4, ...raw('abc')])).toThrow('3 bytes instead of 4')
  expect(() => decode([...magic, 0x20, 3, ...raw('abc'), 0])).toThrow('do not fill it')
  expect(() => decode([...magic, 0x20, 3, ...raw('abc').slice(0, -1)])).toThrow('ends too early')
  expect(() => decode([...magic, 0x28, 3, ...raw('abc')])).toThrow('it is of an unknown kind')
  expect(() => decode([...magic, 0x20, 3, ...raw('abc', false)])).toThrow('it ends too early')
  expect(() => decode([...magic, 0x20, 3, ...header(3, 3, true)])).toThrow('an unknown type')
})

function header(size: number, type: number, last: boolean): number[] {
  const word = (size << 3) | (type << 1) | (last ? 1 : 0)
  return [word & 255, (word >> 8) & 255, word >> 16]
}

/** What the fixtures hold, as `make-fixtures.py` makes it. */
function content(): Buffer {
  let state = 1
  const draw = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7f_ff_ff_ff
    return (state >> 8) % below
  }
  const parts: string[] = []
  for (let block = 0; block < 40; block++) {
    for (let i = 0; i < 100; i++) parts.push(`key/${draw(10_000)}/${draw(1_000_000)}\n`)
    parts.push('abc'.charAt(draw(3)).repeat(draw(3000)))
    for (let i = 0; i < 1000; i++) parts.push(String.fromCodePoint(97 + draw(5) * draw(5)))
  }
  return Buffer.from(parts.join(''))
}
