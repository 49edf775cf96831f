import { describe, expect, test } from 'vitest'

import type { OrcColumn } from './orc-column.ts'
import { inflate, ReadMessage, readStripes, readTail, readValues } from './read-orc.test.support.ts'
import { writeOrc } from './write-orc.ts'

/** A column of each kind, with nulls in most. */
function columnsOf(rowCount: number): readonly OrcColumn[] {
  const rows = Array.from({ length: rowCount }, (_, row) => row)
  const unless = <Value>(isNull: (row: number) => boolean, value: (row: number) => Value) =>
    rows.map((row) => (isNull(row) ? undefined : value(row)))
  const never = (): boolean => false
  return [
    { name: 'bucket', type: 'string', values: unless(never, () => 'photos') },
    { name: 'key', type: 'string', values: unless(never, (row) => `漢/${row}\u{1F600}`) },
    {
      name: 'class',
      type: 'string',
      values: unless(
        (row) => row % 3 === 1,
        (row) => ['STANDARD', 'GLACIER', ''][row % 7] ?? 'OTHER',
      ),
    },
    { name: 'nothing', type: 'string', values: rows.map(() => undefined) },
    {
      name: 'flag',
      type: 'boolean',
      values: unless(
        (row) => row % 5 === 0,
        (row) => row % 11 < 4,
      ),
    },
    {
      name: 'size',
      type: 'bigint',
      values: unless(
        (row) => row % 97 === 96,
        (row) => (row * 7919) % 10 ** ((row % 12) + 1),
      ),
    },
    {
      name: 'time',
      type: 'timestamp',
      values: unless(
        (row) => row % 50 === 49,
        (row) => Date.UTC(2014, 11, 31, 23) + row * 500,
      ),
    },
  ]
}

const typeNumbers = { boolean: 0, bigint: 4, string: 7, timestamp: 9 }

function valuesOf(file: Buffer, columns: readonly OrcColumn[]): unknown[][] {
  return columns.map(({ type }, index) =>
    readStripes(file).flatMap(({ rowCount, columns: read }) => {
      const column = read[index + 1]
      if (column === undefined) throw new Error(`no column ${index}`)
      return readValues(column, typeNumbers[type], rowCount)
    }),
  )
}

describe('what is written is read', () => {
  test.each([
    ['a row', 1, undefined],
    ['a stripe', 2000, undefined],
    ['several stripes', 2000, 700],
    ['several groups', 25_000, undefined],
  ])('%s', async (_name, rowCount, rowsPerStripe) => {
    const columns = columnsOf(rowCount)
    const file = await writeOrc(columns, rowsPerStripe)
    expect(valuesOf(file, columns)).toEqual(columns.map(({ values }) => values))
  })

  test('no rows: no stripe, and the schema', async () => {
    const file = await writeOrc(columnsOf(0))
    const { footer, metadata } = readTail(file)
    expect(readStripes(file)).toEqual([])
    expect(footer.number(6)).toBe(0)
    expect(metadata.messages(1)).toEqual([])
    expect(footer.messages(4)[0]?.texts(3)).toHaveLength(7)
  })

  test('times of before 1970 and far away, numbers of any size', async () => {
    const times = [0, -1000, -1001, -86_400_001, 253_402_300_799_999, -62_135_596_799_999, 1]
    const sizes = [Number.MAX_SAFE_INTEGER, -(2 ** 52), 0, -1, 1, 2 ** 52, 5 * 2 ** 40]
    const columns: readonly OrcColumn[] = [
      { name: 'time', type: 'timestamp', values: times },
      { name: 'size', type: 'bigint', values: sizes },
    ]
    expect(valuesOf(await writeOrc(columns), columns)).toEqual([times, sizes])
  })

  test.each([2 ** 53, -(2 ** 52) - 1, 0.5, Number.NaN])('%d is refused', async (size) => {
    const columns: readonly OrcColumn[] = [{ name: 'size', type: 'bigint', values: [size] }]
    await expect(writeOrc(columns)).rejects.toThrow(`${size} is no whole number`)
  })

  test('more than a block, and what does not compress', async () => {
    const noise = Array.from(
      { length: 30_000 },
      (_, row) => `${(row * 2654435761) % 2 ** 32}x${row}`,
    )
    const columns: readonly OrcColumn[] = [{ name: 'key', type: 'string', values: noise }]
    expect(valuesOf(await writeOrc(columns), columns)).toEqual([noise])
  })
})

describe('a file is as the Java writer makes it', () => {
  test('in its tail', async () => {
    const file = await writeOrc(columnsOf(10))
    const { postscript, footer } = readTail(file)
    expect(file.subarray(0, 3).toString()).toBe('ORC')
    expect(postscript.texts(8000)).toEqual(['ORC'])
    // ZLIB, in blocks of 256 KiB, of version 0.12, by a writer of version 5.
    expect([2, 3, 6].map((field) => postscript.number(field))).toEqual([1, 262_144, 5])
    expect(postscript.numbers(4)).toEqual([0, 12])
    const [struct, ...types] = footer.messages(4)
    expect(struct?.number(1)).toBe(12)
    expect(struct?.numbers(2)).toEqual([1, 2, 3, 4, 5, 6, 7])
    expect(struct?.texts(3)).toEqual(['bucket', 'key', 'class', 'nothing', 'flag', 'size', 'time'])
    expect(types.map((type) => type.number(1))).toEqual([7, 7, 7, 7, 0, 4, 9])
    expect(footer.number(6)).toBe(10)
    expect(footer.number(8)).toBe(10_000)
    // Where the content ends, and the metadata begins.
    expect(footer.number(2)).toBe(
      file.length - 1 - (file.at(-1) ?? 0) - postscript.number(1) - postscript.number(5),
    )
  })

  test('in its stripes: encodings, a dictionary where texts come again, and what is null only where something is', async () => {
    const [stripe] = readStripes(await writeOrc(columnsOf(100)))
    expect(stripe?.writerTimezone).toBe('UTC')
    expect(stripe?.columns.map(({ encoding }) => encoding)).toEqual([0, 3, 2, 3, 3, 0, 2, 2])
    expect(stripe?.columns.map(({ dictionarySize }) => dictionarySize)).toEqual([
      0, 1, 0, 4, 0, 0, 0, 0,
    ])
    expect(stripe?.columns.map(({ streams }) => streams.map(({ kind }) => kind))).toEqual([
      [6],
      [6, 1, 2, 3],
      [6, 1, 2],
      [6, 0, 1, 2, 3],
      [6, 0, 1, 2, 3],
      [6, 0, 1],
      [6, 0, 1],
      [6, 0, 1, 5],
    ])
  })

  test('a text that comes again in one of five is in a dictionary, in fewer not', async () => {
    const encodingOf = async (values: readonly string[]): Promise<number | undefined> => {
      const file = await writeOrc([{ name: 'key', type: 'string', values }])
      return readStripes(file)[0]?.columns[1]?.encoding
    }
    expect(await encodingOf(['a', 'b', 'c', 'd', 'd'])).toBe(3)
    expect(await encodingOf(['a', 'b', 'c', 'd', 'e', 'e'])).toBe(2)
  })
})

describe('the index', () => {
  const columns = columnsOf(25_000)

  test('tells of every group where its values begin', async () => {
    const [stripe] = readStripes(await writeOrc(columns))
    for (const [index, { type, values }] of columns.entries()) {
      const column = stripe?.columns[index + 1]
      if (column === undefined) throw new Error(`no column ${index}`)
      const [rowIndex] = column.streams
      const entries = new ReadMessage(inflate(rowIndex?.compressed ?? Buffer.alloc(0))).messages(1)
      expect(entries).toHaveLength(3)
      for (const [group, entry] of entries.entries()) {
        const from = group * 10_000
        const rowCount = Math.min(10_000, values.length - from)
        const read = readValues(column, typeNumbers[type], rowCount, entry.numbers(1))
        expect(read).toEqual(values.slice(from, from + rowCount))
      }
    }
  })

  test('tells what is in a group, a stripe and the file', async () => {
    const file = await writeOrc(columns, 20_000)
    const { footer, metadata } = readTail(file)
    const [first, second] = metadata.messages(1).map((stripe) => stripe.messages(1))
    const all = footer.messages(7)
    expect([first, second, all].map((statistics) => statistics?.map((of) => of.number(1)))).toEqual(
      [
        [20_000, 20_000, 20_000, 13_333, 0, 16_000, 19_794, 19_600],
        [5000, 5000, 5000, 3334, 0, 4000, 4949, 4900],
        [25_000, 25_000, 25_000, 16_667, 0, 20_000, 24_743, 24_500],
      ],
    )
    expect(all.map((of) => of.number(10))).toEqual([0, 0, 0, 1, 1, 1, 1, 1])
    const [, , keys, classes, nothing, flags, sizes, times] = second ?? []
    const [key] = keys?.messages(4) ?? []
    expect([key?.texts(1), key?.texts(2)]).toEqual([['漢/20000\u{1F600}'], ['漢/24999\u{1F600}']])
    expect(key?.signed(3)).toBe(5000 * Buffer.byteLength('漢/20000\u{1F600}'))
    expect(classes?.messages(4)[0]?.texts(1)).toEqual([''])
    expect([1, 2, 3, 4, 5, 9].filter((field) => nothing?.has(field))).toEqual([1])
    const isTrue = columns[4]?.values.slice(20_000).filter((value) => value === true).length
    expect(flags?.messages(5)[0]?.numbers(1)).toEqual([isTrue])
    const numbers =
      columns[5]?.values
        .slice(20_000)
        .map(Number)
        .filter((size) => size >= 0) ?? []
    const [size] = sizes?.messages(2) ?? []
    expect([1, 2, 3].map((field) => size?.signed(field))).toEqual([
      Math.min(...numbers),
      Math.max(...numbers),
      numbers.reduce((sum, value) => sum + value, 0),
    ])
    const [time] = times?.messages(9) ?? []
    const start = Date.UTC(2014, 11, 31, 23)
    expect([time?.signed(1), time?.signed(2)]).toEqual([start + 20_000 * 500, start + 24_998 * 500])
    const rowIndex = readStripes(file)[1]?.columns[6]?.streams[0]?.compressed ?? Buffer.alloc(0)
    const [group] = new ReadMessage(inflate(rowIndex)).messages(1)
    expect(group?.messages(2)[0]?.messages(2)[0]?.signed(2)).toBe(Math.max(...numbers))
  })
})
