import { gzipSync } from 'node:zlib'

import { describe, expect, it } from 'vitest'

import { ChunkWindow } from './chunk-window.ts'
import { ColumnChunkReader } from './column-chunk-reader.ts'
import type { ColumnDecoder } from './column-decoder.ts'
import { PageDecompressor } from './decompress-page.ts'
import { NumberColumnDecoder } from './number-column-decoder.ts'
import { ParquetFault } from './parquet-fault.ts'
import { cellOf, rangesOf } from './read-parquet.test.support.ts'
import type { Cell } from './read-parquet.test.support.ts'
import { TextColumnDecoder } from './text-column-decoder.ts'
import { thriftStruct } from './thrift.test.support.ts'
import type { ThriftField } from './thrift.test.support.ts'

const gzip = 2
const plain = 0
const dictionaryCodes = 8

interface Chunk {
  readonly bytes: readonly Uint8Array[]
  readonly rows: number
  readonly optional?: boolean
  readonly codec?: number
  readonly decoder?: ColumnDecoder
}

async function cellsOf(chunk: Chunk): Promise<Cell[]> {
  const { rows, optional = false, codec = 0 } = chunk
  const { decoder = new NumberColumnDecoder('int32', 'count') } = chunk
  const bytes = Buffer.concat(chunk.bytes)
  const window = new ChunkWindow(rangesOf(bytes), 0, bytes.length)
  const decompressor = new PageDecompressor()
  const reader = new ColumnChunkReader({ window, decoder, decompressor, codec, optional, rows })
  decoder.begin()
  for (let missing = rows; missing > 0;) {
    missing -= reader.append(missing)
    if (missing > 0) await reader.nextPage()
  }
  reader.finish()
  const column = decoder.column()
  return Array.from({ length: rows }, (_, row) => cellOf(column, row))
}

function page(
  type: number,
  bytes: Uint8Array,
  header: ThriftField,
  { length = bytes.length, plainLength = bytes.length, more = [] as ThriftField[] } = {},
): Uint8Array {
  const fields: ThriftField[] = [[1, type], [2, plainLength], [3, length], header, ...more]
  return Buffer.concat([thriftStruct(fields), bytes])
}

function dataPage(
  values: number,
  bytes: Uint8Array,
  encoding = plain,
  lengths?: { length?: number; plainLength?: number },
): Uint8Array {
  const header: ThriftField[] = [
    [1, values],
    [2, encoding],
    [3, 3],
    [4, 3],
  ]
  return page(0, bytes, [5, header], lengths)
}

function dictionaryPage(values: number, bytes: Uint8Array): Uint8Array {
  const header: ThriftField[] = [
    [1, values],
    [2, plain],
  ]
  return page(2, bytes, [7, header])
}

function dataPage2(fields: readonly number[], bytes: Uint8Array): Uint8Array {
  const [values = 0, nulls = 0, rows = 0, encoding = 0, definition = 0, repetition = 0] = fields
  const header: ThriftField[] = [
    [1, values],
    [2, nulls],
    [3, rows],
    [4, encoding],
    [5, definition],
    [6, repetition],
    [7, false],
  ]
  return page(3, bytes, [8, header])
}

function integers(...values: readonly number[]): Uint8Array {
  return new Uint8Array(Int32Array.from(values).buffer)
}

function levels(...bytes: readonly number[]): Uint8Array {
  return Buffer.concat([integers(bytes.length), Uint8Array.from(bytes)])
}

describe('ColumnChunkReader', () => {
  it('reads page after page, and none of indexes and without values', async () => {
    const index = page(1, new Uint8Array(9), [6, []])
    const bytes = [
      dataPage(2, integers(1, -2)),
      index,
      dataPage(0, integers()),
      dataPage(1, integers(3)),
    ]
    expect(await cellsOf({ bytes, rows: 3 })).toStrictEqual([1, -2, 3])
  })

  it('reads headers that hold a long value', async () => {
    const statistics: ThriftField[] = [[1, new Uint8Array(5000)]]
    const header: ThriftField[] = [
      [1, 1],
      [2, 0],
      [3, 3],
      [4, 3],
      [5, statistics],
    ]
    const bytes = [page(0, integers(7), [5, header])]
    expect(await cellsOf({ bytes, rows: 1 })).toStrictEqual([7])
  })

  it('reads levels of both versions', async () => {
    // A run of two, then one bit each of a byte.
    const first = dataPage(5, Buffer.concat([levels(4, 1, 3, 0b010), integers(1, 2, 3)]))
    const second = dataPage2([3, 2, 3, 0, 2, 0], Buffer.concat([Uint8Array.of(3, 2), integers(4)]))
    expect(await cellsOf({ bytes: [first, second], rows: 8, optional: true })).toStrictEqual([
      1,
      2,
      null,
      3,
      null,
      null,
      4,
      null,
    ])
  })

  it('begins a batch with words and ends it with texts where a writer gave up its dictionary', async () => {
    const bytes = [
      dictionaryPage(2, Buffer.from('\x01\0\0\0a\x02\0\0\0bc')),
      dataPage(4, Buffer.concat([levels(3, 0b1101), Uint8Array.of(1, 3, 0b010)]), dictionaryCodes),
      dataPage(2, Buffer.concat([levels(4, 1), Buffer.from('\x03\0\0\0def\0\0\0\0')])),
    ]
    const decoder = new TextColumnDecoder(undefined, false)
    const expected = ['a', null, 'bc', 'a', 'def', null]
    expect(await cellsOf({ bytes, rows: 6, optional: true, decoder })).toStrictEqual(expected)
    expect(decoder.column().kind).toBe('text')
  })

  it('takes an overlong page for none without taking memory for it', async () => {
    const small = gzipSync(integers(1))
    const lengths = { plainLength: 60 * 1024 * 1024 }
    for (const [bytes, codec, message] of [
      [dataPage(1, small, plain, lengths), gzip, 'a page holds fewer bytes instead of 62914560'],
      [dataPage(1, small, plain, { plainLength: 5 }), gzip, 'a page holds 4 bytes instead of 5'],
      [dataPage(1, small, plain, { plainLength: 3 }), gzip, 'a page cannot be decompressed: '],
      [dataPage(1, integers(1), plain, { plainLength: 5 }), 0, 'a page holds 4 bytes instead of 5'],
      [dataPage(1, integers(1), gzip, { plainLength: 4 }), gzip, 'a page cannot be decompressed: '],
    ] as const) {
      await expect(cellsOf({ bytes: [bytes], rows: 1, codec })).rejects.toThrow(message)
    }
    const long = dataPage(1, integers(1), plain, { length: 2 ** 30, plainLength: 2 ** 30 })
    await expect(cellsOf({ bytes: [long], rows: 1 })).rejects.toMatchObject({ code: 'unsupported' })
  })

  it('throws for pages that do not add up', async () => {
    const one = dataPage(1, integers(1))
    const dictionary = dictionaryPage(2, integers(1, 2))
    const codes = (...bytes: number[]): Uint8Array =>
      dataPage(2, Uint8Array.from(bytes), dictionaryCodes)
    for (const [bytes, message, optional] of [
      [[one], 'its pages end 1 rows before its row group does'],
      [[one, dataPage(2, integers(1, 2))], 'a page has 2 values where 1 rows are left'],
      [[one, one, Uint8Array.of(0)], '1 bytes are left when all rows of its row group are read'],
      [[one, one, one], 'bytes are left when all rows of its row group are read'],
      [[one, one.subarray(0, 5)], 'the header of a page goes on behind the end of its column'],
      [[one, one.subarray(0, -1)], '4 bytes are to be where 3 are'],
      [[one, dictionary, one], 'it has a dictionary where no dictionary may be'],
      [[dictionary, dictionary], 'it has a dictionary where no dictionary may be'],
      [[dictionaryPage(3, integers(1, 2))], 'a dictionary of 3 numbers has 8 bytes'],
      [[codes(1, 4, 0)], 'a page has codes of no dictionary'],
      [[dictionary, codes(2, 4, 2)], 'a page holds the code 2, beyond the 2 there are'],
      [[dictionary, codes(2, 3, 0b1000)], 'a page holds the code 2, beyond the 2 there are'],
      [[dictionary, codes(1, 2, 0)], 'the runs of a page end too early'],
      [[dictionary, codes(1, 4)], 'the runs of a page end too early'],
      [[dictionary, codes()], 'the runs of a page end too early'],
      [[dictionary, codes(33, 4, 0, 0, 0, 0, 0)], 'numbers are to have 33 bits'],
      [[dataPage(2, integers(1))], 'a page has fewer values than it says'],
      [[dataPage(2, integers(1, 2, 3))], 'a page has 4 bytes more than its values'],
      [[dataPage(2, integers(1, 2), 77)], 'a page is of the unknown encoding 77'],
      [[dataPage2([2, 0, 1], integers(1, 2))], 'a page has 2 values for 1 rows'],
      [[dataPage2([2, 0, 2, 0, 9], integers(1, 2))], 'the levels of a page go on behind its end'],
      [[dataPage(2, integers(9))], 'the levels of a page go on behind its end', true],
      [[dataPage(2, Uint8Array.of(1))], 'the levels of a page go on behind its end', true],
      [[dataPage(2, levels(2, 1))], 'the runs of a page end too early', true],
      [[dataPage(2, levels(4, 2))], 'a page holds the code 2, beyond the 2 there are', true],
      [[page(9, integers(1), [6, []])], 'a page of type 9 has no header of that type'],
      [[page(0, integers(1), [7, []])], 'a dictionary has no number of values'],
    ] as const) {
      const read = cellsOf({ bytes, rows: 2, optional: optional ?? false })
      await expect(read, message).rejects.toThrow(message)
      await expect(read, message).rejects.toBeInstanceOf(ParquetFault)
    }
  })

  it('says of texts what does not add up', async () => {
    const text = (...parts: readonly string[]): Uint8Array => Buffer.from(parts.join(''), 'latin1')
    const wide = '\x01\0\0\0a\xff\xff\xff\xff'
    for (const [bytes, message] of [
      [[dataPage(1, text('\x02\0\0\0a'))], 'a text goes on behind the end of its page'],
      [[dataPage(1, text('\x02\0\0'))], 'a text goes on behind the end of its page'],
      [[dataPage(1, text('\x01\0\0\0ab'))], 'a page has 1 bytes more than its values'],
      [[dictionaryPage(9, text('\x01\0\0\0a'))], 'a dictionary of 9 texts has 5 bytes'],
      [[dictionaryPage(2, text(wide))], 'a text goes on behind the end of its page'],
      [[dictionaryPage(1, text('\0\0\0\0a'))], 'a page has 1 bytes more than its values'],
    ] as const) {
      const decoder = new TextColumnDecoder(undefined, false)
      await expect(cellsOf({ bytes, rows: 1, decoder }), message).rejects.toThrow(message)
    }
  })

  it('does not copy a long text of a dictionary to more rows than memory has room for', async () => {
    const length = Buffer.alloc(4)
    length.writeUInt32LE(100_000)
    const dictionary = dictionaryPage(1, Buffer.concat([length, Buffer.alloc(100_000, 'a')]))
    const codes = dataPage(4000, Uint8Array.of(1, 0xc0, 0x3e, 0), dictionaryCodes)
    const chunk = { bytes: [dictionary, codes], rows: 4000 }
    const words = await cellsOf({ ...chunk, decoder: new TextColumnDecoder(undefined, false) })
    expect(words[3999]).toBe('a'.repeat(100_000))
    const asTexts = cellsOf({ ...chunk, decoder: new TextColumnDecoder(undefined, true) })
    await expect(asTexts).rejects.toMatchObject({ code: 'unsupported' })
  })
})
