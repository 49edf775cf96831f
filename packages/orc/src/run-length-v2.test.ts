import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { IntegerReader } from './integer-reader.ts'
import { hex, streamOf } from './stream-of.test.support.ts'
import { packedWidths } from './unpack-bits.ts'

async function decode(bytes: number[], count: number, signed = false): Promise<number[]> {
  const values = new Float64Array(count)
  expect(await new IntegerReader(streamOf(bytes), 2, signed).numbers(values, count)).toBe(count)
  return [...values]
}

async function decodeBigints(bytes: number[], count: number): Promise<bigint[]> {
  const values = new BigInt64Array(count)
  await new IntegerReader(streamOf(bytes), 2, true).bigints(values, count)
  return [...values]
}

// https://orc.apache.org/specification/ORCv1/#integer-run-length-encoding-version-2
describe('reads the examples of the specification', () => {
  test('of short repeats', async () => {
    expect(await decode([0x0a, 0x27, 0x10], 5)).toEqual([10000, 10000, 10000, 10000, 10000])
  })
  test('of direct values', async () => {
    const bytes = [0x5e, 0x03, 0x5c, 0xa1, 0xab, 0x1e, 0xde, 0xad, 0xbe, 0xef]
    expect(await decode(bytes, 4)).toEqual([23713, 43806, 57005, 48879])
  })
  test('of a patched base', async () => {
    const bytes = hex(`
      8e 13 2b 21 07 d0 1e 00 14 70 28 32 3c 46
      50 5a 64 6e 78 82 8c 96 a0 aa b4 be fc e8`)
    const tail = Array.from({ length: 16 }, (_, index) => 2040 + index * 10)
    expect(await decode(bytes, 20)).toEqual([2030, 2000, 2020, 1000000, ...tail])
  })
  test('of deltas', async () => {
    const bytes = [0xc6, 0x09, 0x02, 0x02, 0x22, 0x42, 0x42, 0x46]
    expect(await decode(bytes, 10)).toEqual([2, 3, 5, 7, 11, 13, 17, 19, 23, 29])
  })
})

test('reads direct values of every width', async () => {
  for (const [code, width] of packedWidths.entries()) {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.bigInt({ min: 0n, max: 2n ** BigInt(width) - 1n }), {
          minLength: 1,
          maxLength: 512,
        }),
        async (raw) => {
          const bytes = [0x40 | (code << 1) | ((raw.length - 1) >> 8), (raw.length - 1) & 255]
          bytes.push(...pack(raw, width))
          expect(await decodeBigints(bytes, raw.length)).toEqual(raw.map(unzigzag))
        },
      ),
      { numRuns: 10 },
    )
  }
})

test('reads deltas of both directions, fixed and beyond what numbers hold', async () => {
  expect(await decode([0xc0, 0x04, 0x14, 0x03], 5, true)).toEqual([10, 8, 6, 4, 2])
  const bytes = [0xc6, 0x03, 0x14, 0x01, 0x12]
  expect(await decode(bytes, 4, true)).toEqual([10, 9, 8, 6])
  const far = hex('c0 02 fe ff ff ff ff ff ff 1f 02')
  const last = 2n ** 53n - 1n
  expect(await decodeBigints(far, 3)).toEqual([last, last + 1n, last + 2n])
})

test('reads a patched base with a negative base, and patches beyond a gap of 255', async () => {
  // 400 zeros of one bit above -3, the one at 300 patched: a gap of 255 with no patch, then one of 45.
  const header = [0x80 | (0 << 1) | 1, 399 & 255, (0 << 5) | 7, (7 << 5) | 2]
  const patches = pack([255n << 8n, (45n << 8n) | 5n], 16)
  const bytes = [...header, 0x83, ...Array<number>(50).fill(0), ...patches]
  const expected = Array.from({ length: 400 }, (_, index) => (index === 300 ? 10 - 3 : -3))
  expect(await decode(bytes, 400, true)).toEqual(expected)
})

test('refuses patches outside the run, and wider than 64 bits', async () => {
  const outside = [0x80, 0x01, 0x07, 0xe1, 0x00, 0x00, 0x07, 0x05]
  await expect(decode(outside, 2)).rejects.toThrow('a patch out of place')
  const wide = [0x80, 0x01, 0x1f, 0xe1, ...Array<number>(30).fill(0)]
  await expect(decode(wide, 2)).rejects.toThrow('patches of more than 64 bits')
})

test('refuses runs that end too early, and deltas without a delta', async () => {
  await expect(decode([0x5e, 0x03, 0x5c], 4)).rejects.toThrow('ends too early')
  await expect(decode([0x0a, 0x27], 5)).rejects.toThrow('ends too early')
  await expect(decode([0xc6, 0x00, 0x02, 0x02], 1)).rejects.toThrow('without a delta')
})

test('never takes more or fewer values than there are, whatever the bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 255 })), async (bytes) => {
      const reader = new IntegerReader(streamOf(bytes), 2, true)
      const into = new BigInt64Array(1000)
      // Random bytes hold some values, then end; not every stream does so within a thousand.
      await reader.bigints(into, 1000).catch((error: unknown) => {
        expect(String(error)).toMatch(/^OrcError: .*the data stream /)
      })
    }),
  )
})

function pack(values: readonly bigint[], width: number): number[] {
  const bits = values.map((value) => value.toString(2).padStart(width, '0')).join('')
  const bytes = bits.match(/.{1,8}/g) ?? []
  return bytes.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2))
}

function unzigzag(value: bigint): bigint {
  return (value >> 1n) ^ -(value & 1n)
}
