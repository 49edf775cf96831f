import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { BooleanRunLength } from './boolean-run-length.ts'
import { ByteRunLength } from './byte-run-length.ts'
import { streamOf } from './stream-of.test.support.ts'

async function decode(bytes: number[], count: number): Promise<number[]> {
  const into = new Uint8Array(count)
  await new ByteRunLength(streamOf(bytes)).bytes(into, count)
  return [...into]
}

// https://orc.apache.org/specification/ORCv1/#byte-run-length-encoding
test('reads the examples of the specification', async () => {
  expect(await decode([0x61, 0x00], 100)).toEqual(Array<number>(100).fill(0))
  expect(await decode([0xfe, 0x44, 0x45], 2)).toEqual([0x44, 0x45])
  const flags = new Uint8Array(8)
  expect(await new BooleanRunLength(streamOf([0xff, 0x80])).flags(flags, 8)).toBe(1)
  expect([...flags]).toEqual([1, 0, 0, 0, 0, 0, 0, 0])
})

test('reads booleans in any batches', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 900, size: 'max' }),
      fc.integer({ min: 1, max: 70 }),
      async (values, batch) => {
        const reader = new BooleanRunLength(streamOf(encode(values)))
        const result: boolean[] = []
        let ones = 0
        while (result.length < values.length) {
          const count = Math.min(batch, values.length - result.length)
          const flags = new Uint8Array(count)
          ones += await reader.flags(flags, count)
          result.push(...[...flags].map((flag) => flag === 1))
        }
        expect(result).toEqual(values)
        expect(ones).toBe(values.filter(Boolean).length)
      },
    ),
  )
})

test('refuses literals that are not there, and a run without its value', async () => {
  await expect(decode([0xfd, 1, 2], 3)).rejects.toThrow('ends too early')
  await expect(decode([0x05], 3)).rejects.toThrow('ends too early')
})

/** Three equal bytes as a run, others as literals of one. */
function encode(values: readonly boolean[]): number[] {
  const packed: number[] = []
  for (let i = 0; i < values.length; i += 8) {
    let byte = 0
    for (let bit = 0; bit < 8; bit++) if (values[i + bit] === true) byte |= 0x80 >> bit
    packed.push(byte)
  }
  const bytes: number[] = []
  for (let i = 0; i < packed.length;) {
    const byte = packed[i] ?? 0
    const run = packed[i + 1] === byte && packed[i + 2] === byte
    bytes.push(run ? 0 : 0xff, byte)
    i += run ? 3 : 1
  }
  return bytes
}
