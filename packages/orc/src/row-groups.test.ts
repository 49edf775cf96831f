import { expect, test } from 'vitest'

import { bytesSource } from './bytes-source.ts'
import {
  expectedRows,
  fixtureBytes,
  fixtureNames,
  openFixture,
  readRows,
} from './fixtures.test.support.ts'
import { openOrc } from './open-orc.ts'
import type { OrcSource } from './orc-source.ts'

const names = (await fixtureNames()).filter((name) => /^(groups|stripes|types|inv|runs)/.test(name))

for (const name of names) {
  test(`enters ${name} at every row group`, async () => {
    const file = await openFixture(name)
    const expected = await expectedRows(name)
    const bigints = name.startsWith('runs') ? ['huge', 'wild'] : []
    for (const stripe of file.stripes) {
      for (const wanted of await file.rowGroups(stripe)) {
        for (const length of [1, 2]) {
          const chosen = new Set([wanted.index, wanted.index + length - 1])
          const last = Math.min(
            wanted.firstRow + wanted.rowCount * length,
            stripe.firstRow + stripe.rowCount,
          )
          const rows = await readRows(file, {
            bigints,
            stripes: ({ index }) => index === stripe.index,
            rowGroups: ({ index }) => chosen.has(index),
          })
          expect(rows).toEqual(expected.slice(wanted.firstRow, last))
        }
      }
    }
  })
}

test('tells the bounds of each row group', async () => {
  const file = await openFixture('groups.java-1-2')
  const groups = await Promise.all(file.stripes.map((stripe) => file.rowGroups(stripe)))
  expect(
    groups.flat().map(({ firstRow, rowCount, statistics }) => {
      const key = statistics.get('key')?.strings
      const size = statistics.get('size')
      return [firstRow, rowCount, key?.minimum, key?.maximum, size?.integers, size?.hasNull]
    }),
  ).toEqual([
    [0, 1000, '00000', '00999', { minimum: 1n, maximum: 999n }, true],
    [1000, 1000, '01000', '01999', { minimum: 1001n, maximum: 1999n }, true],
    [2000, 200, '02000', '02199', { minimum: 2001n, maximum: 2199n }, true],
  ])
})

test('reads the index of the asked columns only', async () => {
  const file = await openFixture('stripes')
  const [first] = file.stripes
  if (first === undefined) throw new Error('the fixture has stripes')
  const groups = await file.rowGroups(first, { columns: ['day'] })
  expect(groups.map(({ statistics }) => [...statistics.keys()])).toEqual(groups.map(() => ['day']))
  expect(groups[1]?.statistics.get('day')?.dates).toEqual({ minimum: 11_057, maximum: 11_156 })
})

test('reads fewer bytes for one row group than for all', async () => {
  const bytes = await fixtureBytes('groups.java-1-9-plain')
  let read = 0
  const source: OrcSource = {
    size: bytes.length,
    read(start, end) {
      read += end - start
      return bytesSource(bytes).read(start, end)
    },
  }
  const file = await openOrc(source)
  read = 0
  await readRows(file, { columns: ['key'] })
  const all = read
  read = 0
  await readRows(file, { columns: ['key'], rowGroups: ({ index }) => index === 2 })
  expect(read).toBeLessThan(all / 2)
})

test('reads all rows of a file without row groups', async () => {
  const file = await openFixture('no-index.java-1-9')
  const [stripe] = file.stripes
  if (stripe === undefined) throw new Error('the fixture has a stripe')
  expect(await file.rowGroups(stripe)).toEqual([])
  const rows = await readRows(file, { rowGroups: () => false })
  expect(rows).toEqual(await expectedRows('no-index'))
})
