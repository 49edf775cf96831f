import { expect, test } from 'vitest'

import { bytesSource } from './bytes-source.ts'
import { readRows } from './fixtures.test.support.ts'
import { openOrc } from './open-orc.ts'
import { OrcError } from './orc-error.ts'
import type { OrcReadOptions } from './orc-file.ts'
import { blob, integers, number, orcOf, text } from './orc-of.test.support.ts'
import type { OrcParts, StreamParts } from './orc-of.test.support.ts'

const [present, data, length, dictionaryData, secondary, rowIndex] = [0, 1, 2, 3, 5, 6]
const [boolean, byte, long, double, string, timestamp] = [0, 1, 4, 6, 7, 9]

function column(kind: number, bytes: readonly number[], times = 1): StreamParts {
  return { column: 1, kind, bytes, times }
}

const plain: OrcParts = {
  names: ['n'],
  types: [long],
  rows: 3,
  streams: [column(data, integers([1, -2, 3], true))],
}

async function rowsOf(parts: OrcParts, options?: OrcReadOptions): Promise<unknown[]> {
  return readRows(await openOrc(bytesSource(orcOf(parts))), options)
}

test('reads what is made here, so that what follows is refused for what is wrong with it', async () => {
  expect(await rowsOf(plain)).toEqual([[1], [-2], [3]])
  expect(await rowsOf({ ...plain, block: 1000 })).toEqual([[1], [-2], [3]])
})

const ascii = (value: string) => [...Buffer.from(value)]
const words: OrcParts = {
  names: ['word'],
  types: [string],
  rows: 3,
  encodings: [[3, 2]],
  streams: [
    column(data, integers([0, 1, 0])),
    column(length, integers([1, 2])),
    column(dictionaryData, ascii('abb')),
  ],
}
const texts: OrcParts = {
  ...words,
  encodings: [[2, 0]],
  streams: [column(length, integers([1, 0, 2])), column(data, ascii('abb'))],
}

function withStream(parts: OrcParts, kind: number, bytes: readonly number[]): OrcParts {
  return {
    ...parts,
    streams: [...parts.streams.filter((stream) => stream.kind !== kind), column(kind, bytes)],
  }
}

test('refuses streams that hold more than the rows, of every type', async () => {
  const attempts: readonly [OrcParts, string][] = [
    [{ ...plain, rows: 2 }, 'data'],
    [withStream(plain, data, [...integers([1, 2, 3], true), ...integers([4], true)]), 'data'],
    [withStream(plain, present, [0xfe, 0xe0, 0]), 'present'],
    [withStream({ ...plain, types: [boolean] }, data, [0xfe, 0xa0, 0]), 'data'],
    [withStream({ ...plain, types: [byte] }, data, [0xfc, 1, 2, 3, 4]), 'data'],
    [withStream({ ...plain, types: [double] }, data, Array<number>(25).fill(0)), 'data'],
    [withStream(texts, length, integers([1, 0, 2, 0])), 'length'],
    [withStream(texts, data, ascii('abbc')), 'data'],
    [withStream(words, data, integers([0, 1, 0, 1])), 'data'],
    [withStream(words, length, integers([1, 2, 0])), 'length'],
    [withStream(words, dictionaryData, ascii('abbc')), 'dictionary-data'],
    [
      withStream({ ...plain, types: [timestamp] }, secondary, integers(Array<number>(4).fill(0))),
      'secondary',
    ],
    [
      {
        ...plain,
        streams: [...plain.streams, { column: 0, kind: present, bytes: [0xfe, 0xe0, 0] }],
      },
      'present',
    ],
  ]
  for (const [parts, stream] of attempts) {
    for (const block of [undefined, 1000]) {
      const reading = rowsOf({ ...parts, ...(block === undefined ? {} : { block }) })
      await expect(reading).rejects.toThrow(`the ${stream} stream holds more than the rows`)
    }
  }
  expect(await rowsOf(texts)).toEqual([['a'], [''], ['bb']])
  expect(await rowsOf(words)).toEqual([['a'], ['bb'], ['a']])
})

test('refuses streams that hold less than the rows', async () => {
  const attempts: readonly OrcParts[] = [
    { ...plain, rows: 4 },
    { ...plain, rows: Number.MAX_SAFE_INTEGER },
    withStream(plain, present, [0xff, 0xe0].slice(0, 1)),
    withStream(texts, data, ascii('ab')),
    withStream(words, length, integers([1])),
    withStream(words, dictionaryData, ascii('ab')),
    { ...texts, streams: [] },
  ]
  for (const parts of attempts) await expect(rowsOf(parts)).rejects.toThrow('ends too early')
})

test('refuses references that the dictionary does not have', async () => {
  const reading = rowsOf(withStream(words, data, integers([0, 2, 1])))
  await expect(reading).rejects.toThrow('has 2 where less than 2 is possible')
  const empty = { ...words, encodings: [[3, 0]] as const, streams: words.streams.slice(0, 1) }
  await expect(rowsOf(empty)).rejects.toThrow('has 0 where less than 0 is possible')
})

test('takes no memory for counts that nothing is behind', async () => {
  const huge = await openOrc(
    bytesSource(orcOf({ ...plain, rows: Number.MAX_SAFE_INTEGER, stride: 1 })),
  )
  expect(huge.rowCount).toBe(Number.MAX_SAFE_INTEGER)
  const [stripe] = huge.stripes
  if (stripe === undefined) throw new Error('the file has a stripe')
  expect(await huge.rowGroups(stripe)).toEqual([])
  const many = { ...plain, rows: 1_000_000, stride: 1, streams: [column(rowIndex, blob(1, []))] }
  const file = await openOrc(bytesSource(orcOf(many)))
  const [other] = file.stripes
  if (other === undefined) throw new Error('the file has a stripe')
  expect(await file.rowGroups(other)).toEqual([])
  const dictionary = { ...words, encodings: [[3, 2 ** 40]] as const }
  await expect(rowsOf(dictionary)).rejects.toThrow('a dictionary of 1099511627776 values')
})

test('refuses footers that are bombs', async () => {
  const repeat = (field: readonly number[], count: number) =>
    Array<readonly number[]>(count).fill(field).flat()
  const block = 1 << 23
  const attempts: readonly [OrcParts, string][] = [
    [{ ...plain, block, more: repeat(blob(4, []), 20_000) }, 'more than 16384 columns'],
    [{ ...plain, block, more: repeat(blob(3, []), 300_000) }, 'more than 262144 stripes'],
    [{ ...plain, block, more: blob(4, repeat(text(3, ''), 20_000)) }, 'a type of too many fields'],
    [{ ...plain, block, more: blob(4, blob(2, Array<number>(20_000).fill(1))) }, 'more than 16384'],
    [
      {
        ...plain,
        block,
        more: Array.from({ length: 20_000 }, (_, index) => blob(5, text(1, `${index}`))).flat(),
      },
      'more than 16384 items of metadata',
    ],
    [
      { ...plain, block, encodings: Array.from({ length: 20_000 }, () => [2, 0] as const) },
      'too many encod',
    ],
  ]
  for (const [parts, message] of attempts) await expect(rowsOf(parts)).rejects.toThrow(message)
})

test('does not ask a source for a footer that is too long', async () => {
  const bytes = orcOf(plain)
  const end = [...number(1, 2 ** 40), ...number(5, 0), ...bytes.subarray(-8, -1)]
  const tail = Uint8Array.from([...new Uint8Array(1 << 16), ...end, end.length])
  let largest = 0
  const opening = openOrc({
    size: 2 ** 42,
    read(from, to) {
      largest = Math.max(largest, to - from)
      return tail.subarray(tail.length - (2 ** 42 - from), tail.length - (2 ** 42 - to))
    },
  })
  await expect(opening).rejects.toThrow('a footer or statistics of 1099511627776 bytes')
  expect(largest).toBeLessThan(100_000)
})

test('holds no more text at a time than is told, over all columns', async () => {
  const zeros = Array<number>(1 << 20).fill(0)
  const one = [integers([150 << 20]), zeros] as const
  const parts: OrcParts = {
    names: ['a', 'b'],
    types: [string, string],
    rows: 1,
    block: 1 << 20,
    streams: [1, 2].flatMap((id) => [
      { column: id, kind: length, bytes: one[0] },
      { column: id, kind: data, bytes: one[1], times: 150 },
    ]),
  }
  const file = await openOrc(bytesSource(orcOf(parts)))
  await expect(readRows(file)).rejects.toThrow('column "b": more than 268435456 bytes of text')
  const wide = { ...texts, rows: 1, streams: [column(length, integers([2 ** 32 - 1]))] }
  await expect(rowsOf(wide)).rejects.toThrow('column "word": more than 268435456 bytes of text')
})

test('refuses to hold a chunk of each of very many streams', async () => {
  const names = Array.from({ length: 200 }, (_, index) => `n${index}`)
  const parts: OrcParts = {
    names,
    types: names.map(() => long),
    rows: 3,
    block: 1 << 23,
    streams: names.map((_, index) => ({
      column: index + 1,
      kind: data,
      bytes: integers([1, 2, 3], true),
    })),
  }
  await expect(rowsOf(parts)).rejects.toThrow('200 streams at a time in chunks of 8388608 bytes')
  expect(await rowsOf(parts, { columns: ['n7'] })).toEqual([[1], [2], [3]])
  const hundred = { ...parts, names: names.slice(0, 100), types: parts.types.slice(0, 100) }
  expect(await rowsOf({ ...hundred, streams: parts.streams.slice(0, 100) })).toHaveLength(3)
})

test('names the compressions, versions, types and files that it does not read', async () => {
  const attempts: readonly [OrcParts, string][] = [
    [{ ...plain, compression: 3 }, 'compression lzo is not supported'],
    [{ ...plain, compression: 4 }, 'compression lz4 is not supported'],
    [{ ...plain, compression: 6 }, 'compression brotli is not supported'],
    [{ ...plain, compression: 7 }, 'compression kind 7 is not supported'],
    [{ ...plain, version: [0, 13] }, 'file version 0.13 is not supported'],
    [{ ...plain, version: [1, 0x8f, 0x4e] }, 'file version 1.9999 is not supported'],
    [{ ...plain, more: blob(10, []) }, 'encrypted columns are not supported'],
    [{ ...plain, types: [19] }, 'columns of type geometry are not supported'],
    [{ ...plain, types: [20] }, 'columns of type geography are not supported'],
    [{ ...plain, types: [99] }, 'columns of type unknown are not supported'],
  ]
  for (const [parts, message] of attempts) {
    const reading = rowsOf(parts)
    await expect(reading).rejects.toMatchObject({ code: 'unsupported' })
    await expect(reading).rejects.toThrow(message)
  }
})

test('knows columns by their exact names', async () => {
  const names = ['size', 'Size', '\uFEFFsize', 'size ', '__proto__']
  const streams = names.map((_, index) => ({
    column: index + 1,
    kind: data,
    bytes: integers([index], true),
  }))
  const file = await openOrc(
    bytesSource(orcOf({ names, types: names.map(() => long), rows: 1, streams })),
  )
  expect(file.schema.map(({ name }) => name)).toEqual(names)
  for (const [index, name] of names.entries()) {
    expect(await readRows(file, { columns: [name] })).toEqual([[index]])
  }
  expect(() => file.read({ columns: ['SIZE'] })).toThrow(OrcError)
})

test('reads times of zones that are UTC or not named, and no others', async () => {
  const times: OrcParts = {
    ...plain,
    types: [timestamp],
    streams: [
      column(data, integers([0, -1_420_070_400, -1_420_070_401], true)),
      // Nothing; 123 ms, of which six zeros are cut off; 999,999,999 ns.
      column(secondary, integers([0, (123 << 3) | 5, 999_999_999 * 8])),
    ],
  }
  const expected = [
    [{ seconds: 1_420_070_400, nanoseconds: 0 }],
    [{ seconds: 0, nanoseconds: 123_000_000 }],
    [{ seconds: -2, nanoseconds: 999_999_999 }],
  ]
  expect(await rowsOf(times)).toEqual(expected)
  for (const zone of ['', 'UTC', 'GMT', 'Etc/UTC', 'Universal']) {
    expect(await rowsOf({ ...times, zone })).toEqual(expected)
  }
  for (const zone of ['Europe/London', 'Etc/GMT+1', 'utc+1', 'x'.repeat(100_000)]) {
    const reading = rowsOf({ ...times, zone })
    await expect(reading).rejects.toThrow(`in the time zone ${zone.slice(0, 40)} are not supported`)
  }
})
