import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { decodeSnappy } from './snappy.ts'

function decode(bytes: number[], limit = 1000): string {
  return Buffer.from(decodeSnappy(Uint8Array.from(bytes), limit)).toString('latin1')
}

const ascii = (text: string) => [...Buffer.from(text)]

test('reads literals of every length', () => {
  expect(decode([3, 2 << 2, ...ascii('abc')])).toBe('abc')
  const long = 'x'.repeat(300)
  expect(decode([0xac, 0x02, 61 << 2, 0x2b, 0x01, ...ascii(long)])).toBe(long)
  expect(decode([60, 60 << 2, 59, ...ascii('y'.repeat(60))])).toBe('y'.repeat(60))
  expect(decode([0])).toBe('')
})

test('reads copies near and far, also of what they write themselves', () => {
  // One byte of distance: four to eleven bytes.
  expect(decode([8, 2 << 2, ...ascii('abc'), 1 | (1 << 2), 3])).toBe('abcabcab')
  // Two and four bytes of distance.
  expect(decode([7, 2 << 2, ...ascii('abc'), 2 | (3 << 2), 3, 0])).toBe('abcabca')
  expect(decode([6, 2 << 2, ...ascii('abc'), 3 | (2 << 2), 1, 0, 0, 0])).toBe('abcccc')
})

test('refuses what is not what it says', () => {
  expect(() => decode([])).toThrow('its length is malformed')
  expect(() => decode([0xff, 0xff, 0xff, 0xff, 0xff, 1])).toThrow('its length is malformed')
  expect(() => decode([0xe9, 0x07], 1000)).toThrow('it says to hold 1001 bytes')
  expect(() => decode([5, 2 << 2, ...ascii('abc')])).toThrow('it holds 3 bytes instead of 5')
  expect(() => decode([3, 5 << 2, ...ascii('abc')])).toThrow('a literal is longer than the block')
  expect(() => decode([2, 2 << 2, ...ascii('abc')])).toThrow('a literal is longer than the block')
  expect(() => decode([9, 2 << 2, ...ascii('abc'), 1, 4])).toThrow('a copy begins outside')
  expect(() => decode([9, 2 << 2, ...ascii('abc'), 1, 0])).toThrow('a copy begins outside')
  expect(() => decode([4, 2 << 2, ...ascii('abc'), 1, 3])).toThrow('a copy is longer')
  expect(() => decode([4, 2 << 2, ...ascii('abc'), 2, 3])).toThrow('it ends inside a tag')
})

test('gives what it says or an error, whatever the bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      let length = 0
      try {
        ;({ length } = decodeSnappy(bytes, 500))
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
        expect(error).not.toBeInstanceOf(TypeError)
        expect(error).not.toBeInstanceOf(RangeError)
      }
      expect(length).toBeLessThanOrEqual(500)
    }),
  )
})
