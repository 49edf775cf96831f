import { expect, test } from 'vitest'

import { expectedRows, fixtureNames, openFixture, readRows } from './fixtures.test.support.ts'

const refused = new Set(['lz4', 'los-angeles', 'nested'])
const names = (await fixtureNames()).filter((name) => !refused.has(name))

test('there are fixtures of every codec, version and writer', () => {
  expect(names.length).toBeGreaterThan(20)
})

for (const name of names) {
  test(`reads ${name} as its writer wrote it`, async () => {
    const file = await openFixture(name)
    const expected = await expectedRows(name)
    // What fits into numbers elsewhere shall be found to do so.
    const wide = name.startsWith('integers') || name.startsWith('runs')
    const bigints = wide ? file.schema.map((field) => field.name) : []
    expect(file.rowCount).toBe(expected.length)
    expect(await readRows(file, { bigints })).toEqual(expected)
    // Batches that end in the middle of runs and of bytes of booleans.
    expect(await readRows(file, { bigints, batchRows: 13 })).toEqual(expected)
  })
}

test('reads what is flat in a file that holds more', async () => {
  const file = await openFixture('nested')
  expect(await readRows(file, { columns: ['key', 'size'] })).toEqual(await expectedRows('nested'))
})
