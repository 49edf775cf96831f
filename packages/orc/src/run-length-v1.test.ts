import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { IntegerReader } from './integer-reader.ts'
import { streamOf } from './stream-of.test.support.ts'

async function decode(bytes: number[], count: number, signed = false): Promise<number[]> {
  const values = new Float64Array(count)
  expect(await new IntegerReader(streamOf(bytes), 1, signed).numbers(values, count)).toBe(count)
  return [...values]
}

// https://orc.apache.org/specification/ORCv1/#integer-run-length-encoding-version-1
test('reads the examples of the specification', async () => {
  expect(await decode([0x61, 0x00, 0x07], 100)).toEqual(Array.from({ length: 100 }, () => 7))
  const down = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(await decode([0x61, 0xff, 0x64], 100)).toEqual(down)
  expect(await decode([0xfb, 0x02, 0x03, 0x04, 0x07, 0x0b], 5)).toEqual([2, 3, 4, 7, 11])
})

test('reads signed integers as zigzag', async () => {
  expect(await decode([0xfb, 0, 1, 2, 3, 4], 5, true)).toEqual([0, -1, 1, -2, 2])
})

test('reads any integers of 64 bits, in whatever chunks and batches they come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { minLength: 1 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      async (values, chunk, batch) => {
        const reader = new IntegerReader(streamOf(literals(values), chunk), 1, true)
        const result: bigint[] = []
        while (result.length < values.length) {
          const count = Math.min(batch, values.length - result.length)
          const into = new BigInt64Array(count)
          await reader.bigints(into, count)
          result.push(...into)
        }
        expect(result).toEqual(values)
      },
    ),
  )
})

test('tells the first integer that a number would round', async () => {
  const values = [1n, 2n ** 53n - 1n, 2n ** 53n + 1n, 4n]
  const reader = new IntegerReader(streamOf(literals(values)), 1, true)
  const into = new Float64Array(4)
  expect(await reader.numbers(into, 4)).toBe(2)
  expect([...into.subarray(0, 2)]).toEqual([1, 2 ** 53 - 1])
})

test('goes on exactly where a run leaves what numbers hold', async () => {
  const base = 2n ** 53n - 3n
  const reader = new IntegerReader(streamOf([0, 1, ...varint(base * 2n)]), 1, true)
  const into = new BigInt64Array(3)
  await reader.bigints(into, 3)
  expect([...into]).toEqual([base, base + 1n, base + 2n])
  const beyond = new IntegerReader(streamOf([3, 100, ...varint(base * 2n)]), 1, true)
  const more = new BigInt64Array(6)
  await beyond.bigints(more, 6)
  expect(more[5]).toBe(base + 500n)
})

test('refuses a count beyond 2^53, an endless integer and a stream that ends', async () => {
  await expect(decode([0xff, ...varint(2n ** 60n)], 1)).rejects.toThrow('beyond 2^53')
  await expect(decode([0xff, ...Array<number>(10).fill(0xff)], 1)).rejects.toThrow('ten bytes')
  await expect(decode([0xfe, 1], 2)).rejects.toThrow('column "x", byte 0: the data stream ends')
  await expect(decode([], 1)).rejects.toThrow('ends too early')
})

function literals(values: readonly bigint[]): number[] {
  const bytes: number[] = []
  for (let i = 0; i < values.length; i += 128) {
    const part = values.slice(i, i + 128)
    bytes.push(256 - part.length)
    for (const value of part)
      bytes.push(...varint(BigInt.asUintN(64, (value << 1n) ^ (value >> 63n))))
  }
  return bytes
}

function varint(value: bigint): number[] {
  const bytes: number[] = []
  let left = value
  for (; left >= 0x80n; left >>= 7n) bytes.push(Number(left & 0x7fn) | 0x80)
  return [...bytes, Number(left)]
}
