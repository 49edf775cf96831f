import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { HybridReader } from './hybrid-reader.ts'
import { varint } from './thrift.test.support.ts'

/** Runs of numbers below 2^width, as they are written. */
const runs = fc.integer({ min: 0, max: 32 }).chain((width) => {
  const value = fc.integer({ min: 0, max: 2 ** width - 1 })
  const groups = fc.integer({ min: 1, max: 5 })
  const packed = groups.chain((count) =>
    fc.array(value, { minLength: count * 8, maxLength: count * 8 }),
  )
  const same = fc.tuple(fc.nat(300), value)
  return fc.record({
    width: fc.constant(width),
    runs: fc.array(
      fc.oneof(
        packed.map((values) => ({ values })),
        same.map((same) => ({ same })),
      ),
      {
        maxLength: 12,
      },
    ),
    steps: fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1 }),
  })
})

describe('HybridReader', () => {
  it('reads runs of every width, in any steps', () => {
    fc.assert(
      fc.property(runs, ({ width, runs, steps }) => {
        const values = runs.flatMap((run) =>
          'values' in run ? run.values : Array.from({ length: run.same[0] }, () => run.same[1]),
        )
        const bytes = Buffer.concat(
          runs.map((run) =>
            'values' in run
              ? Buffer.concat([varint((run.values.length / 8) * 2 + 1), pack(run.values, width)])
              : Buffer.concat([varint(run.same[0] * 2), littleEndian(run.same[1], width)]),
          ),
        )
        const reader = new HybridReader(bytes, 0, bytes.length, width, 2 ** 32)
        const read: number[] = []
        const into = new Uint32Array(70)
        for (let step = 0; read.length < values.length; step++) {
          const count = Math.min(steps[step % steps.length] ?? 1, values.length - read.length)
          const same = step % 2 === 0 ? reader.readSame(count) : -1
          if (same < 0) reader.read(into, 0, count)
          else into.fill(same, 0, count)
          read.push(...into.subarray(0, count))
        }
        expect(read).toStrictEqual(values)
        expect(() => reader.read(into, 0, 1)).toThrow('the runs of a page end too early')
      }),
      { numRuns: 500 },
    )
  })

  it('reads a last group that is not filled', () => {
    const reader = new HybridReader(Uint8Array.of(3, 0b11_10_01_00), 0, 2, 2, 4)
    const into = new Uint32Array(4)
    reader.read(into, 0, 4)
    expect([...into]).toStrictEqual([0, 1, 2, 3])
    expect(() => reader.read(into, 0, 1)).toThrow('the runs of a page end too early')
  })

  it('reads bits without a header', () => {
    const reader = HybridReader.packed(Uint8Array.of(9, 0b1010_0110, 1), 1, 3)
    const into = new Uint32Array(9)
    reader.read(into, 0, 9)
    expect([...into]).toStrictEqual([0, 1, 1, 0, 0, 1, 0, 1, 1])
  })

  it('goes over millions of empty runs', () => {
    const bytes = new Uint8Array(4_000_000)
    const reader = new HybridReader(bytes, 0, bytes.length, 0, 1)
    expect(() => reader.read(new Uint32Array(1), 0, 1)).toThrow('the runs of a page end too early')
  })
})

function pack(values: readonly number[], width: number): Uint8Array {
  let bits = 0n
  for (const value of values.toReversed()) bits = (bits << BigInt(width)) | BigInt(value)
  const bytes = Buffer.alloc((values.length * width) / 8)
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = Number(bits & 255n)
    bits >>= 8n
  }
  return bytes
}

function littleEndian(value: number, width: number): Uint8Array {
  return Uint8Array.from({ length: Math.ceil(width / 8) }, (_, at) => Math.floor(value / 256 ** at))
}
