import { isInventoryError } from '@bucket-inventory/core'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'

import type { PartBounds } from '../filter/may-match.ts'
import type { TypedDictionary } from '../typed/typed-column.ts'
import { fixtureBytes } from './fixtures.test.support.ts'
import { openParquet } from './open-parquet.ts'
import { rangesOf, readCells } from './read-parquet.test.support.ts'
import type { ReadOptions } from './read-parquet.test.support.ts'

const rows = 10_000

const written = {
  key: Array.from({ length: rows }, (_, row) => `folder/${row % 7}/文件 ${row}`),
  size: Array.from({ length: rows }, (_, row) =>
    row % 11 === 0 ? null : BigInt(row) * 1_000_003n,
  ),
  time: Array.from({ length: rows }, (_, row) => new Date(row * 86_400_000 - 1e12)),
  storageClass: Array.from({ length: rows }, (_, row) => ['STANDARD', null, 'GLACIER'][row % 3]),
  latest: Array.from({ length: rows }, (_, row) => (row % 5 === 0 ? null : row % 2 === 0)),
}

const file = new Uint8Array(
  parquetWriteBuffer({
    columnData: [
      { name: 'key', data: written.key, type: 'STRING', nullable: false },
      { name: 'size', data: written.size, type: 'INT64' },
      { name: 'time', data: written.time, type: 'TIMESTAMP' },
      { name: 'storageClass', data: written.storageClass, type: 'STRING' },
      { name: 'latest', data: written.latest, type: 'BOOLEAN' },
    ],
    rowGroupSize: 3000,
    pageSize: 10_000,
  }),
)

describe('openParquet', () => {
  it('knows the rows and columns of a file', async () => {
    const opened = await openParquet(rangesOf(file), { file: 'a.parquet' })
    expect(opened.rows).toBe(rows)
    expect(opened.columns).toStrictEqual(['key', 'size', 'time', 'storageClass', 'latest'])
  })

  it('reads what another writer wrote', async () => {
    const expected = Array.from({ length: rows }, (_, row) => [
      written.key[row],
      written.size[row] === null ? null : Number(written.size[row]),
      written.time[row]?.getTime(),
      written.storageClass[row],
      written.latest[row],
    ])
    expect(await readCells(file)).toStrictEqual(expected)
  })

  it('gives the columns that are asked for, in that order, and undefined for what is not there', async () => {
    const cells = await readCells(file, { columns: ['latest', 'etag', 'key'] })
    expect(cells[3]).toStrictEqual([false, undefined, 'folder/3/文件 3'])
    expect(cells).toHaveLength(rows)
  })

  it('counts rows without any column', async () => {
    expect(await readCells(file, { columns: [] })).toHaveLength(rows)
  })

  it('reads no bytes of other columns, and few at a time', async () => {
    const texts = Array.from({ length: 60_000 }, (_, row) => `${row}`.padStart(60, 'key '))
    const large = new Uint8Array(
      parquetWriteBuffer({
        columnData: [
          { name: 'other', data: texts, type: 'STRING', encoding: 'PLAIN' },
          { name: 'key', data: texts, type: 'STRING', encoding: 'PLAIN' },
          { name: 'size', data: texts.map((_, row) => row), type: 'INT32', encoding: 'PLAIN' },
        ],
        rowGroupSize: texts.length,
        codec: 'UNCOMPRESSED',
      }),
    )
    const source = rangesOf(large)
    const opened = await openParquet(source, { file: 'a.parquet' })
    let first: string | undefined
    for await (const batch of opened.read({ columns: ['key', 'size'], asTexts: new Set() })) {
      const [key] = batch.columns
      if (key?.kind === 'text') first ??= Buffer.from(key.bytes.subarray(0, 60)).toString()
    }
    expect(first).toBe(texts[0])
    const [, ...reads] = source.reads
    const lengths = reads.map(([start = 0, end = 0]) => end - start)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(1024 * 1024)
    const read = lengths.reduce((sum, length) => sum + length, 0)
    expect(read).toBeGreaterThan(texts.length * (64 + 4))
    expect(read).toBeLessThan(texts.length * (64 + 5))
  })

  it('reads pages that are longer than what is held otherwise', async () => {
    const texts = Array.from({ length: 60_000 }, (_, row) => `${row}`.padStart(60, 'key '))
    const bytes = new Uint8Array(
      parquetWriteBuffer({
        columnData: [{ name: 'key', data: texts, type: 'STRING', encoding: 'PLAIN' }],
        rowGroupSize: texts.length,
        pageSize: 4e6,
        codec: 'UNCOMPRESSED',
      }),
    )
    expect(await readCells(bytes)).toStrictEqual(texts.map((text) => [text]))
  })

  it('gives words of one dictionary as long as the dictionaries of row groups are the same', async () => {
    const opened = await openParquet(rangesOf(await fixtureBytes('groups')), { file: 'groups' })
    const dictionaries = new Set<TypedDictionary>()
    for await (const { columns } of opened.read({
      columns: ['storage_class'],
      asTexts: new Set(),
    })) {
      if (columns[0]?.kind === 'words') dictionaries.add(columns[0].dictionary)
    }
    expect([...dictionaries]).toStrictEqual([{ values: ['STANDARD', 'GLACIER', undefined] }])
  })

  it('gives texts where bytes are wanted', async () => {
    const opened = await openParquet(rangesOf(file), { file: 'a.parquet' })
    const columns = ['storageClass']
    for await (const batch of opened.read({ columns, asTexts: new Set(columns) })) {
      expect(batch.columns[0]?.kind).toBe('text')
    }
  })

  it('skips row groups by their bounds, and numbers the rows of others rightly', async () => {
    const opened = await openParquet(rangesOf(await fixtureBytes('groups')), { file: 'groups' })
    const first: number[] = []
    const seen: unknown[] = []
    const mayMatch = (bounds: PartBounds): boolean => {
      const least = bounds('size')?.numbers?.[0] ?? 0
      seen.push([bounds('size')?.numbers, bounds('time')?.numbers, textsOf(bounds, 'key')])
      return least >= 5600
    }
    const columns = ['key']
    for await (const batch of opened.read({ columns, asTexts: new Set(columns), mayMatch })) {
      first.push(batch.firstRow)
      const [key] = batch.columns
      if (key?.kind !== 'text') throw new Error('the key is no text')
      expect(Number(Buffer.from(key.bytes.subarray(0, 6)).toString())).toBe(batch.firstRow)
    }
    expect(first).toStrictEqual([800, 900])
    // The first of each row group has no size.
    expect(seen[0]).toStrictEqual([
      [7, 693],
      [-1, 99_000],
      ['000000', '000099'],
    ])
    expect(seen[9]).toStrictEqual([
      [6307, 6993],
      [900_000, 999_000],
      ['000900', '000999'],
    ])
  })

  it('takes bounds that were cut as they are: before and behind every text', async () => {
    const texts = ['a'.repeat(20), `${'b'.repeat(16)}zz`]
    const bytes = new Uint8Array(
      parquetWriteBuffer({ columnData: [{ name: 'key', data: texts, type: 'STRING' }] }),
    )
    const opened = await openParquet(rangesOf(bytes), { file: 'a.parquet' })
    let seen: unknown
    const mayMatch = (bounds: PartBounds): boolean => {
      seen = textsOf(bounds, 'key')
      expect(bounds('size')).toBeUndefined()
      return false
    }
    const read = opened.read({ columns: ['key'], asTexts: new Set(), mayMatch })
    for await (const batch of read) expect.unreachable(String(batch.firstRow))
    expect(seen).toStrictEqual(['a'.repeat(16), `${'b'.repeat(15)}c`])
  })

  it('refuses columns that it does not read when they are asked for, and reads others', async () => {
    const bytes = await fixtureBytes('nested')
    expect(await readCells(bytes, { columns: ['key', 'size'] })).toStrictEqual([
      ['a', 1],
      ['b', 2],
    ])
    for (const [column, message] of [
      ['list', 'it is nested'],
      ['struct', 'it is nested'],
      ['map', 'it is nested'],
      ['decimal', 'it holds values of a type that is not read: decimal'],
      ['time_of_day', 'it holds values of a type that is not read: time of day'],
    ] as const) {
      expect(await failure(bytes, { columns: [column] })).toStrictEqual({
        code: 'unsupported',
        message: `data file "a.parquet" cannot be read in column "${column}": ${message}`,
        position: { file: 'a.parquet' },
      })
    }
  })

  it('refuses codecs and encodings that it does not read', async () => {
    for (const [name, message] of [
      ['lz4', /column "key".*compressed with LZ4_RAW, which is not read/],
      ['brotli', /column "key".*compressed with BROTLI, which is not read/],
      ['byte-stream-split', /column "size".*encoded by BYTE_STREAM_SPLIT, not read for numbers/],
    ] as const) {
      const error = await failure(await fixtureBytes(`refused.${name}`))
      expect(error.code).toBe('unsupported')
      expect(error.message).toMatch(message)
    }
  })

  it('names the row of a number that would be rounded', async () => {
    for (const [name, column, row] of [
      ['beyond', 'size', 35],
      ['beyond-plain', 'size', 35],
      ['fraction', 'size', 2],
      ['far-future', 'time', 3],
    ] as const) {
      const error = await failure(await fixtureBytes(`refused.${name}`))
      expect(error.code).toBe('corrupt-report')
      expect(error.message).toContain(
        `holds what is not read in column "${column}", row ${row}, at byte`,
      )
      expect(error.position).toMatchObject({ file: 'a.parquet', row })
    }
  })

  it('refuses to give texts where there are none', async () => {
    const error = await failure(file, { columns: ['size'], asTexts: new Set(['size']) })
    expect(error.code).toBe('unsupported')
    expect(error.message).toContain('it holds numbers where texts are wanted')
  })

  it('verifies the checksums of pages', async () => {
    const bytes = await fixtureBytes('types.checksums')
    bytes[100] = (bytes[100] ?? 0) ^ 1
    const error = await failure(bytes)
    expect(error.code).toBe('corrupt-report')
    expect(error.message).toContain('does not have the checksum that its header says')
  })

  it('refuses what is no Parquet file', async () => {
    const magic = Buffer.from('PAR1')
    const longFooter = Buffer.concat([magic, Buffer.from([0, 0, 0, 127]), magic])
    for (const [bytes, code, message, byte] of [
      [Buffer.from(''), 'corrupt-report', 'it has only 0 bytes', 0],
      [Buffer.from('PAR1PAR1'), 'corrupt-report', 'it has only 8 bytes', 0],
      [Buffer.from('ORC and then some'), 'corrupt-report', 'it does not end with PAR1', 13],
      [Buffer.from('PARE    ....PARE'), 'unsupported', 'its footer is encrypted', 12],
      [longFooter, 'corrupt-report', 'its footer is to have 2130706432 bytes', 4],
      [Buffer.from('PAR1\0\0\0\0PAR1'), 'corrupt-report', 'it ends too early', 4],
      [Buffer.from('PAR1\0\x01\0\0\0PAR1'), 'corrupt-report', 'number of rows', 4],
    ] as const) {
      const error = await failure(bytes)
      expect(error).toMatchObject({ code, position: { file: 'a.parquet', byte } })
      expect(error.message).toContain(message)
    }
  })

  it('rejects with the reason of a signal', async () => {
    const controller = new AbortController()
    const { signal } = controller
    const opened = await openParquet(rangesOf(file), { file: 'a.parquet', signal })
    const read = opened.read({ columns: ['key'], asTexts: new Set(), signal })
    const reason = new Error('enough')
    const batches: number[] = []
    await expect(async () => {
      for await (const { length } of read) {
        batches.push(length)
        controller.abort(reason)
      }
    }).rejects.toBe(reason)
    expect(batches).toStrictEqual([3000])
    await expect(openParquet(rangesOf(file), { file: 'a', signal })).rejects.toBe(reason)
  })

  it('passes on what the source rejects with', async () => {
    const gone = new Error('gone')
    const opened = await openParquet(
      { ...rangesOf(file), read: (start, end) => rangesOf(file).read(start, end) },
      { file: 'a.parquet' },
    )
    expect(opened.rows).toBe(rows)
    const broken = { ...rangesOf(file), read: () => Promise.reject(gone) }
    await expect(openParquet(broken, { file: 'a.parquet' })).rejects.toBe(gone)
  })
})

function textsOf(bounds: PartBounds, column: string): string[] | undefined {
  return bounds(column)?.texts?.map((text) => Buffer.from(text).toString())
}

async function failure(
  bytes: Uint8Array,
  options?: ReadOptions,
): Promise<{ code: string; message: string; position: unknown }> {
  const error: unknown = await readCells(bytes, options).catch((error: unknown) => error)
  if (!isInventoryError(error)) throw new Error('it was read', { cause: error })
  return { code: error.code, message: error.message, position: error.position }
}
