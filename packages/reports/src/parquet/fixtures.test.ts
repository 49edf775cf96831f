import { expect, test } from 'vitest'

import {
  expectedCells,
  fixtureBytes,
  fixtureNames,
  refusedFixtures,
} from './fixtures.test.support.ts'
import { openParquet } from './open-parquet.ts'
import { rangesOf, readCells } from './read-parquet.test.support.ts'
import type { Cell } from './read-parquet.test.support.ts'

const names = (await fixtureNames()).filter((name) => {
  const [base = ''] = name.split('.')
  return !refusedFixtures.has(base)
})

test('there are fixtures of every writer, encoding and version', () => {
  expect(names.length).toBeGreaterThan(30)
})

for (const name of names) {
  test(`reads ${name} as its writer wrote it`, async () => {
    const bytes = await fixtureBytes(name)
    const expected = await expectedCells(name)
    const file = await openParquet(rangesOf(bytes), { file: name })
    expect(file.rows).toBe(expected.length)
    // Words of a dictionary are strings already.
    const strings = expected.map((row) => row.map(stringOf))
    expect((await readCells(bytes)).map((row) => row.map(stringOf))).toStrictEqual(strings)
    const texts = file.columns.filter((_, column) =>
      expected.some((row) => ['string', 'object'].includes(typeof (row[column] ?? 0))),
    )
    expect(await readCells(bytes, { asTexts: new Set(texts) })).toStrictEqual(expected)
  })
}

function stringOf(cell: Cell | undefined): Cell | undefined {
  return typeof cell === 'object' && cell !== null
    ? Buffer.from(cell.base64, 'base64').toString()
    : cell
}
