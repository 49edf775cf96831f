import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

import * as fc from 'fast-check'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'

import { pageBytes } from './page-bytes.ts'
import { ParquetFault } from './parquet-fault.ts'
import { readCells } from './read-parquet.test.support.ts'
import { scriptSnappy } from './script-snappy.ts'
import type { SnappyDecoder } from './snappy-decoder.ts'
import { snappySource } from './snappy-module.ts'
import { decodeSnappy } from './snappy.ts'
import { wasmSnappy } from './wasm-snappy.ts'

const decoders: readonly (readonly [string, SnappyDecoder | undefined])[] = [
  ['in WebAssembly', wasmSnappy()],
  ['in TypeScript', scriptSnappy],
]

function outcome(
  input: readonly number[],
  length: number,
  decoder: SnappyDecoder | undefined,
): string {
  const output = pageBytes(new Uint8Array(length))
  decodeSnappy(Uint8Array.from(input), output, length, decoder)
  return Buffer.from(output.bytes).toString('latin1')
}

const abcd = [0x0c, 0x61, 0x62, 0x63, 0x64]

describe.each(decoders)('decodeSnappy %s', (_, decoder) => {
  const decode = (input: readonly number[], length: number) => outcome(input, length, decoder)

  it('decodes literals and copies of every kind', () => {
    expect(decode([4, ...abcd], 4)).toBe('abcd')
    // A copy of 4 from 4 before, with an offset of 11, 16 and 32 bits.
    expect(decode([8, ...abcd, 0x01, 4], 8)).toBe('abcdabcd')
    expect(decode([8, ...abcd, 0x0e, 4, 0], 8)).toBe('abcdabcd')
    expect(decode([8, ...abcd, 0x0f, 4, 0, 0, 0], 8)).toBe('abcdabcd')
    // Literals whose length is stored in one byte and in two.
    const long = Array.from({ length: 200 }, (_, index) => 0x61 + (index % 26))
    expect(decode([200, 1, 0xf0, 199, ...long], 200)).toHaveLength(200)
    expect(decode([200, 1, 0xf4, 199, 0, ...long], 200)).toBe(Buffer.from(long).toString())
  })

  it('repeats what is nearer than a copy is long', () => {
    for (const distance of [1, 2, 3, 4]) {
      const repeated = 'abcd'
        .slice(4 - distance)
        .repeat(60)
        .slice(0, 60)
      expect(decode([64, ...abcd, 0xee, distance, 0], 64)).toBe(`abcd${repeated}`)
    }
  })

  it('throws for what is malformed', () => {
    for (const [input, length, message] of [
      [[], 4, 'its length does not end'],
      [[255, 255, 255, 255, 255, 255], 4, 'its length does not end'],
      [[5, ...abcd], 4, 'it says to hold 5 bytes instead of 4'],
      [[4], 4, 'it holds 0 bytes instead of 4'],
      [[4, ...abcd.slice(0, 4)], 4, 'a literal is longer than what holds it'],
      [[3, ...abcd], 3, 'a literal is longer than what holds it'],
      // A literal of 2^32 bytes, at which another decoder hangs.
      [[4, 0xfc, 0xff, 0xff, 0xff, 0xff, 1], 4, 'a literal is longer than what holds it'],
      [[4, 0xfc, 0xff], 4, 'it ends within a tag'],
      [[8, ...abcd, 0x01], 8, 'it ends within a tag'],
      [[8, ...abcd, 0x02, 1], 8, 'it ends within a tag'],
      [[8, ...abcd, 0x03, 1, 0, 0], 8, 'it ends within a tag'],
      [[8, ...abcd, 0x01, 0], 8, 'a copy begins before its begin'],
      [[8, ...abcd, 0x01, 5], 8, 'a copy begins before its begin'],
      [[7, ...abcd, 0x01, 4], 7, 'a copy goes on behind its end'],
    ] as const) {
      const said = `a page cannot be decompressed: ${message}`
      expect(() => decode(input, length)).toThrow(new ParquetFault('corrupt-report', said))
    }
  })

  it('decodes blocks larger than any before, and small ones after', () => {
    for (const size of [100, 3_000_000, 40_000_000, 7]) {
      // A literal of a byte, then copies of 64 at the distance 1.
      const copies = Math.ceil((size - 1) / 64)
      const input = Buffer.alloc(2 + 3 * copies)
      input.set([0, 0x61])
      for (let index = 0; index < copies; index++) {
        const count = Math.min(64, size - 1 - 64 * index)
        input.set([((count - 1) << 2) | 2, 1, 0], 2 + 3 * index)
      }
      const length: number[] = []
      for (let left = size; ; left = Math.floor(left / 128)) {
        length.push(left < 128 ? left : (left % 128) + 128)
        if (left < 128) break
      }
      const output = pageBytes(new Uint8Array(size))
      decodeSnappy(Buffer.concat([Buffer.from(length), input]), output, size, decoder)
      expect(output.bytes.every((byte) => byte === 0x61)).toBe(true)
    }
  })
})

describe('decodeSnappy', () => {
  it('decodes what a writer compressed', async () => {
    const words = fc.array(fc.constantFrom('a', 'bc', 'def', '/', '2024-', 'aaaaaaaaaaaa', '文'), {
      maxLength: 60,
    })
    const texts = fc.array(
      words.map((parts) => parts.join('')),
      { minLength: 1, maxLength: 50 },
    )
    await fc.assert(
      fc.asyncProperty(texts, async (texts) => {
        const columnData = [{ name: 't', data: texts, type: 'STRING', encoding: 'PLAIN' } as const]
        const cells = await readCells(new Uint8Array(parquetWriteBuffer({ columnData })))
        expect(cells).toStrictEqual(texts.map((text) => [text === '' ? null : text]))
      }),
      { numRuns: 200 },
    )
  })

  it('says the same of any bytes, whichever decoder it takes', () => {
    // Tags of every kind, near and far, and what is none of them.
    const tag = fc.oneof(
      fc
        .uint8Array({ minLength: 1, maxLength: 70 })
        .map((bytes) =>
          bytes.length <= 60
            ? [(bytes.length - 1) << 2, ...bytes]
            : [60 << 2, bytes.length - 1, ...bytes],
        ),
      fc.tuple(fc.nat(7), fc.nat(40)).map(([count, near]) => [(count << 2) | 1, near]),
      fc.tuple(fc.nat(63), fc.nat(80)).map(([count, near]) => [(count << 2) | 2, near, 0]),
      fc.tuple(fc.nat(63), fc.nat(80)).map(([count, near]) => [(count << 2) | 3, near, 0, 0, 0]),
      fc.array(fc.nat(255), { minLength: 1, maxLength: 3 }),
    )
    const blocks = fc.array(tag, { maxLength: 40 }).map((tags) => tags.flat())
    const said = (input: readonly number[], length: number, decoder: SnappyDecoder | undefined) => {
      try {
        return outcome(input, length, decoder)
      } catch (error) {
        return String(error)
      }
    }
    fc.assert(
      fc.property(blocks, fc.nat(3000), (tags, length) => {
        const input = [(length % 128) + 128, Math.floor(length / 128), ...tags]
        const [first, second] = decoders.map(([, decoder]) => said(input, length, decoder))
        expect(first).toBe(second)
        // Of the length that it does have, so that it is decoded to the end.
        const [, held] = /holds (\d+) bytes/.exec(first ?? '') ?? []
        if (held === undefined) return
        const size = Number(held)
        const whole = [(size % 128) + 128, Math.floor(size / 128), ...tags]
        const [one, other] = decoders.map(([, decoder]) => said(whole, size, decoder))
        expect(one).toBe(other)
        expect(one).toHaveLength(size)
      }),
      { numRuns: 3000 },
    )
  })

  it('is made of the source that is here', () => {
    const source = readFileSync(new URL('../../assembly/snappy.ts', import.meta.url))
    expect(createHash('sha256').update(source).digest('hex')).toBe(snappySource)
  })
})
