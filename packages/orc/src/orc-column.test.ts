import { expect, test } from 'vitest'

import { bytesSource } from './bytes-source.ts'
import { openFixture, readRows } from './fixtures.test.support.ts'
import { openOrc } from './open-orc.ts'
import { integers, orcOf } from './orc-of.test.support.ts'

test('gives one dictionary for all batches of a stripe, with null behind its values', async () => {
  const file = await openFixture('dictionary.zlib')
  const dictionaries = new Set<unknown>()
  for await (const batch of file.read({ columns: ['word'], batchRows: 50 })) {
    const column = batch.column('word')
    if (column.kind !== 'dictionary') throw new Error('it was written with a dictionary')
    const { dictionary, codes } = column
    dictionaries.add(dictionary)
    expect(dictionary.values.length).toBe(dictionary.size + 1)
    for (let row = 0; row < batch.length; row++) {
      expect(dictionary.values[codes[row] ?? -1]).toBe(column.get(row))
      expect(dictionary.text(codes[row] ?? -1)).toBe(column.get(row))
    }
  }
  expect(dictionaries.size).toBe(1)
})

test('tells single values of a large dictionary', async () => {
  const size = 70_000
  const own = Array.from({ length: size }, (_, index) => String(index))
  const runs: number[] = []
  for (let at = 0; at < size; at += 500) {
    runs.push(...integers(own.slice(at, at + 500).map((value) => value.length)))
  }
  const file = await openOrc(
    bytesSource(
      orcOf({
        names: ['word'],
        types: [7],
        rows: 4,
        encodings: [[3, size]],
        streams: [
          { column: 1, kind: 0, bytes: [0xff, 0xe0] },
          { column: 1, kind: 1, bytes: integers([0, size - 1, 12_345]) },
          { column: 1, kind: 2, bytes: runs },
          { column: 1, kind: 3, bytes: [...Buffer.from(own.join(''))] },
        ],
      }),
    ),
  )
  expect(await readRows(file)).toEqual([['0'], ['69999'], ['12345'], [null]])
})

test('gives text as the bytes that were stored', async () => {
  const file = await openFixture('invalid-utf-8')
  for await (const batch of file.read()) {
    const column = batch.column('key')
    if (column.kind !== 'text') throw new Error('it was written without a dictionary')
    expect([...column.ends]).toEqual([1, 2, 5, 7, 7, 1031])
    expect([...column.bytes.subarray(0, 7)]).toEqual([0xff, 0xfe, 0x61, 0, 0x62, 0xc3, 0x28])
  }
})

test('makes plain objects of rows', async () => {
  const file = await openFixture('one-row')
  for await (const batch of file.read()) {
    expect(batch.rows()).toEqual([{ key: 'é', size: 2 ** 53 - 1 }])
  }
})

test('never rounds an integer: it names the row, or gives bigints', async () => {
  const file = await openFixture('integers.version-0-12')
  const reading = readRows(file, { columns: ['n7'], batchRows: 4 })
  await expect(reading).rejects.toMatchObject({
    code: 'unrepresentable',
    message: 'column "n7", row 5: an integer beyond 2^53; name the column in `bigints` to get it',
    row: 5,
  })
  const rows = await readRows(file, { columns: ['n7'], bigints: ['n7'] })
  expect(rows[5]).toEqual([{ bigint: '9007199254740992' }])
})

test('uses its arrays again for the next batch, but neither dictionaries nor values', async () => {
  const file = await openFixture('groups.java-1-9')
  const arrays = new Set<ArrayBufferLike>()
  const rows: unknown[] = []
  const kept: unknown[] = []
  for await (const batch of file.read({ batchRows: 100 })) {
    const [key, size, word] = batch.columns
    if (key?.kind !== 'text' || size?.kind !== 'number' || word?.kind !== 'dictionary') {
      throw new Error('the fixture has these kinds')
    }
    for (const { buffer } of [key.ends, size.values, word.codes]) arrays.add(buffer)
    rows.push(...batch.rows())
    kept.push(word.dictionary)
  }
  expect(arrays.size).toBe(3)
  expect(rows).toHaveLength(2200)
  expect(rows[1]).toEqual({ key: '00001', size: 1, class: 'STANDARD' })
  expect(new Set(kept).size).toBe(1)
})
