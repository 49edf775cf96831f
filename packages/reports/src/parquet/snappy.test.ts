import * as fc from 'fast-check'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'

import { pageBytes } from './page-bytes.ts'
import { ParquetFault } from './parquet-fault.ts'
import { readCells } from './read-parquet.test.support.ts'
import { decodeSnappy } from './snappy.ts'

function decode(input: readonly number[], length: number): string {
  const output = pageBytes(new Uint8Array(length))
  decodeSnappy(Uint8Array.from(input), output, length)
  return Buffer.from(output.bytes).toString()
}

const abcd = [0x0c, 0x61, 0x62, 0x63, 0x64]

describe('decodeSnappy', () => {
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
})
